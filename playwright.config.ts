import { defineConfig } from '@playwright/test'

const port = process.env.PORT ?? '3100'
const httpsPort = process.env.EMULATOR_HTTPS_PORT ?? '8543'
const httpPort = process.env.EMULATOR_HTTP_PORT ?? '8580'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // One emulated cloud serves the whole run; specs that write use secrets of their own or reset it, one after the other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // A CI often keeps only the end of what is printed: what failed before must still be in it.
  reporter: process.env.CI ? 'dot' : 'list',
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node scripts/demo.ts',
    url: `http://127.0.0.1:${port}/api/healthz`,
    env: {
      PORT: port,
      EMULATOR_HTTPS_PORT: httpsPort,
      EMULATOR_HTTP_PORT: httpPort,
      // The least of the 90 days of logs that the demo has: the twelve incidents, made beside the start in a few seconds.
      EMULATOR_LOG_ROWS: process.env.EMULATOR_LOG_ROWS ?? '1',
      // The suite writes more in a minute than a person may; the limits have specs of their own (lib/server).
      STRONGROOM_WRITES_PER_MINUTE: '600',
      STRONGROOM_REVEALS_PER_MINUTE: '600',
    },
    reuseExistingServer: !process.env.CI,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
    timeout: 240_000,
  },
})
