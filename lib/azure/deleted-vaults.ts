import 'server-only'
import type { Problem } from '../domain/problem.ts'
import { pagesOf } from './call-scope.ts'
import { vaultManagementClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { isoDate } from './secret-mapping.ts'

/** Tells of a vault that no host answers for whether it is deleted, and until when it can be recovered. */
export type ExplainMissing = (vaultName: string) => Promise<Problem | undefined>

/**
 * For vaults of the caller's inventory, which may be a minute old, as Resource Graph itself may be. One call for each
 * subscription that misses one; where it is refused, nothing more is known.
 */
export function missingVaults(azure: AzureContext, subscriptionOf: (vaultName: string) => Promise<string | undefined>) {
  const known = new Map<string, Promise<Map<string, Problem>>>()
  const explain: ExplainMissing = async (vaultName) => {
    const subscriptionId = await subscriptionOf(vaultName).catch(() => undefined)
    if (!subscriptionId) return undefined
    const reading = known.get(subscriptionId) ?? deletedVaults(azure, subscriptionId).catch(() => new Map())
    known.set(subscriptionId, reading)
    return (await reading).get(vaultName)
  }
  return explain
}

async function deletedVaults(azure: AzureContext, subscriptionId: string): Promise<Map<string, Problem>> {
  const found = new Map<string, Problem>()
  const pages = vaultManagementClient(azure, subscriptionId).vaults.listDeleted().byPage()
  for await (const page of pagesOf(azure, pages)) {
    for (const { name = '', properties } of page) {
      const until = isoDate(properties?.scheduledPurgeDate)
      found.set(name.toLowerCase(), {
        code: 'vault_not_found',
        message: `This vault was deleted${until ? `, and is gone for good on ${until.slice(0, 10)}` : ''}.`,
        remedy: 'Whoever may recover vaults of its subscription can bring it back until then.',
      })
    }
  }
  return found
}
