import { type AuditCaller, byId, callerOf } from '@/lib/domain/audit-caller.ts'
import type { AuditEvent } from '@/lib/domain/audit-event.ts'
import type { AuditReading } from '@/lib/queries/audit.ts'
import { pages } from '@/lib/routes.ts'
import type { ExportTable } from '../export/export-table.ts'
import { absoluteTime } from '../ui/relative-time.tsx'

/** A call of the activity table. */
export interface ActivityRow {
  /** Of this row alone, and the same whenever it is read. */
  id: string
  event: AuditEvent
  caller: AuditCaller
}

/** The calls with their callers by name. A row of the log has no id of its own, and one request may be in it twice. */
export function activityRows({ events, principals }: Pick<AuditReading, 'events' | 'principals'>): ActivityRow[] {
  const known = byId(principals)
  const met = new Map<string, number>()
  return events.map((event) => {
    const key = `${event.timeMs}-${event.correlationId}-${event.operation}`
    const count = met.get(key) ?? 0
    met.set(key, count + 1)
    return { id: count === 0 ? key : `${key}-${count}`, event, caller: callerOf(event, known) }
  })
}

const pageOf: Record<string, (vaultName: string, name: string) => string> = {
  secrets: pages.secret,
  keys: pages.key,
  certificates: pages.certificate,
}

/** The page of the object that was called; null where a call was of the whole vault. */
export function objectPage({ vaultName, object }: Pick<AuditEvent, 'vaultName' | 'object'>): string | null {
  const [collection = '', name = ''] = object.split('/')
  return name ? (pageOf[collection]?.(vaultName, name) ?? null) : null
}

export const isRefused = ({ status }: AuditEvent) => status === 401 || status === 403
export const isFailed = ({ status }: AuditEvent) => status >= 300

/** `403 Forbidden`. */
export const resultText = ({ status, result }: AuditEvent) =>
  [status || '', result].filter(Boolean).join(' ') || 'Not told'

export const utcTime = (ms: number) => absoluteTime(new Date(ms).toISOString(), 'UTC')

/** The activity table as a file. */
export function activityExport(rows: readonly ActivityRow[]): ExportTable {
  return {
    fileName: 'audit-activity',
    head: [
      ...['Time (UTC)', 'Caller', 'Caller id', 'Application id', 'Operation', 'Vault', 'Object', 'Version', 'Status'],
      ...['Result', 'Description', 'Address', 'Client', 'Role assignment', 'Through Strongroom', 'Duration (ms)'],
      ...['Correlation id', 'Table'],
    ],
    rows: rows.map(({ event, caller }) => [
      ...[new Date(event.timeMs).toISOString(), caller.name, event.callerId, event.applicationId, event.operation],
      ...[event.vaultName, event.object, event.version, String(event.status), event.result, event.description],
      ...[event.address, event.client, event.assignmentId, event.isConsole ? 'yes' : 'no'],
      ...[event.durationMs === null ? '' : String(event.durationMs), event.correlationId, event.table],
    ]),
  }
}
