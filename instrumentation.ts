import { ConfigError, config } from './lib/config.ts'

/** Runs once before the server takes requests: it does not start with settings that would fail later. */
export function register(): void {
  try {
    config()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
