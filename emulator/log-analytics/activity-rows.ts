import type { CallRecord } from '../audit.ts'
import { guid } from '../seed/random.ts'
import type { Destination } from './destinations.ts'
import { partsOf, standardColumns } from './resource-columns.ts'
import type { LogRow } from './rows.ts'

const table = 'AzureActivity'

/**
 * A change in Resource Manager as the subscription's Activity log has it: a row when it begins and one when it ends, of
 * one correlation. Reads leave none.
 */
export function activityRows(record: CallRecord, { customerId }: Pick<Destination, 'customerId'>): LogRow[] {
  const { activity } = record
  if (!activity) return []
  const outcome = record.httpStatusCode < 400 ? 'Success' : 'Failure'
  return [
    row(record, activity, customerId, 'Start', record.timeMs - record.durationMs),
    row(record, activity, customerId, outcome, record.timeMs),
  ]
}

function row(
  record: CallRecord,
  { action, resourceId, method }: NonNullable<CallRecord['activity']>,
  customerId: string,
  status: 'Start' | 'Success' | 'Failure',
  timeMs: number,
): LogRow {
  const { subscriptionId, resourceGroup, provider, name } = partsOf(resourceId)
  const authorization = { action, scope: resourceId }
  const properties = {
    resource: name,
    resourceGroup,
    subscriptionId,
    resourceProviderValue: provider.toUpperCase(),
    activityStatusValue: status,
    entity: resourceId,
    message: action,
    hierarchy: '',
    ...(status !== 'Start' && { statusCode: record.resultSignature, statusMessage: record.resultDescription }),
  }
  return {
    ...standardColumns(customerId, table, resourceId, timeMs),
    ActivityStatusValue: status,
    ActivitySubstatusValue: status === 'Start' ? '' : record.resultSignature,
    Authorization: JSON.stringify(authorization),
    Authorization_d: authorization,
    Caller: record.claims[upnClaim] ?? record.claims[oidClaim] ?? '',
    CallerIpAddress: record.callerIpAddress,
    CategoryValue: 'Administrative',
    Claims: JSON.stringify(record.claims),
    Claims_d: record.claims,
    CorrelationId: record.correlationId,
    EventDataId: guid(`${record.correlationId} ${status}`),
    EventSubmissionTimestamp: timeMs,
    HTTPRequest: JSON.stringify({
      clientRequestId: record.correlationId,
      clientIpAddress: record.callerIpAddress,
      method,
    }),
    Level: status === 'Failure' ? 'Error' : 'Informational',
    OperationId: record.correlationId,
    OperationNameValue: action.toUpperCase(),
    Properties: JSON.stringify(properties),
    Properties_d: properties,
    ResourceGroup: resourceGroup.toUpperCase(),
    ResourceProviderValue: provider.toUpperCase(),
    SubscriptionId: subscriptionId.toLowerCase(),
  }
}

const oidClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier'
const upnClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'
