import type { CallRecord } from '../../audit.ts'
import type { Emulator } from '../../emulator.ts'

/** So many calls of a vault were alike in one minute. */
export interface CallGroup {
  /** The start of the minute. */
  timeMs: number
  operationName: string
  status: number
  count: number
  durationMs: { total: number; lowest: number; highest: number }
}

const minuteMs = 60_000

/**
 * The calls to a vault, whether it logs them or not: those the emulator answered, and before them what the logs hold of
 * earlier ones. A history is told of vaults that log alone.
 * @param toMs not included
 */
export async function callsOf(emulator: Emulator, vaultId: string, fromMs: number, toMs: number): Promise<CallGroup[]> {
  const rows = emulator.calls.rows
  const beginMs = Math.min(rows[0]?.timeMs ?? Number.POSITIVE_INFINITY, toMs)
  const id = vaultId.toLowerCase()
  const answered = rows.filter(
    ({ plane, resourceId, timeMs }) =>
      plane === 'data' && timeMs >= fromMs && timeMs < toMs && resourceId.toLowerCase() === id,
  )
  const isOlder = emulator.logs.hasPast && fromMs < beginMs
  return [...(isOlder ? await loggedCalls(emulator, id, fromMs, beginMs) : []), ...answered.map(groupOf)]
}

function groupOf({ timeMs, operationName, httpStatusCode, durationMs }: CallRecord): CallGroup {
  return {
    timeMs: timeMs - (timeMs % minuteMs),
    operationName,
    status: httpStatusCode,
    count: 1,
    durationMs: { total: durationMs, lowest: durationMs, highest: durationMs },
  }
}

/** Both tables of Key Vault's calls, and what their columns are called. A vault may fill either, in several workspaces. */
const tables = [
  { name: 'AZKVAuditLogs', status: 'HttpStatusCode' },
  { name: 'AzureDiagnostics', status: 'toint(httpStatusCode_d)' },
]

async function loggedCalls(emulator: Emulator, id: string, fromMs: number, toMs: number): Promise<CallGroup[]> {
  const copies: CallGroup[][] = []
  for (const { name, status } of tables) {
    const text = `${name}
| where OperationName !startswith "Vault"
| summarize calls = count(), total = sum(DurationMs), lowest = min(DurationMs), highest = max(DurationMs)
    by TenantId, minute = bin(TimeGenerated, 1m), OperationName, status = ${status}`
    const only = { column: '_ResourceId', values: [id] }
    const { columns, rows } = await emulator.logs.query(text, {
      nowMs: emulator.clock.nowMs(),
      timespan: { fromMs, toMs },
      only,
    })
    const place = new Map(columns.map((column, index) => [column.name, index]))
    const workspaces = new Map<string, CallGroup[]>()
    for (const row of rows) {
      const value = (column: string) => row[place.get(column) ?? -1] ?? ''
      const groups = workspaces.get(String(value('TenantId'))) ?? []
      workspaces.set(String(value('TenantId')), groups)
      groups.push({
        timeMs: Date.parse(String(value('minute'))),
        operationName: String(value('OperationName')),
        status: Number(value('status')),
        count: Number(value('calls')),
        durationMs: {
          total: Number(value('total')),
          lowest: Number(value('lowest')),
          highest: Number(value('highest')),
        },
      })
    }
    copies.push(...workspaces.values())
  }
  // The same calls lie in each copy; the fullest one is of a setting that was there longest.
  return copies.reduce((fullest, one) => (sum(one) > sum(fullest) ? one : fullest), [])
}

function sum(groups: CallGroup[]): number {
  return groups.reduce((total, { count }) => total + count, 0)
}
