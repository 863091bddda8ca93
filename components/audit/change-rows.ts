import { type AuditCaller, byId, callerOf } from '@/lib/domain/audit-caller.ts'
import type { AuditChange, AuditChanges } from '@/lib/domain/audit-change.ts'
import { changeKindWords } from '@/lib/domain/audit-change.ts'
import type { ExportTable } from '../export/export-table.ts'

/** A change of the table. */
export interface ChangeRow {
  id: string
  change: AuditChange
  caller: AuditCaller
  /** The instant that is asked about; null where none is. */
  beforeMs: number | null
}

/** The changes with who made them, by name. */
export function changeRows(
  { changes, principals }: Pick<AuditChanges, 'changes' | 'principals'>,
  beforeMs: number | null,
): ChangeRow[] {
  const known = byId(principals)
  return changes.map((change, index) => ({
    id: `${change.timeMs}-${change.correlationId}-${index}`,
    change,
    caller: callerOf(change, known),
    beforeMs,
  }))
}

/** Where something was changed, for what is no vault: `subscription …`, `resource group …`. */
export function placeOf({ vaultName, scope }: AuditChange): string {
  if (vaultName) return vaultName
  const [, , subscription = '', , group = ''] = scope.split('/')
  if (group) return `resource group ${group}`
  return subscription ? `subscription ${subscription.slice(0, 8)}` : 'all of the directory'
}

const networkWords: Record<string, string> = {
  allow: 'Firewall then open to all networks',
  deny: 'Firewall then closed but for its rules',
}

/** What the log says of the vault after the change. */
export const afterwards = ({ network }: AuditChange) => networkWords[network.toLowerCase()] ?? ''

export function changesExport(rows: readonly ChangeRow[]): ExportTable {
  return {
    fileName: 'audit-changes',
    head: [
      ...['Time (UTC)', 'Kind', 'Operation', 'Vault', 'Scope', 'Object', 'Version', 'Caller', 'Caller id'],
      ...['Application id', 'Address', 'Client', 'Result', 'Afterwards', 'Correlation id', 'Table'],
    ],
    rows: rows.map(({ change, caller }) => [
      ...[new Date(change.timeMs).toISOString(), changeKindWords[change.kind], change.operation, change.vaultName],
      ...[change.scope, change.object, change.version, caller.name, change.callerId, change.applicationId],
      ...[change.address, change.client, change.result, afterwards(change), change.correlationId, change.table],
    ]),
  }
}
