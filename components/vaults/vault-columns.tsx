import { Globe, Lock, ShieldAlert } from 'lucide-react'
import type { Vault } from '../../lib/domain/vault.ts'
import { dataColumns } from '../data-table/columns.ts'
import { TagList } from '../tag-list.tsx'
import { networkWords, permissionModelWords, skuWords, tagText } from './vault-words.ts'

const column = dataColumns<Vault>()

export const vaultColumns = column.columns([
  column.accessor('name', {
    header: 'Name',
    size: 205,
    cell: (cell) => <span className="font-mono text-xs">{cell.getValue()}</span>,
    meta: { isFixed: true },
  }),
  column.accessor('subscriptionName', {
    id: 'subscription',
    header: 'Subscription',
    size: 150,
    meta: { isFacet: true },
  }),
  column.accessor('resourceGroup', { id: 'group', header: 'Resource group', size: 165 }),
  column.accessor('location', { id: 'region', header: 'Region', size: 118, meta: { isFacet: true } }),
  column.accessor((vault) => skuWords[vault.sku], { id: 'sku', header: 'SKU', size: 80 }),
  column.accessor((vault) => permissionModelWords[vault.permissionModel], {
    id: 'model',
    header: 'Permissions',
    size: 125,
    meta: { isFacet: true, label: 'Permission model' },
  }),
  column.accessor((vault) => (vault.isPurgeProtectionEnabled ? 'On' : 'Off'), {
    id: 'purge',
    header: 'Purge protection',
    size: 125,
    meta: { isFacet: true },
    cell: (cell) =>
      cell.getValue() === 'On' ? (
        'On'
      ) : (
        <span className="flex items-center gap-1.5 text-warning">
          <ShieldAlert className="size-3.5 shrink-0" aria-hidden />
          Off
        </span>
      ),
  }),
  column.accessor((vault) => networkWords[vault.publicNetworkAccess], {
    id: 'network',
    header: 'Public network',
    size: 150,
    meta: { isFacet: true },
    cell: (cell) => {
      const Icon = cell.row.original.publicNetworkAccess === 'allNetworks' ? Globe : Lock
      return (
        <span className="flex items-center gap-1.5">
          <Icon className="size-3.5 shrink-0 text-faint" aria-hidden />
          {cell.getValue()}
        </span>
      )
    },
  }),
  column.accessor((vault) => tagText(vault.tags), {
    id: 'tags',
    header: 'Tags',
    size: 130,
    cell: (cell) => (
      <span title={cell.getValue()}>
        <TagList tags={cell.row.original.tags} />
      </span>
    ),
    meta: { grows: true },
  }),
  column.accessor('softDeleteRetentionDays', {
    id: 'retention',
    header: 'Retention, days',
    size: 120,
    meta: { align: 'end' },
  }),
  column.accessor('vaultUri', {
    id: 'uri',
    header: 'Vault URI',
    size: 300,
    cell: (cell) => <span className="font-mono text-2xs">{cell.getValue()}</span>,
  }),
])
