import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ArmError, type ArmErrorDetail } from '../../errors.ts'
import type { ArmCall, ArmReply } from '../operations.ts'
import type { Refused } from './messages.ts'
import { authorizationScopeFilters, eligibleSubscriptions } from './visibility.ts'

const mostRows = 1000

/** @see https://learn.microsoft.com/rest/api/azureresourcegraph/resourcegraph/resources/resources */
const QueryRequest = z.object({
  query: z.string().min(1),
  subscriptions: z.array(z.string()).default([]),
  managementGroups: z.array(z.string()).default([]),
  options: z
    .object({
      $top: z.number().int().min(1).max(mostRows).default(mostRows),
      $skip: z.number().int().min(0).default(0),
      $skipToken: z.string().optional(),
      resultFormat: z.enum(['objectArray', 'table']).default('objectArray'),
      allowPartialScopes: z.boolean().optional(),
      authorizationScopeFilter: z.enum(authorizationScopeFilters).default('AtScopeAndBelow'),
    })
    .prefault({}),
})

/** Resource Graph over what the caller may read. One query answers at most 1,000 rows and says where to go on. */
export async function queryResources({ emulator, caller, url, body }: ArmCall): Promise<ArmReply> {
  const request = QueryRequest.safeParse(body)
  if (!request.success) throw badRequest([{ code: 'InvalidRequest', message: z.prettifyError(request.error) }])
  const { query, subscriptions, managementGroups, options } = request.data
  const from = options.$skipToken === undefined ? undefined : placeOf(options.$skipToken)
  const skip = from?.row ?? options.$skip
  const nowMs = from?.nowMs ?? emulator.clock.nowMs()
  const eligible = eligibleSubscriptions(emulator.state, caller, subscriptions)
  if (subscriptions.length > 0 && eligible.length === 0) throw noValidSubscriptions(subscriptions)
  const result = await emulator.resourceGraph.query({
    caller,
    scope: { subscriptions: eligible, managementGroups, authorizationScopeFilter: options.authorizationScopeFilter },
    port: url.port,
    text: query,
    nowMs,
    skip,
    top: options.$top,
    format: options.resultFormat,
  })
  if ('refused' in result) throw refusal(result.refused)
  const { data, count, totalRecords, isPaged } = result.answer
  const end = skip + count
  const hasMore = end < totalRecords
  const token = hasMore && isPaged && Buffer.from(`${end}@${nowMs}`).toString('base64')
  const rest = {
    totalRecords,
    count,
    facets: [],
    resultTruncated: String(hasMore && !isPaged),
    ...(token && { $skipToken: token }),
  }
  return {
    headers: { 'x-ms-user-quota-remaining': '14', 'x-ms-user-quota-resets-after': '00:00:05' },
    // The rows come written out.
    text: `${JSON.stringify(rest).slice(0, -1)},"data":${data}}`,
  }
}

/** A token stands for a row, and for the time that the first page was asked at. */
function placeOf(skipToken: string): { row: number; nowMs: number } {
  const match = /^(\d{1,9})@(\d{1,15})$/.exec(Buffer.from(skipToken, 'base64').toString())
  if (match) return { row: Number(match[1]), nowMs: Number(match[2]) }
  throw badRequest([{ code: 'InvalidSkipToken', message: 'The $skipToken is not valid.' }])
}

function noValidSubscriptions(given: string[]): ArmError {
  const message = `There must be at least one subscription that is eligible to contain resources. Given: '${given.join("','")}'.`
  return badRequest([{ code: 'NoValidSubscriptionsInQueryRequest', message }])
}

const invalidQuery = {
  code: 'InvalidQuery',
  message:
    'Query is invalid. Please refer to the documentation for the Azure Resource Graph service and fix the error before retrying.',
}

/** @throws Error where the thread failed, which is no answer */
function refusal(refused: Refused): ArmError {
  switch (refused.kind) {
    case 'restriction': {
      const { code, message, token } = refused
      const place = token === undefined ? {} : { line: -1, characterPositionInLine: -1, token }
      return badRequest([invalidQuery, { code, message, ...place }])
    }
    case 'kql': {
      const { kqlKind, message, line, column, token } = refused
      const place = { line, characterPositionInLine: column - 1, token }
      const [, table] = /^The name '(.+)' does not refer to any known table/.exec(message) ?? []
      if (table) {
        const sentence = `Table ${table} is invalid, unsupported or disallowed.`
        return badRequest([invalidQuery, { code: 'DisallowedLogicalTableName', message: sentence }])
      }
      if (kqlKind === 'TimedOut') return badRequest([{ code: 'QueryTimeout', message }])
      if (kqlKind === 'SyntaxError')
        return badRequest([invalidQuery, { code: 'ParserFailure', message: 'ParserFailure', ...place }])
      return badRequest([invalidQuery, { code: kqlKind, message, ...place }])
    }
    default:
      throw new Error(refused.message)
  }
}

/** @see https://learn.microsoft.com/azure/governance/resource-graph/troubleshoot/general */
function badRequest(details: ArmErrorDetail[]): ArmError {
  const asked = `timestamp = ${new Date().toISOString()}, correlationId = ${randomUUID()}`
  return new ArmError(400, 'BadRequest', `Please provide below info when asking for support: ${asked}.`, details)
}
