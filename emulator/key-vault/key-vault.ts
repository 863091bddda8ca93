import { randomUUID } from 'node:crypto'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { type Context, Hono } from 'hono'
import type { Call } from '../call.ts'
import { callerAddress } from '../caller-address.ts'
import { keepingChanges } from '../data/kept-vaults.ts'
import type { Emulator } from '../emulator.ts'
import { KeyVaultError, notImplementedMessage } from '../errors.ts'
import type { Vault } from '../state.ts'
import { apiVersionOf } from './api-version.ts'
import { startAuditRow } from './audit-row.ts'
import { authenticate, ChallengeError } from './authenticate.ts'
import { certificateKind } from './certificate-lookup.ts'
import { vaultOfHost } from './hosts.ts'
import { keyKind } from './key-kind.ts'
import { rotateDueKeys } from './key-rotation.ts'
import { isServedBy } from './managed-hsm.ts'
import { assertAddressIsAllowed } from './network.ts'
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
    const vault = vaultOfHost(emulator.state, new URL(context.req.url).hostname)
    return vault ? answer(emulator, vault, context) : noSuchHost(context)
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

async function answer(emulator: Emulator, vault: Vault, context: KeyVaultContext): Promise<Response> {
  const requestId = randomUUID()
  const row = startAuditRow(emulator, vault, context, requestId)
  const headers = headersOf(vault, context, requestId)
  try {
    const { status, body, headers: own = {} } = await run(emulator, vault, context, row)
    for (const [name, value] of Object.entries(own)) headers.set(name, value)
    if (row.appliedAssignmentId) headers.set('x-ms-keyvault-rbac-assignment-id', row.appliedAssignmentId)
    row.httpStatusCode = status
    return body ? Response.json(body, { status, headers }) : new Response(null, { status, headers })
  } catch (error) {
    row.httpStatusCode = error instanceof KeyVaultError ? error.status : 500
    if (!(error instanceof KeyVaultError)) throw error
    row.resultDescription = error.message
    if (error instanceof ChallengeError) headers.set('WWW-Authenticate', error.challenge)
    return Response.json(error.body, { status: error.status, headers })
  } finally {
    row.finish()
  }
}

/** The checks in Key Vault's order; each throws, and none can be left out by an operation. */
async function run(
  emulator: Emulator,
  vault: Vault,
  context: KeyVaultContext,
  row: ReturnType<typeof startAuditRow>,
): Promise<Answer> {
  const caller = await authenticate(emulator, vault, context.req.header('Authorization'))
  row.identify(caller)
  const url = new URL(context.req.url)
  const match = matchOperation(context.req.method, url.pathname)
  row.operationName = match?.operation.auditName ?? 'UnknownOperation'
  const apiVersion = apiVersionOf(url)
  if (!match || !isServedBy(vault, match.operation)) throw noSuchOperation(context.req.method, url.pathname)
  assertNameIsValid(match.name)
  // Also when the call is refused below: an auditor asks which secret was refused, not only which vault.
  row.id = `https://${url.host}${url.pathname}`

  row.isAddressAuthorized = false
  assertAddressIsAllowed(vault, caller, callerAddress(context))
  row.isAddressAuthorized = true

  const { operation } = match
  if (!operation.run) throw new KeyVaultError(501, 'NotImplemented', notImplementedMessage(operation.name))
  const { refusal, ...decision } = decidePermission(emulator.state, vault, caller, match)
  Object.assign(row, decision)
  if (refusal) throw refusal

  const vaultUri = `https://${url.host}`
  const audit = { id: row.id, properties: {} }
  try {
    const bodyText = await boundedText(context)
    const contentType = context.req.header('Content-Type')
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
  const tooLarge = () => new KeyVaultError(413, 'RequestEntityTooLarge', 'The request body is too large.')
  if (Number(context.req.header('Content-Length') ?? 0) > maxBodyBytes) throw tooLarge()
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

function headersOf(vault: Vault, context: KeyVaultContext, requestId: string): Headers {
  const headers = new Headers({
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-cache',
    Pragma: 'no-cache',
    Expires: '-1',
    'Strict-Transport-Security': 'max-age=31536000;includeSubDomains',
    'X-Content-Type-Options': 'nosniff',
    'x-ms-request-id': requestId,
    'x-ms-keyvault-region': vault.location,
    'x-ms-keyvault-service-version': '1.9.2602.1',
    'x-ms-keyvault-network-info': `conn_type=Ipv4;addr=${callerAddress(context)};act_addr_fam=InterNetwork;`,
  })
  const clientRequestId = context.req.header('x-ms-client-request-id')
  if (clientRequestId) headers.set('x-ms-client-request-id', clientRequestId)
  return headers
}
