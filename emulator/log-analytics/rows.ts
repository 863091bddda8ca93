import type { CallRecord } from '../audit.ts'
import { activityRows } from './activity-rows.ts'
import { auditLogRow } from './audit-log-row.ts'
import type { Destination } from './destinations.ts'
import { diagnosticsRow } from './diagnostics-row.ts'
import type { TableName } from './tables.ts'

/** A row by the names of its table's columns; what is left out is empty or null. Times in milliseconds since 1970. */
export type LogRow = Record<string, unknown>

export interface TableRow {
  table: TableName
  row: LogRow
}

/**
 * What a call leaves in each workspace that its vault's diagnostic settings name, and its subscription's for a change in
 * Resource Manager.
 */
export function rowsOf(record: CallRecord, destinations: Destination[]): TableRow[] {
  return destinations.flatMap((destination) =>
    (record.category || destination.table === 'AzureActivity'
      ? makers[destination.table](record, destination)
      : []
    ).map((row) => ({ table: destination.table, row })),
  )
}

const makers: Record<Destination['table'], (record: CallRecord, destination: Destination) => LogRow[]> = {
  AzureDiagnostics: (record, destination) => [diagnosticsRow(record, destination)],
  AZKVAuditLogs: (record, destination) => [auditLogRow(record, destination)],
  AzureActivity: activityRows,
}
