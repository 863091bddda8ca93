import type { CallRecord } from '../audit.ts'
import type { Destination } from './destinations.ts'
import { capitalColumns, partsOf, standardColumns } from './resource-columns.ts'
import type { LogRow } from './rows.ts'
import { tables } from './tables.ts'

const table = 'AzureDiagnostics'
const columns = new Set(tables.find(({ name }) => name === table)?.columns.map(({ name }) => name))

/** A call as the table of all services has it: what is within something else becomes a column of a longer name. */
export function diagnosticsRow(record: CallRecord, { customerId }: Pick<Destination, 'customerId'>): LogRow {
  const { known, others } = flattened(record.properties)
  return {
    ...standardColumns(customerId, table, record.resourceId, record.timeMs),
    ...capitalColumns(record.resourceId),
    ResourceType: partsOf(record.resourceId).type.toUpperCase(),
    Category: record.category,
    OperationName: record.operationName,
    OperationVersion: record.operationVersion,
    // Always Success, whatever became of the call: failures show in the status.
    ResultType: 'Success',
    ResultSignature: record.resultSignature,
    ResultDescription: record.resultDescription,
    DurationMs: record.durationMs,
    CallerIPAddress: record.callerIpAddress,
    CorrelationId: record.correlationId,
    Level: 'Informational',
    clientInfo_s: record.clientInfo,
    requestUri_s: record.requestUri,
    id_s: record.id,
    httpStatusCode_d: record.httpStatusCode,
    tlsVersion_s: record.tlsVersion,
    isAccessPolicyMatch_b: record.isAccessPolicyMatch,
    isRbacAuthorized_b: record.isRbacAuthorized,
    isAddressAuthorized_b: record.isAddressAuthorized,
    appliedAssignmentId_g: record.appliedAssignmentId,
    appliedAssignmentId_s: record.appliedAssignmentId,
    addrAuthType_s: record.addressAuthorizationType,
    trustedService_s: record.trustedService,
    subnetId_s: record.subnetId,
    ...claimColumns(record.claims),
    ...known,
    ...(Object.keys(others).length > 0 && { AdditionalFields: others }),
  }
}

/** Claims of one token are one object for all of its calls. */
const claimsDone = new WeakMap<Record<string, string>, LogRow>()

function claimColumns(claims: Record<string, string>): LogRow {
  const done = claimsDone.get(claims)
  if (done) return done
  const row: LogRow = {}
  for (const [claim, value] of Object.entries(claims)) {
    const name = `identity_claim_${claim.replaceAll(/[^A-Za-z0-9]+/g, '_')}`
    const column = [`${name}_g`, `${name}_s`].find((one) => columns.has(one))
    if (column) row[column] = column.endsWith('_g') ? value.toLowerCase() : value
  }
  claimsDone.set(claims, row)
  return row
}

function flattened(properties: Record<string, unknown>): { known: LogRow; others: LogRow } {
  const known: LogRow = {}
  const others: LogRow = {}
  const walk = (prefix: string, value: unknown) => {
    if (value === undefined || value === null) return
    if (typeof value === 'object' && !Array.isArray(value)) {
      for (const [name, inner] of Object.entries(value)) walk(prefix ? `${prefix}_${name}` : name, inner)
      return
    }
    const kept = Array.isArray(value) ? JSON.stringify(value) : value
    const column = suffixes(kept)
      .map((suffix) => `${prefix}_${suffix}`)
      .find((one) => columns.has(one))
    if (column) known[column] = kept
    else others[prefix] = kept
  }
  walk('', properties)
  return { known, others }
}

function suffixes(value: unknown): string[] {
  if (typeof value === 'boolean') return ['b']
  return typeof value === 'number' ? ['d'] : ['g', 's']
}
