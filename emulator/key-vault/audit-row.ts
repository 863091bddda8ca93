import type { Context } from 'hono'
import { type CallRecord, resultSignatureOf } from '../audit.ts'
import type { Call } from '../call.ts'
import { callerAddress, tlsVersionOf } from '../caller-address.ts'
import type { Emulator } from '../emulator.ts'
import type { Caller } from '../entra/access-token.ts'
import { type Vault, vaultId } from '../state.ts'

/** A row that fills while the call is answered. */
export interface OpenAuditRow extends CallRecord {
  identify(caller: Caller): void
  /** Closes the row and puts it into the log. */
  finish(): void
}

/** Until the caller is known the operation is `Authentication`: the log's name for a call without a valid token. */
export function startAuditRow(
  emulator: Emulator,
  vault: Vault,
  context: Context<{ Bindings: Call }>,
  requestId: string,
): OpenAuditRow {
  const started = performance.now()
  const url = new URL(context.req.url)
  const clientRequestId = context.req.header('x-ms-client-request-id') ?? ''
  const row: CallRecord = {
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
    correlationId: clientRequestId || requestId,
    claims: {},
    // Some clients escape the hyphen; the log never does.
    requestUri: `https://${url.host}${url.pathname}${url.search.replace(/api%2Dversion/i, 'api-version')}`,
    id: `https://${url.host}`,
    clientInfo: context.req.header('User-Agent') ?? '',
    tlsVersion: tlsVersionOf(context),
    addressAuthorizationType: '',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: '',
    properties: {},
  }
  return Object.assign(row, {
    identify(caller: Caller) {
      row.claims = auditedClaims(caller)
      row.addressAuthorizationType = 'PublicIP'
    },
    finish() {
      const { identify: _, finish: __, ...record } = row as OpenAuditRow // it is: these two were added to it
      emulator.calls.record({
        ...record,
        durationMs: Math.round(performance.now() - started),
        resultSignature: resultSignatureOf(row.httpStatusCode),
      })
    },
  })
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

/** The claims that Key Vault logs of a data-plane caller. An application has no upn. */
function auditedClaims({ claims }: Caller): Record<string, string> {
  return Object.fromEntries(
    auditedClaimNames.flatMap((name) => {
      const value = claims[name]
      return value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]]
    }),
  )
}
