import { standardColumns } from '../../log-analytics/resource-columns.ts'
import type { LogRow } from '../../log-analytics/rows.ts'
import { type State, type Vault, vaultId } from '../../state.ts'
import { type DiagnosticSetting, workspaceId } from '../../workspace-state.ts'
import { random } from '../random.ts'
import { at, dayMs, historyDays, weekday } from './calendar.ts'

const category = 'AzurePolicyEvaluationDetails'
const definitions = '/providers/Microsoft.Authorization/policyDefinitions'

/** Azure's own definitions: what it asks of each object, when it looks over a vault. */
const policies = {
  Secret: {
    id: `${definitions}/98728c90-32c7-4049-8429-847dc0f4fe37`,
    expects: 'Secrets should have an expiration date',
  },
  Key: { id: `${definitions}/152b15f7-8e1f-4c1f-ab71-8c010ba5dbc0`, expects: 'Keys should have an expiration date' },
} as const

/** Sunday nights: Azure Policy looks over every secret and key of the vaults that log what it finds. */
export function policyRows(state: State, todayMs: number): LogRow[] {
  return [...state.vaults.values()].flatMap((vault) =>
    customersOf(state, vault).flatMap((customerId) => rowsOf(vault, customerId, todayMs)),
  )
}

function rowsOf(vault: Vault, customerId: string, todayMs: number): LogRow[] {
  const rows: LogRow[] = []
  for (let day = todayMs - historyDays * dayMs; day <= todayMs; day += dayMs) {
    if (weekday(day) !== 0 || at(day, 2) < vault.createdOn * 1000) continue
    let timeMs = at(day, 1, 30) + random(`policies ${vault.name}`).integer(0, 600_000)
    const look = (type: keyof typeof policies, name: string, versions: { created: number; exp?: number }[]) => {
      const version = versions.findLast(({ created }) => created * 1000 <= day)
      if (!version) return
      timeMs += 40
      rows.push(row(vault, customerId, timeMs, type, name, version.exp !== undefined))
    }
    for (const { name, versions } of vault.objects.secrets.values()) look('Secret', name, versions)
    for (const { name, versions } of vault.objects.keys.values()) look('Key', name, versions)
  }
  return rows
}

function row(
  vault: Vault,
  customerId: string,
  timeMs: number,
  type: keyof typeof policies,
  name: string,
  isCompliant: boolean,
): LogRow {
  const { id, expects } = policies[type]
  return {
    ...standardColumns(customerId, 'AZKVPolicyEvaluationDetailsLogs', vaultId(vault), timeMs),
    DurationMs: 4,
    EvaluationDetails: [{ policyDefinitionId: id, expects, outcome: isCompliant ? 'Compliant' : 'NonCompliant' }],
    IsComplianceCheck: true,
    ObjectName: name,
    ObjectType: type,
    OperationName: `${type}PolicyEvaluation`,
    ResultSignature: 'OK',
    ResultType: 'Success',
    ResultDescription: isCompliant ? '' : expects,
    _IsBillable: 'True',
  }
}

/** The workspaces that have the table of a vault. */
function customersOf(state: State, vault: Vault): string[] {
  const settings = state.diagnosticSettings.get(vaultId(vault).toLowerCase()) ?? []
  const isLogging = ({ logs, logAnalyticsDestinationType }: DiagnosticSetting) =>
    logAnalyticsDestinationType === 'Dedicated' && logs.some((log) => log.enabled && log.category === category)
  return settings.filter(isLogging).flatMap((setting) => {
    const asked = setting.workspaceId?.toLowerCase()
    return state.workspaces.find((one) => workspaceId(one).toLowerCase() === asked)?.customerId ?? []
  })
}
