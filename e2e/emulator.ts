/** The emulator's controls, for specs: http on loopback (emulator/README.md). */

const control = `http://127.0.0.1:${process.env.EMULATOR_HTTP_PORT ?? '8580'}/_emulator`

async function send<T>(method: string, name: string, body?: unknown): Promise<T> {
  const response = await fetch(`${control}/${name}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  })
  if (!response.ok) throw new Error(`${method} ${name} answered ${response.status}: ${await response.text()}`)
  const text = await response.text()
  return (text ? JSON.parse(text) : undefined) as T // the control API answers what its README says
}

export interface Calls {
  total: number
  byOperation: Record<string, number>
}

export const emulator = {
  ready: () => send<{ tenantId: string; apiScope: string; caFile: string }>('GET', 'ready'),
  reset: () => send('POST', 'reset', {}),
  calls: () => send<Calls>('GET', 'calls'),
  token: async (account: string, scope: string) =>
    (await send<{ access_token: string }>('POST', 'token', { account, scope })).access_token,
  faults: (rules: unknown[]) => send('PUT', 'faults', rules),
  clock: (offsetSeconds: number) => send('PUT', 'clock', { offsetSeconds }),
}

/** What was called between two readings, without what was not. */
export function callsBetween(before: Calls, after: Calls): Record<string, number> {
  return Object.fromEntries(
    Object.entries(after.byOperation)
      .map(([name, count]) => [name, count - (before.byOperation[name] ?? 0)] as const)
      .filter(([, count]) => count > 0),
  )
}
