import { Fence, Globe, Lock, Network } from 'lucide-react'
import { fixCommands } from '@/lib/domain/network-commands.ts'
import { approvedEndpoints, type ExposureClass } from '@/lib/domain/network-exposure.ts'
import { findingWords } from '@/lib/domain/network-finding.ts'
import { exposureWords } from '@/lib/domain/network-words.ts'
import { CommandsMenu } from '../commands-menu.tsx'
import { dataColumns } from '../data-table/columns.ts'
import { severityIcons } from './finding-list.tsx'
import { type ExposureRow, type FindingRow, reachText } from './network-rows.ts'

const icons: Record<ExposureClass, { icon: typeof Globe; tone: string }> = {
  open: { icon: Globe, tone: 'text-warning' },
  selected: { icon: Network, tone: 'text-muted' },
  private: { icon: Lock, tone: 'text-ok' },
  perimeter: { icon: Fence, tone: 'text-ok' },
}

function Exposure({ exposure }: { exposure: ExposureClass }) {
  const { icon: Icon, tone } = icons[exposure]
  return (
    <span className="flex items-center gap-1.5">
      <Icon className={`size-3.5 shrink-0 ${tone}`} aria-hidden />
      {exposureWords[exposure]}
    </span>
  )
}

const vaultCell = (name: string) => <span className="font-mono text-xs">{name}</span>
const none = 'none told'
const row = dataColumns<ExposureRow>()
const end = { align: 'end' } as const

/** The exposure table: a vault a row. */
export const exposureColumns = row.columns([
  row.accessor(({ vault }) => vault.name, {
    id: 'vault',
    header: 'Vault',
    size: 200,
    cell: ({ getValue }) => vaultCell(getValue()),
    meta: { isFixed: true, grows: true },
  }),
  row.accessor(({ exposure }) => exposureWords[exposure], {
    id: 'exposure',
    header: 'Exposure',
    size: 150,
    cell: (cell) => <Exposure exposure={cell.row.original.exposure} />,
    meta: { isFacet: true },
  }),
  row.accessor(({ environment }) => environment || none, {
    id: 'environment',
    header: 'Environment',
    size: 110,
    meta: { isFacet: true },
  }),
  row.accessor(({ vault }) => vault.network.ipRules.length, { id: 'ip', header: 'IP rules', size: 80, meta: end }),
  row.accessor(({ vault }) => vault.network.virtualNetworkRules.length, {
    id: 'subnets',
    header: 'Subnets',
    size: 80,
    meta: end,
  }),
  row.accessor(({ vault }) => endpointText(vault.network), { id: 'endpoints', header: 'Private endpoints', size: 140 }),
  row.accessor(({ vault }) => (vault.network.bypass === 'AzureServices' ? 'Trusted services' : 'None'), {
    id: 'bypass',
    header: 'Bypass',
    size: 140,
    meta: { isFacet: true },
  }),
  row.accessor(({ findings }) => findings.length, { id: 'findings', header: 'Findings', size: 85, meta: end }),
  row.accessor(({ reach }) => reachText(reach), {
    id: 'reach',
    header: 'Strongroom',
    size: 215,
    meta: { isFacet: true, label: 'Reached by Strongroom' },
  }),
  row.accessor(({ vault }) => vault.subscriptionName, {
    id: 'subscription',
    header: 'Subscription',
    size: 150,
    meta: { isFacet: true },
  }),
])

function endpointText(network: ExposureRow['vault']['network']): string {
  const approved = approvedEndpoints(network)
  const others = network.endpointConnections.length - approved
  const more = others > 0 ? `, ${others} not` : ''
  return network.endpointConnections.length === 0 ? 'None' : `${approved} approved${more}`
}

const found = dataColumns<FindingRow>()
const severityOrder = { high: 0, medium: 1, low: 2 }

/** A finding a row, with its fix. */
export const findingColumns = (ownAddress: string | null) =>
  found.columns([
    found.accessor(({ vault }) => vault.name, {
      id: 'vault',
      header: 'Vault',
      size: 200,
      cell: ({ getValue }) => vaultCell(getValue()),
      meta: { isFixed: true },
    }),
    found.accessor(({ finding }) => severityIcons[finding.severity].word, {
      id: 'severity',
      header: 'Severity',
      size: 100,
      meta: { isFacet: true },
      sortFn: (one, other) =>
        severityOrder[one.original.finding.severity] - severityOrder[other.original.finding.severity],
      cell: (cell) => {
        const { icon: Icon, tone, word } = severityIcons[cell.row.original.finding.severity]
        return (
          <span className="flex items-center gap-1.5">
            <Icon className={`size-3.5 shrink-0 ${tone}`} aria-hidden />
            {word}
          </span>
        )
      },
    }),
    found.accessor(({ finding }) => findingWords[finding.kind].title, {
      id: 'finding',
      header: 'Finding',
      size: 330,
      meta: { isFacet: true },
      cell: (cell) => {
        const { entry } = cell.row.original.finding
        return (
          <span title={findingWords[cell.row.original.finding.kind].why}>
            {cell.getValue()} {entry ? <span className="font-mono text-muted text-xs">{entry}</span> : null}
          </span>
        )
      },
    }),
    found.accessor(({ finding }) => findingWords[finding.kind].fix, {
      id: 'fix',
      header: 'Fix',
      size: 280,
      meta: { grows: true },
    }),
    found.accessor(({ environment }) => environment || none, {
      id: 'environment',
      header: 'Environment',
      size: 110,
      meta: { isFacet: true },
    }),
    found.display({
      id: 'commands',
      header: 'As code',
      size: 130,
      meta: { isFixed: true },
      cell: (cell) => {
        const { finding, vault } = cell.row.original
        return <CommandsMenu commands={fixCommands(finding, vault, vault.network, ownAddress)} />
      },
    }),
  ])
