import { z } from 'zod'
import { hasAnyAssignmentAround } from '../authorization.ts'
import { ArmError } from '../errors.ts'
import type { State, Vault } from '../state.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { type Row, runQuery } from './resource-graph-query.ts'
import { vaultResource } from './vault-resource.ts'
import { readableVaults } from './vaults.ts'

/** @see https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources */
const QueryRequest = z.object({
  query: z.string().min(1),
  subscriptions: z.array(z.string()).optional(),
  managementGroups: z.array(z.string()).optional(),
  options: z
    .object({
      $top: z.number().int().min(1).max(1000).optional(),
      $skip: z.number().int().min(0).optional(),
      $skipToken: z.string().optional(),
      resultFormat: z.enum(['objectArray', 'table']).optional(),
    })
    .optional(),
})

/** Resource Graph over what the caller may read. One query answers at most 1,000 rows and says where to go on. */
export function queryResources({ emulator, caller, url, body }: ArmCall): ArmReply {
  const request = QueryRequest.safeParse(body)
  if (!request.success)
    throw new ArmError(400, 'BadRequest', `The request body is not valid: ${z.prettifyError(request.error)}`)
  const { query, subscriptions, managementGroups, options } = request.data
  if (managementGroups || options?.resultFormat === 'table')
    throw new ArmError(
      501,
      'NotImplemented',
      'The emulator does not implement managementGroups and the table format of ResourceGraphQuery.',
    )
  const { state } = emulator
  const asked = new Set(subscriptions?.map((one) => one.toLowerCase()))
  const isAsked = (row: Row) => asked.size === 0 || asked.has(String(row.subscriptionId))
  const rows = runQuery(query, {
    resources: readableVaults(state, caller)
      .map((vault) => resourceRow(state, vault, url.port))
      .filter(isAsked),
    resourcecontainers: containerRows(state, caller).filter(isAsked),
  })
  const start = options?.$skipToken ? startOf(options.$skipToken) : (options?.$skip ?? 0)
  const end = start + (options?.$top ?? 1000)
  const data = rows.slice(start, end)
  return {
    headers: { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
    body: {
      totalRecords: rows.length,
      count: data.length,
      data,
      facets: [],
      resultTruncated: 'false',
      ...(end < rows.length && { $skipToken: Buffer.from(`from:${end}`).toString('base64') }),
    },
  }
}

/** Resource Graph folds the case of type and group and adds columns of its own. */
function resourceRow(state: State, vault: Vault, port: string): Row {
  const { systemData, ...resource } = vaultResource(state, vault, port)
  return {
    ...resource,
    type: resource.type.toLowerCase(),
    tenantId: state.tenantId,
    subscriptionId: vault.subscriptionId,
    resourceGroup: vault.resourceGroup.toLowerCase(),
    kind: '',
    systemData,
  }
}

function containerRows(state: State, caller: ArmCall['caller']): Row[] {
  return state.subscriptions
    .filter(({ subscriptionId }) => hasAnyAssignmentAround(state, caller, `/subscriptions/${subscriptionId}`))
    .map(({ subscriptionId, displayName, state: subscriptionState }) => ({
      id: `/subscriptions/${subscriptionId}`,
      name: displayName,
      type: 'microsoft.resources/subscriptions',
      subscriptionId,
      tenantId: state.tenantId,
      properties: { state: subscriptionState },
    }))
}

function startOf(skipToken: string): number {
  const match = /^from:(\d{1,9})$/.exec(Buffer.from(skipToken, 'base64').toString())
  if (match) return Number(match[1])
  throw new ArmError(400, 'BadRequest', 'The $skipToken is not valid.', [
    { code: 'InvalidSkipToken', message: 'The $skipToken is not valid.' },
  ])
}
