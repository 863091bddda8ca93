import type { CallRecord } from '../emulator/audit.ts'
import { auditLogRow } from '../emulator/log-analytics/audit-log-row.ts'
import { guid } from '../emulator/seed/random.ts'
import { type State, vaultId } from '../emulator/state.ts'
import { type EstateSize, estateState, estateVaultName } from '../emulator/testing/estate-state.ts'
import { type Workspace, workspaceId } from '../emulator/workspace-state.ts'

/** A full heatmap: 500 callers, each of which called each of 200 vaults. */
export const heatmapSize = { principals: 500, vaults: 200 } as const
export const heatmapEstate: EstateSize = {
  vaults: heatmapSize.vaults,
  secrets: 0,
  keys: 0,
  certificates: 0,
  assignments: 500,
  principals: heatmapSize.principals,
}

export const principalIdAt = (row: number) => guid(`estate principal ${row}`)

/** What the cell has to say: what is put into the logs, and what comes out of the heatmap. */
export function cellAt(row: number, column: number): { calls: number; refused: number } {
  const calls = (row * 7 + column * 13) % 8 === 0 ? 2 : 1
  return { calls, refused: (row + column) % 17 === 0 ? 1 : 0 }
}

const customerId = guid('workspace of the heatmap')

/** The estate, each vault of which logs into one workspace. */
export function heatmapState(nowSeconds: number): State {
  const state = estateState(heatmapEstate, nowSeconds)
  const [first] = state.vaults.values()
  const workspace: Workspace = {
    name: 'log-estate',
    subscriptionId: first?.subscriptionId ?? '',
    resourceGroup: 'rg-estate',
    location: 'westeurope',
    tags: {},
    customerId,
    retentionInDays: 90,
    createdOn: nowSeconds - 90 * 86_400,
  }
  const setting = {
    name: 'to-estate',
    workspaceId: workspaceId(workspace),
    logAnalyticsDestinationType: 'Dedicated' as const,
    logs: [{ category: 'AuditEvent', enabled: true }],
    metrics: [],
  }
  return {
    ...state,
    workspaces: [workspace],
    diagnosticSettings: new Map([...state.vaults.values()].map((vault) => [vaultId(vault).toLowerCase(), [setting]])),
  }
}

/** The rows of every call, a vault at a time. */
export function* heatmapRows(state: State, nowMs: number) {
  for (const [column, vault] of [...state.vaults.values()].entries()) {
    const rows = Array.from({ length: heatmapSize.principals }, (_, row) => {
      const { calls, refused } = cellAt(row, column)
      return Array.from({ length: calls }, (_, call) =>
        auditLogRow(
          callOf(vaultId(vault), vault.name, row, call < refused ? 403 : 200, nowMs - 86_400_000 + row * 60_000 + call),
          { customerId },
        ),
      )
    })
    yield rows.flat()
  }
}

export const heatmapVaultNames = Array.from({ length: heatmapSize.vaults }, (_, index) => estateVaultName(index))

function callOf(resourceId: string, vaultName: string, row: number, status: number, timeMs: number): CallRecord {
  const uri = `https://${vaultName}.vault.emulator.test/secrets/service-00000-connection`
  return {
    timeMs,
    category: 'AuditEvent',
    plane: 'data',
    resourceId,
    location: 'westeurope',
    operationName: 'SecretGet',
    operationVersion: '7.6',
    httpStatusCode: status,
    resultSignature: status === 200 ? 'OK' : 'Forbidden',
    resultDescription: '',
    durationMs: 12,
    callerIpAddress: '203.0.113.7',
    correlationId: guid(`${vaultName} ${row} ${timeMs}`),
    claims: { oid: principalIdAt(row), appid: guid(`estate application ${row}`) },
    requestUri: uri,
    id: uri,
    clientInfo: 'azsdk-net',
    tlsVersion: 'TLS1_3',
    addressAuthorizationType: 'PublicIP',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: '',
    properties: {},
  }
}
