import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('.', import.meta.url))

export default defineConfig({
  resolve: {
    alias: {
      // The package throws outside React's server condition; its own empty twin is what bundlers resolve there.
      'server-only': `${root}node_modules/server-only/empty.js`,
      '@': root.replace(/\/$/, ''),
    },
  },
  test: {
    include: ['{lib,emulator,components,scripts,app}/**/*.test.{ts,tsx}', '*.test.ts'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Each file that needs an emulator starts its own on free ports; two at a time keeps a two-core machine honest.
    maxWorkers: 2,
  },
})
