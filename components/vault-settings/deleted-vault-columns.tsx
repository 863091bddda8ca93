import { dataColumns } from '@/components/data-table/columns.ts'
import { PurgeTime } from '@/components/deleted/deleted-columns.tsx'
import { TagList } from '@/components/tag-list.tsx'
import { Button } from '@/components/ui/button.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { tagText } from '@/components/vaults/vault-words.ts'
import { type DeletedVault, whyNotPurgeVault } from '@/lib/domain/deleted-vault.ts'

const column = dataColumns<DeletedVault>()

export interface DeletedVaultActions {
  onRecover: (vault: DeletedVault) => void
  onPurge: (vault: DeletedVault) => void
}

/** The columns of deleted vaults: what, where, until when it can come back, and both ways out. */
export const deletedVaultColumns = ({ onRecover, onPurge }: DeletedVaultActions) => [
  column.accessor('name', {
    header: 'Name',
    size: 220,
    meta: { grows: true, isFixed: true },
    cell: ({ getValue }) => <span className="font-mono text-xs">{getValue()}</span>,
  }),
  column.accessor('subscriptionName', {
    id: 'subscription',
    header: 'Subscription',
    size: 180,
    meta: { isFacet: true },
  }),
  column.accessor('resourceGroup', { header: 'Resource group', size: 160 }),
  column.accessor('location', { id: 'region', header: 'Region', size: 120, meta: { isFacet: true } }),
  column.accessor((vault) => vault.deletedOn ?? undefined, {
    id: 'deletedOn',
    header: 'Deleted',
    size: 120,
    sortUndefined: 'last',
    cell: ({ row }) => (row.original.deletedOn ? <RelativeTime date={row.original.deletedOn} /> : null),
  }),
  column.accessor((vault) => vault.scheduledPurgeDate ?? undefined, {
    id: 'scheduledPurgeDate',
    header: 'Purged for good',
    size: 150,
    sortUndefined: 'last',
    cell: ({ row }) => <PurgeTime date={row.original.scheduledPurgeDate} />,
  }),
  column.accessor((vault) => (vault.isPurgeProtectionEnabled ? 'On' : 'Off'), {
    id: 'protection',
    header: 'Purge protection',
    size: 130,
    meta: { isFacet: true },
  }),
  column.accessor((vault) => tagText(vault.tags), {
    id: 'tags',
    header: 'Tags',
    size: 220,
    cell: ({ row }) => <TagList tags={row.original.tags} />,
  }),
  column.display({
    id: 'actions',
    header: '',
    size: 180,
    meta: { isFixed: true },
    cell: ({ row: { original: vault } }) => (
      <span className="flex justify-end gap-1">
        <Button size="sm" aria-label={`Recover vault ${vault.name}`} onClick={() => onRecover(vault)}>
          Recover
        </Button>
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Purge vault ${vault.name}`}
          disabledReason={whyNotPurgeVault(vault)}
          onClick={() => onPurge(vault)}
        >
          Purge
        </Button>
      </span>
    ),
  }),
]
