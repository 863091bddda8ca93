import type { Context } from 'hono'
import { resultSignatureOf } from '../audit.ts'
import type { Call } from '../call.ts'
import { callerAddress, tlsVersionOf } from '../caller-address.ts'
import type { Emulator } from '../emulator.ts'
import type { Caller } from '../entra/access-token.ts'
import { type Vault, vaultId } from '../state.ts'

interface Answered {
  context: Context<{ Bindings: Call }>
  url: URL
  operationName: string | undefined
  params: Record<string, string>
  status: number
  requestId: string
  startedMs: number
  caller: Caller | undefined
  /** Of a change: what the Activity log calls it. */
  action: string | undefined
  /** Where the path does not say it. */
  vaultName?: string
  resultDescription?: string
}

const oidClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier'
const upnClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'
const nameClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name'

/** Keeps a call of Resource Manager: Key Vault logs those on one vault, with the long names of the claims. */
export function recordCall(emulator: Emulator, answered: Answered): void {
  const { context, url, params, status, caller, requestId } = answered
  const vault = emulator.state.vaults.get((answered.vaultName ?? params.vaultName ?? '').toLowerCase())
  const isAudited = vault !== undefined && answered.operationName?.startsWith('Vault') === true
  emulator.calls.record({
    timeMs: emulator.clock.nowMs(),
    category: isAudited ? 'AuditEvent' : null,
    plane: 'control',
    resourceId: vault ? vaultId(vault) : '',
    location: vault?.location ?? '',
    operationName: answered.operationName ?? `${context.req.method} ${url.pathname}`,
    operationVersion: url.searchParams.get('api-version') ?? '',
    httpStatusCode: status,
    resultSignature: resultSignatureOf(status),
    resultDescription: answered.resultDescription ?? '',
    durationMs: Math.round(performance.now() - answered.startedMs),
    callerIpAddress: callerAddress(context),
    correlationId: requestId,
    claims: caller ? claimsOf(caller) : {},
    requestUri: vault
      ? `https://control-prod-${vault.location}.vaultcore.azure.net${url.pathname}${url.search}`
      : url.href,
    id: vault ? vaultId(vault) : '',
    clientInfo: context.req.header('User-Agent') ?? '',
    tlsVersion: tlsVersionOf(context),
    addressAuthorizationType: '',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: '',
    properties: isAudited && status < 300 ? auditedVault(vault, emulator.state.tenantId) : {},
    ...(answered.action &&
      caller && {
        activity: { action: answered.action, resourceId: resourceOf(url.pathname), method: context.req.method },
      }),
  })
}

/** The resource, group or subscription that a path is about, with what extends it: a diagnostic setting of a vault. */
function resourceOf(pathname: string): string {
  return resourceForm.exec(pathname.replaceAll(/\/{2,}/g, '/'))?.[0] ?? pathname
}

const named = '/providers/[^/]+/[^/]+/[^/]+'
const resourceForm = new RegExp(`^/subscriptions/[^/]+(?:/resourceGroups/[^/]+(?:${named})?)?(?:${named})?`, 'i')

/** A vault's settings, as the row of a call that reads or changes them has them. */
function auditedVault(vault: Vault, tenantId: string) {
  const { networkAcls, sku, enableRbacAuthorization } = vault
  return {
    properties: {
      sku: { Family: 'A', Name: sku },
      tenantId,
      ...(networkAcls && {
        networkAcls: {
          bypass: networkAcls.bypass,
          defaultAction: networkAcls.defaultAction,
          ipRules: networkAcls.ipRules.map((Value) => ({ Value })),
        },
      }),
      enabledForDeployment: vault.enabledForDeployment,
      enabledForDiskEncryption: vault.enabledForDiskEncryption,
      enabledForTemplateDeployment: vault.enabledForTemplateDeployment,
      enableSoftDelete: true,
      softDeleteRetentionInDays: vault.softDeleteRetentionInDays,
      enableRbacAuthorization: enableRbacAuthorization === true,
      enablePurgeProtection: vault.enablePurgeProtection,
    },
  }
}

function claimsOf(caller: Caller): Record<string, string> {
  return {
    [oidClaim]: caller.objectId,
    appid: caller.appId,
    ...(caller.userPrincipalName && { [upnClaim]: caller.userPrincipalName, [nameClaim]: caller.userPrincipalName }),
  }
}
