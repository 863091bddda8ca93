import type { Problem } from '../../lib/domain/problem.ts'
import { type PermissionModel, subscriptionNamesSubject, type VaultFacts } from '../../lib/domain/vault.ts'

type Network = VaultFacts['publicNetworkAccess']

export const permissionModelWords: Record<PermissionModel, string> = { rbac: 'RBAC', accessPolicy: 'Access policies' }

export const skuWords: Record<VaultFacts['sku'], string> = { standard: 'Standard', premium: 'Premium' }

export const networkWords: Record<Network, string> = {
  allNetworks: 'All networks',
  selectedNetworks: 'Selected networks',
  disabled: 'Disabled',
  securedByPerimeter: 'By perimeter',
}

export const networkSentences: Record<Network, string> = {
  allNetworks: 'The vault answers from any address; roles or policies alone decide.',
  selectedNetworks: 'The vault answers from the networks its firewall lists.',
  disabled: 'The vault answers through private endpoints only.',
  securedByPerimeter: 'A network security perimeter decides where the vault answers.',
}

/** Tags as one text, for sorting and finding. */
export function tagText(tags: Record<string, string>): string {
  return Object.entries(tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ')
}

/** What problems with the list of vaults mean for it. */
export function missingVaultsWords(problems: readonly Problem[]): string {
  return problems.some(({ subject }) => subject !== subscriptionNamesSubject)
    ? 'Vaults may be missing from the list.'
    : 'No vault is missing from the list.'
}
