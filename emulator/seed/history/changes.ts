import { type CallRecord, resultSignatureOf } from '../../audit.ts'
import { type Vault, vaultId } from '../../state.ts'
import { guid } from '../random.ts'
import type { Actor } from './actors.ts'
import type { Recorder } from './recorder.ts'

/** A call of Resource Manager. */
interface ControlCall {
  actor: Actor
  /** What the call was about, where that is a vault itself: Key Vault logs those. */
  vault?: Vault
  /** The ARM id that it went to. */
  resourceId: string
  /** `VaultPatch`, for example. */
  operationName: string
  method: 'GET' | 'PUT' | 'PATCH' | 'DELETE'
  /** The action of Resource Manager, for what changes something: that goes to the Activity log. */
  action?: string
  apiVersion: string
  properties?: Record<string, unknown>
}

/** Takes down a change, with a correlation of its own. */
export function recordChange(recorder: Recorder, call: ControlCall, timeMs: number): void {
  if (timeMs < recorder.startMs || timeMs >= recorder.endMs) return
  const correlationId = guid(`change ${call.resourceId} ${call.operationName} ${timeMs - recorder.todayMs}`)
  recorder.changes.push({ ...controlRecord(call), timeMs, durationMs: 812, correlationId })
}

/** A change of a vault itself. */
export function recordVaultChange(
  recorder: Recorder,
  call: { actor: Actor; vault: Vault; operationName: string; properties?: Record<string, unknown> },
  timeMs: number,
): void {
  recordChange(
    recorder,
    {
      ...call,
      resourceId: vaultId(call.vault),
      method: call.operationName === 'VaultPatch' ? 'PATCH' : call.operationName === 'VaultDelete' ? 'DELETE' : 'PUT',
      action: `Microsoft.KeyVault/vaults/${call.operationName === 'VaultDelete' ? 'delete' : 'write'}`,
      apiVersion: '2026-02-01',
    },
    timeMs,
  )
}

const oidClaim = 'http://schemas.microsoft.com/identity/claims/objectidentifier'
const upnClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/upn'
const nameClaim = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name'

/** As arm/audit-row.ts keeps a call, without its time, duration and correlation. */
export function controlRecord({ actor, vault, ...call }: ControlCall): CallRecord {
  const { objectId, appId, userPrincipalName } = actor.caller
  const query = `?api-version=${call.apiVersion}`
  return {
    timeMs: 0,
    category: vault ? 'AuditEvent' : null,
    plane: 'control',
    resourceId: vault ? vaultId(vault) : '',
    location: vault?.location ?? '',
    operationName: call.operationName,
    operationVersion: call.apiVersion,
    httpStatusCode: 200,
    resultSignature: resultSignatureOf(200),
    resultDescription: '',
    durationMs: 0,
    callerIpAddress: actor.address,
    correlationId: '',
    claims: {
      [oidClaim]: objectId,
      appid: appId,
      ...(userPrincipalName && { [upnClaim]: userPrincipalName, [nameClaim]: userPrincipalName }),
    },
    requestUri: vault
      ? `https://control-prod-${vault.location}.vaultcore.azure.net${call.resourceId}${query}`
      : `https://management.emulator.test${call.resourceId}${query}`,
    id: vault ? vaultId(vault) : '',
    clientInfo: actor.client,
    tlsVersion: 'TLS1_3',
    addressAuthorizationType: '',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: '',
    properties: call.properties ?? {},
    ...(call.action && { activity: { action: call.action, resourceId: call.resourceId, method: call.method } }),
  }
}
