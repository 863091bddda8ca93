import { readConfig } from '../lib/config.ts'
import { buildIfNeeded } from './build.ts'
import { bin, runNode } from './run-node.ts'

/** `npm start`: the production server against a real tenant (docs/real-tenant.md). Settings are checked before anything. */

try {
  readConfig(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
await buildIfNeeded()
process.exit(
  await runNode([
    bin.next,
    'start',
    '--port',
    process.env.PORT ?? '3000',
    '--hostname',
    process.env.HOST ?? '127.0.0.1',
  ]),
)
