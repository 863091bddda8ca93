import { randomUUID } from 'node:crypto'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { CallRecord } from '../audit.ts'
import type { Call } from '../call.ts'
import { callerNetwork } from '../caller-address.ts'
import { keepingChanges } from '../data/kept-vaults.ts'
import type { Emulator } from '../emulator.ts'
import { endRoleAssignments } from '../ended-assignments.ts'
import { KeyVaultError, notImplementedMessage } from '../errors.ts'
import { requestHeader } from '../request-header.ts'
import type { Vault } from '../state.ts'
import { apiVersionOf, isSince } from './api-version.ts'
import { finishAuditRow, identify, startAuditRow } from './audit-row.ts'
import { authenticate, ChallengeError } from './authenticate.ts'
import { certificateKind } from './certificate-lookup.ts'
import { vaultOfHost } from './hosts.ts'
import { keyKind } from './key-kind.ts'
import { rotateDueKeys } from './key-rotation.ts'
import { isServedBy } from './managed-hsm.ts'
import { assertNetworkIsAllowed } from './network.ts'
import { sweepDeletedObjects } from './object-kind.ts'
import type { Answer } from './operation.ts'
import { type Match, matchOperation } from './operations.ts'
import { decidePermission } from './permission.ts'
import { maxBodyBytes } from './request-body.ts'
import { secretKind } from './secret-lookup.ts'
import { settleCertificates } from './settle-certificates.ts'

type KeyVaultContext = Context<{ Bindings: Call }>

/** Key Vault's data plane: every vault of the state, each under its own host name. */
export function keyVault(emulator: Emulator): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  app.all('*', (context) => {
    const url = new URL(context.req.url)
    const vault = vaultOfHost(emulator.state, url.hostname)
    return vault ? answer(emulator, vault, context, url) : noSuchHost(context)
  })
  return app
}

/**
 * In Azure the name of a vault that does not exist does not resolve: a client gets no answer at all. Here it resolves, so
 * the connection ends without one.
 */
function noSuchHost(context: KeyVaultContext): Response {
  const socket = context.env?.incoming?.socket
  if (!socket) return context.json(new KeyVaultError(404, 'VaultNotFound', 'There is no such vault.').body, 404)
  socket.destroy()
  return RESPONSE_ALREADY_SENT
}

async function answer(emulator: Emulator, vault: Vault, context: KeyVaultContext, url: URL): Promise<Response> {
  const startedMs = performance.now()
  const requestId = randomUUID()
  const row = startAuditRow(emulator, vault, context, url, requestId)
  const headers = headersOf(vault, context, row, requestId)
  try {
    const { status, body, json, headers: own } = await run(emulator, vault, context, url, row)
    Object.assign(headers, own)
    if (row.appliedAssignmentId) headers['x-ms-keyvault-rbac-assignment-id'] = row.appliedAssignmentId
    row.httpStatusCode = status
    return new Response(json ?? (body ? JSON.stringify(body) : null), { status, headers })
  } catch (error) {
    row.httpStatusCode = error instanceof KeyVaultError ? error.status : 500
    if (!(error instanceof KeyVaultError)) throw error
    row.resultDescription = error.message
    if (error instanceof ChallengeError) headers['WWW-Authenticate'] = error.challenge
    return new Response(JSON.stringify(error.body), { status: error.status, headers })
  } finally {
    finishAuditRow(emulator, row, startedMs)
  }
}

/** The checks in Key Vault's order; each throws, and none can be left out by an operation. */
async function run(
  emulator: Emulator,
  vault: Vault,
  context: KeyVaultContext,
  url: URL,
  row: CallRecord,
): Promise<Answer> {
  const caller = await authenticate(emulator, vault, requestHeader(context, 'authorization'))
  identify(row, caller)
  const match = matchOperation(context.req.method, url.pathname)
  row.operationName = match?.operation.auditName ?? 'UnknownOperation'
  const apiVersion = apiVersionOf(url)
  if (!match || !isServedBy(vault, match.operation) || !isSince(apiVersion, match.operation.since ?? '7.0'))
    throw noSuchOperation(context.req.method, url.pathname)
  assertNameIsValid(match.name)
  // Also when the call is refused below: an auditor asks which secret was refused, not only which vault.
  row.id = `https://${url.host}${url.pathname}`

  row.isAddressAuthorized = false
  const from = callerNetwork(context)
  row.subnetId = from.subnetId ?? ''
  row.trustedService = from.service === 'trusted' ? 'trusted' : ''
  if (from.subnetId) row.addressAuthorizationType = 'Subnet'
  if (from.privateEndpoint) row.addressAuthorizationType = 'PrivateLink'
  assertNetworkIsAllowed(vault, caller, from)
  row.isAddressAuthorized = true

  const { operation } = match
  if (!operation.run) throw new KeyVaultError(501, 'NotImplemented', notImplementedMessage(operation.name))
  endRoleAssignments(emulator.state, emulator.clock.nowSeconds())
  const { refusal, ...decision } = decidePermission(emulator.state, vault, caller, match)
  Object.assign(row, decision)
  if (refusal) throw refusal

  const vaultUri = `https://${url.host}`
  const audit = { id: row.id, properties: {} }
  try {
    const bodyText = await boundedText(context)
    const contentType = requestHeader(context, 'content-type')
    const { name, version } = match
    const { run } = operation
    return await keepingChanges(emulator.keeper, vault, name, async () => {
      const now = emulator.clock.nowSeconds()
      sweepDeletedObjects(secretKind, vault, now)
      sweepDeletedObjects(keyKind, vault, now)
      rotateDueKeys(vault, now)
      sweepDeletedObjects(certificateKind, vault, now)
      await settleCertificates(emulator, vault, match)
      return run({
        emulator,
        vault,
        caller,
        url,
        vaultUri,
        apiVersion,
        name,
        version,
        contentType,
        bodyText,
        audit,
      })
    })
  } finally {
    row.id = audit.id
    row.properties = audit.properties
  }
}

async function boundedText(context: KeyVaultContext): Promise<string> {
  // Most calls have none, and looking for it costs more than they do.
  const length = requestHeader(context, 'content-length')
  if (length === undefined && requestHeader(context, 'transfer-encoding') === undefined) return ''
  const tooLarge = () => new KeyVaultError(413, 'RequestEntityTooLarge', 'The request body is too large.')
  if (Number(length ?? 0) > maxBodyBytes) throw tooLarge()
  const bytes = await context.req.arrayBuffer()
  if (bytes.byteLength > maxBodyBytes) throw tooLarge()
  return new TextDecoder().decode(bytes)
}

const collections = new Set(['secrets', 'deletedsecrets', 'keys', 'deletedkeys', 'certificates', 'deletedcertificates'])

function noSuchOperation(method: string, pathname: string): KeyVaultError {
  const [collection = '', ...rest] = pathname.split('/').filter(Boolean)
  if (!collections.has(collection.toLowerCase())) {
    return new KeyVaultError(404, 'NotFound', 'The requested resource does not exist.')
  }
  return new KeyVaultError(400, 'BadParameter', `Method ${method} does not allow operation '${rest.at(-1) ?? ''}'`)
}

function assertNameIsValid(name: Match['name']): void {
  if (name === '' || /^[0-9a-zA-Z-]{1,127}$/.test(name)) return
  throw new KeyVaultError(400, 'BadParameter', `The request URI contains an invalid name: ${name}`)
}

/** A plain record: the server sends it as it is. */
function headersOf(
  vault: Vault,
  context: KeyVaultContext,
  { callerIpAddress }: CallRecord,
  requestId: string,
): Record<string, string> {
  const clientRequestId = requestHeader(context, 'x-ms-client-request-id')
  return {
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    'Strict-Transport-Security': 'max-age=31536000;includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'x-ms-request-id': requestId,
    'x-ms-keyvault-region': vault.location,
    'x-ms-keyvault-service-version': '1.9.2602.1',
    'x-ms-keyvault-network-info': `conn_type=Ipv4;addr=${callerIpAddress};act_addr_fam=InterNetwork;`,
    ...(clientRequestId && { 'x-ms-client-request-id': clientRequestId }),
  }
}
