import { approvedEndpoints, exposureOf } from './network-exposure.ts'
import type { NetworkSettings } from './network-settings.ts'
import { environmentOf } from './object-entry.ts'

/** What a person should look at in the network settings of a vault. Each has its fix (network-commands.ts). */
export type NetworkFindingKind =
  | 'openToAll'
  | 'noPrivateEndpoint'
  | 'pendingEndpoint'
  | 'trustedServices'
  | 'templateDeployment'
  | 'diskEncryption'
  | 'deployment'
  | 'unreachable'

export interface NetworkFinding {
  kind: NetworkFindingKind
  /** `high` where it stands in production. */
  severity: 'high' | 'medium' | 'low'
  /** The connection that waits. */
  entry?: string
}

interface FoundVault {
  name: string
  tags: Record<string, string>
  network: NetworkSettings
}

export const findingWords: Record<NetworkFindingKind, { title: string; why: string; fix: string }> = {
  openToAll: {
    title: 'Open to the internet',
    why: 'Any address may call: a stolen token works from anywhere.',
    fix: 'Deny by default and list the networks that need it',
  },
  noPrivateEndpoint: {
    title: 'Public access without a private endpoint',
    why: 'Workloads of production reach the vault over its public address.',
    fix: 'Create a private endpoint',
  },
  pendingEndpoint: {
    title: 'Private endpoint waits for approval',
    why: 'Somebody asked to connect a network; until it is decided it carries nothing.',
    fix: 'Approve the connection',
  },
  trustedServices: {
    title: 'Trusted services bypass the firewall',
    why: 'Services of Azure on Microsoft’s list go around the rules, of any tenant’s subscription that holds a right here.',
    fix: 'End the bypass, if no such service needs it',
  },
  templateDeployment: {
    title: 'Enabled for template deployment',
    why: 'Whoever may deploy with this vault can pass its secrets into a template.',
    fix: 'Disable it for template deployment',
  },
  diskEncryption: {
    title: 'Enabled for disk encryption',
    why: 'Azure Disk Encryption may read secrets and unwrap keys here.',
    fix: 'Disable it for disk encryption',
  },
  deployment: {
    title: 'Enabled for deployment',
    why: 'Virtual machines may fetch certificates kept as secrets here.',
    fix: 'Disable it for deployment',
  },
  unreachable: {
    title: 'Strongroom cannot reach it',
    why: 'The firewall refuses the address that this server calls from.',
    fix: 'Let in the address that Strongroom calls from',
  },
}

/**
 * The findings of one vault, the gravest first.
 * @param isRefused whether the vault's firewall refused Strongroom when it last asked
 */
export function networkFindings({ name, tags, network }: FoundVault, isRefused = false): NetworkFinding[] {
  const isProduction = environmentOf({ vaultName: name, tags }) === 'production'
  const exposure = exposureOf(network)
  const findings: NetworkFinding[] = []
  const add = (kind: NetworkFindingKind, severity: NetworkFinding['severity'], entry?: string) =>
    findings.push({ kind, severity, ...(entry !== undefined && { entry }) })
  if (exposure === 'open') add('openToAll', isProduction ? 'high' : 'medium')
  if (isProduction && exposure !== 'private' && exposure !== 'perimeter' && approvedEndpoints(network) === 0) {
    add('noPrivateEndpoint', 'medium')
  }
  for (const { name: entry, status } of network.endpointConnections) {
    if (status === 'Pending') add('pendingEndpoint', 'medium', entry)
  }
  // Where everybody may call, there is nothing to go around.
  if (network.bypass === 'AzureServices' && exposure !== 'open' && exposure !== 'perimeter') {
    add('trustedServices', 'low')
  }
  if (network.enabledForTemplateDeployment) add('templateDeployment', isProduction ? 'medium' : 'low')
  if (network.enabledForDiskEncryption) add('diskEncryption', 'low')
  if (network.enabledForDeployment) add('deployment', 'low')
  if (isRefused) add('unreachable', 'low')
  const rank = { high: 0, medium: 1, low: 2 }
  return findings.sort((one, other) => rank[one.severity] - rank[other.severity])
}
