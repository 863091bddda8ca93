import { ShieldAlert, TriangleAlert } from 'lucide-react'
import type { Vault } from '../../lib/domain/vault.ts'
import { dataColumns } from '../data-table/columns.ts'
import { TagList } from '../tag-list.tsx'
import { networkWords, permissionModelWords, skuWords, tagText } from './vault-words.ts'

const column = dataColumns<Vault>()

export const vaultColumns = column.columns([
  column.accessor('name', {
    header: 'Name',
    size: 210,
    cell: (cell) => <span className="font-mono text-xs">{cell.getValue()}</span>,
    meta: { isFixed: true },
  }),
  column.accessor('subscriptionName', {
    id: 'subscription',
    header: 'Subscription',
    size: 170,
    meta: { isFacet: true },
  }),
  column.accessor('resourceGroup', { id: 'group', header: 'Resource group', size: 170 }),
  column.accessor('location', { id: 'region', header: 'Region', size: 120, meta: { isFacet: true } }),
  column.accessor((vault) => skuWords[vault.sku], { id: 'sku', header: 'SKU', size: 90 }),
  column.accessor((vault) => permissionModelWords[vault.permissionModel], {
    id: 'model',
    header: 'Permission model',
    size: 140,
    meta: { isFacet: true },
  }),
  column.accessor((vault) => (vault.isPurgeProtectionEnabled ? 'On' : 'Off'), {
    id: 'purge',
    header: 'Purge protection',
    size: 130,
    meta: { isFacet: true },
    cell: (cell) =>
      cell.getValue() === 'On' ? (
        'On'
      ) : (
        <span className="inline-flex items-center gap-1 text-warning">
          <ShieldAlert className="size-3.5" aria-hidden />
          Off
        </span>
      ),
  }),
  column.accessor((vault) => networkWords[vault.publicNetworkAccess], {
    id: 'network',
    header: 'Public network',
    size: 150,
    meta: { isFacet: true },
    cell: (cell) =>
      cell.row.original.publicNetworkAccess === 'allNetworks' ? (
        <span className="inline-flex items-center gap-1 text-warning">
          <TriangleAlert className="size-3.5" aria-hidden />
          {cell.getValue()}
        </span>
      ) : (
        cell.getValue()
      ),
  }),
  column.accessor((vault) => tagText(vault.tags), {
    id: 'tags',
    header: 'Tags',
    size: 220,
    cell: (cell) => <TagList tags={cell.row.original.tags} />,
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
