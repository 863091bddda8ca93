import type { Caller } from '../entra/access-token.ts'
import type { Vault } from '../state.ts'

/** `appid=…;oid=…;iss=…`, as Key Vault names a caller in its refusals. */
export function callerName({ appId, objectId, tenantId }: Caller): string {
  return `appid=${appId};oid=${objectId};iss=https://sts.windows.net/${tenantId}/`
}

export function callerText(caller: Caller): string {
  return `Caller: ${callerName(caller)}`
}

export function vaultText({ name, location }: Vault): string {
  return `Vault: ${name};location=${location}`
}
