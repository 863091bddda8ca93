import type { Table, TableColumn } from '../../kql/types.ts'

/** The columns that every table of Resource Graph has, in its order. */
const columns: TableColumn[] = [
  ...(
    ['id', 'name', 'type', 'tenantId', 'kind', 'location', 'resourceGroup', 'subscriptionId', 'managedBy'] as const
  ).map((name) => ({ name, type: 'string' })),
  ...(['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation'] as const).map((name) => ({
    name,
    type: 'dynamic',
  })),
]

export type TableName = 'resources' | 'resourcecontainers' | 'authorizationresources'

export const tableNames: readonly TableName[] = ['resources', 'resourcecontainers', 'authorizationresources']

/** By which a row is replaced when it changes, and left out for who may not read it. */
export const keyColumn = 'key'

export const tables: Table[] = tableNames.map((name) => ({
  name,
  columns,
  hidden: [{ name: keyColumn, type: 'string' }],
}))

/** One row: what is absent is empty for a text and null otherwise. */
export interface ResourceRow {
  id: string
  name: string
  type: string
  tenantId: string
  kind?: string
  location?: string
  resourceGroup?: string
  subscriptionId?: string
  properties: Record<string, unknown>
  tags?: Record<string, string> | null
}
