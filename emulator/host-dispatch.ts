import type { Hono } from 'hono'
import type { Call } from './call.ts'
import type { Emulator } from './emulator.ts'
import { entraOperationName } from './entra/operations.ts'
import { faultedAnswer } from './faulted-answer.ts'
import { isKeyVaultHost } from './key-vault/hosts.ts'
import { suffix } from './tls.ts'

export interface Service {
  app: Hono<{ Bindings: Call }>
  /** The name a call is counted under; undefined where the service does not know it either. */
  operationName: (method: string, path: string, request: Request) => Promise<string | undefined> | string | undefined
}

/** The services by the host name they answer to. */
export interface Services {
  login: Service
  management: Service
  graph: Service
  logAnalytics: Service
  /** Every `{vault}.vault.` and `{pool}.managedhsm.` host. */
  keyVault: Service
  attestation: Service
}

/** Answers one call over TLS, by its host name. */
export function dispatchByHost(emulator: Emulator, services: Services) {
  return (request: Request, call: Call): Response | Promise<Response> => {
    const host = hostOf(request.url)
    const service = serviceOf(services, host)
    return service ? answer(emulator, service, host, request, call) : unknownHost(host)
  }
}

/** Lets a service answer, unless a fault rule steps in. */
export function answer(
  emulator: Emulator,
  service: Service,
  host: string,
  request: Request,
  call: Call,
): Response | Promise<Response> {
  const { faults } = emulator
  return faults.rules.length === 0
    ? service.app.fetch(request, call)
    : answerWithFaults(emulator, service, host, request, call)
}

async function answerWithFaults(
  emulator: Emulator,
  service: Service,
  host: string,
  request: Request,
  call: Call,
): Promise<Response> {
  const path = new URL(request.url).pathname
  const operation = await service.operationName(request.method, path, request)
  const rule = emulator.faults.match({ host, path, method: request.method, operation })
  if (!rule) return service.app.fetch(request, call)
  return faultedAnswer({
    rule,
    request,
    call,
    tenantId: emulator.state.tenantId,
    proceed: async () => service.app.fetch(request, { ...call, fault: rule }),
    count: () => emulator.calls.count(operation ?? `${request.method} ${host}`),
  })
}

/** The host name of an address that the server itself has put together. To read the rest of it is left to the service. */
function hostOf(address: string): string {
  return /^https?:\/\/([^/:?#]+)/i.exec(address)?.[1]?.toLowerCase() ?? ''
}

function serviceOf(services: Services, host: string): Service | undefined {
  switch (host) {
    case `login.${suffix}`:
      return services.login
    case `management.${suffix}`:
      return services.management
    case `graph.${suffix}`:
      return services.graph
    case `api.loganalytics.${suffix}`:
      return services.logAnalytics
    case `attestation.${suffix}`:
      return services.attestation
  }
  return isKeyVaultHost(host) ? services.keyVault : undefined
}

function unknownHost(host: string): Response {
  const error = { code: 'NotImplemented', message: `The emulator has no host ${host}.` }
  return Response.json({ error }, { status: 501 })
}

/** Entra's operation hides in the form, so a copy of the body is read; only ever while fault rules are set. */
export async function entraOperationOf(method: string, path: string, request: Request): Promise<string | undefined> {
  const form = method === 'POST' ? new URLSearchParams(await request.clone().text()) : undefined
  return entraOperationName(method, path, form?.get('grant_type') ?? null)
}
