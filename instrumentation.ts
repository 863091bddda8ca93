/** Runs once before the server takes requests: it does not start with settings that would fail later. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: Next compiles this file for its edge runtime too, and drops the rest there
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { requireConfig } = await import('./lib/config.ts')
  requireConfig()
}
