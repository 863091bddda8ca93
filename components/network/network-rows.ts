import { type ExposureClass, exposureOf } from '@/lib/domain/network-exposure.ts'
import { findingWords, type NetworkFinding, networkFindings } from '@/lib/domain/network-finding.ts'
import { exposureWords } from '@/lib/domain/network-words.ts'
import type { VaultStatus } from '@/lib/domain/object.ts'
import { environmentOf } from '@/lib/domain/object-entry.ts'
import { type Reach, reachWords } from '@/lib/domain/reach.ts'
import type { Vault } from '@/lib/domain/vault.ts'
import type { ExportTable } from '../export/export-table.ts'

/** A vault of the exposure table. */
export interface ExposureRow {
  vault: Vault
  exposure: ExposureClass
  environment: string
  findings: NetworkFinding[]
  /** null where nothing has been asked of it in this session. */
  reach: Reach['outcome'] | null
}

/** A finding of some vault. */
export interface FindingRow extends Omit<ExposureRow, 'findings'> {
  finding: NetworkFinding
}

export const reachText = (reach: Reach['outcome'] | null) => (reach ? reachWords[reach] : 'Not asked')

/** The vaults with what is found about each; what was asked last counts before what a reading of objects met. */
export function exposureRows(
  vaults: readonly Vault[],
  asked: readonly Reach[],
  met: readonly VaultStatus[],
): ExposureRow[] {
  const reached = new Map<string, Reach['outcome']>()
  for (const { vaultName, state } of met) {
    const outcome = outcomeOf(state)
    if (outcome) reached.set(vaultName, outcome)
  }
  for (const { vaultName, outcome } of asked) reached.set(vaultName, outcome)
  return vaults.map((vault) => {
    const reach = reached.get(vault.name) ?? null
    return {
      vault,
      exposure: exposureOf(vault.network),
      environment: environmentOf({ vaultName: vault.name, tags: vault.tags }),
      findings: networkFindings(vault, reach === 'refused'),
      reach,
    }
  })
}

/** Any word of the vault itself has come through its firewall. */
function outcomeOf(state: VaultStatus['state']): Reach['outcome'] | null {
  if (state === 'forbidden_by_firewall') return 'refused'
  if (state === 'forbidden_by_connection') return 'closed'
  if (state === 'vault_unreachable' || state === 'timed_out') return 'silent'
  return ['ok', 'forbidden_by_role', 'forbidden_by_policy'].includes(state) ? 'reached' : null
}

export const findingRows = (rows: readonly ExposureRow[]): FindingRow[] =>
  rows.flatMap(({ findings, ...row }) => findings.map((finding) => ({ ...row, finding })))

/** The exposure table as a file. */
export function exposureExport(rows: readonly ExposureRow[]): ExportTable {
  return {
    fileName: 'network-exposure',
    head: [
      ...['Vault', 'Subscription', 'Resource group', 'Region', 'Environment', 'Exposure', 'Public network access'],
      ...['Default action', 'Bypass', 'IP rules', 'Virtual network rules', 'Private endpoints', 'Findings', 'Reach'],
    ],
    rows: rows.map(({ vault, exposure, environment, findings, reach }) => [
      ...[
        vault.name,
        vault.subscriptionName,
        vault.resourceGroup,
        vault.location,
        environment,
        exposureWords[exposure],
      ],
      ...[vault.network.publicNetworkAccess, vault.network.defaultAction, vault.network.bypass],
      vault.network.ipRules.join('; '),
      vault.network.virtualNetworkRules.join('; '),
      vault.network.endpointConnections.map(({ name, status }) => `${name} (${status})`).join('; '),
      findings.map(({ kind }) => findingWords[kind].title).join('; '),
      reachText(reach),
    ]),
  }
}

/** The findings as a file. */
export function findingExport(rows: readonly FindingRow[]): ExportTable {
  return {
    fileName: 'network-findings',
    head: ['Severity', 'Finding', 'About', 'Why', 'Fix', 'Vault', 'Environment', 'Exposure'],
    rows: rows.map(({ vault, finding, environment, exposure }) => {
      const { title, why, fix } = findingWords[finding.kind]
      return [finding.severity, title, finding.entry ?? '', why, fix, vault.name, environment, exposureWords[exposure]]
    }),
  }
}
