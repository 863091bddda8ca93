import type { Context } from 'hono'
import type { JWTPayload } from 'jose'
import { type CallRecord, resultSignatureOf } from '../audit.ts'
import type { Call } from '../call.ts'
import { callerAddress, tlsVersionOf } from '../caller-address.ts'
import type { Emulator } from '../emulator.ts'
import type { Caller } from '../entra/access-token.ts'
import { requestHeader } from '../request-header.ts'
import { type Vault, vaultId } from '../state.ts'

/**
 * A row that fills while the call is answered. Until the caller is known the operation is `Authentication`: the log's name
 * for a call without a valid token.
 */
export function startAuditRow(
  emulator: Emulator,
  vault: Vault,
  context: Context<{ Bindings: Call }>,
  url: URL,
  requestId: string,
): CallRecord {
  return {
    timeMs: emulator.clock.nowMs(),
    category: 'AuditEvent',
    plane: 'data',
    resourceId: vaultId(vault),
    location: vault.location,
    operationName: 'Authentication',
    operationVersion: url.searchParams.get('api-version') ?? '',
    httpStatusCode: 0,
    resultSignature: '',
    resultDescription: '',
    durationMs: 0,
    callerIpAddress: callerAddress(context),
    correlationId: requestHeader(context, 'x-ms-client-request-id') || requestId,
    claims: {},
    // Some clients escape the hyphen; the log never does.
    requestUri: `https://${url.host}${url.pathname}${url.search.replace(/api%2Dversion/i, 'api-version')}`,
    id: `https://${url.host}`,
    clientInfo: requestHeader(context, 'user-agent') ?? '',
    tlsVersion: tlsVersionOf(context),
    addressAuthorizationType: '',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: '',
    properties: {},
  }
}

export function identify(row: CallRecord, { claims }: Caller): void {
  row.claims = auditedClaims(claims)
  row.addressAuthorizationType = 'PublicIP'
}

/** Closes the row and puts it into the log. @param startedMs by `performance.now()` */
export function finishAuditRow({ calls }: Emulator, row: CallRecord, startedMs: number): void {
  row.durationMs = Math.round(performance.now() - startedMs)
  row.resultSignature = resultSignatureOf(row.httpStatusCode)
  calls.record(row)
}

const auditedClaimNames = [
  'amr',
  'appid',
  'appidacr',
  'idtyp',
  'ipaddr',
  'iss',
  'oid',
  'scp',
  'unique_name',
  'upn',
  'xms_mirid',
]

/** One record for all rows of a token: a log of thousands of calls has a handful of callers. */
const auditedByToken = new WeakMap<JWTPayload, Record<string, string>>()

/** The claims that Key Vault logs of a data-plane caller. An application has no upn. */
function auditedClaims(claims: JWTPayload): Record<string, string> {
  const known = auditedByToken.get(claims)
  if (known) return known
  const audited = Object.fromEntries(
    auditedClaimNames.flatMap((name) => {
      const value = claims[name]
      return value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
    }),
  )
  auditedByToken.set(claims, audited)
  return audited
}
