import 'server-only'
import * as z from 'zod'
import { SampleAccount } from '../domain/sample-account.ts'

/**
 * The people of the emulated tenant, for the sign-in page. The emulator refuses a web page that asks, so the server does.
 * Without an answer the list is empty: the emulator's own account picker still offers them.
 */
export async function sampleAccounts(emulatorHttpPort: number | undefined): Promise<SampleAccount[]> {
  if (emulatorHttpPort === undefined) return []
  try {
    const response = await fetch(`http://127.0.0.1:${emulatorHttpPort}/_emulator/accounts`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(10_000),
    })
    return z.array(SampleAccount).parse(await response.json())
  } catch {
    return []
  }
}
