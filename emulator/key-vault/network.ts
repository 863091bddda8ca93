import { BlockList, isIPv4 } from 'node:net'
import type { CallerNetwork } from '../caller-address.ts'
import type { Caller } from '../entra/access-token.ts'
import { KeyVaultError } from '../errors.ts'
import type { Vault } from '../state.ts'
import { callerText, vaultText } from './message-parts.ts'

/**
 * The vault's firewall. A private endpoint goes around it and needs to be approved; a perimeter stands before it, and when
 * enforced also before trusted services, who otherwise pass even where public access is disabled.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 * @throws KeyVaultError 403
 */
export function assertNetworkIsAllowed(vault: Vault, caller: Caller, from: CallerNetwork): void {
  if (from.privateEndpoint) {
    const named = from.privateEndpoint.toLowerCase()
    const isApproved = vault.privateEndpointConnections.some(
      ({ name, privateEndpointId, status }) =>
        status === 'Approved' && [name.toLowerCase(), privateEndpointId.toLowerCase()].includes(named),
    )
    if (isApproved) return
    throw closed(vault, caller)
  }
  const isPublic = !from.subnetId && !from.service
  const { perimeter, networkAcls: rules, publicNetworkAccess } = vault
  if (perimeter && isPublic && isListed(perimeter.addressPrefixes, from.address)) return
  // Without a perimeter that lets the caller in, a vault that is secured by one is closed.
  if (perimeter?.accessMode === 'Enforced' || publicNetworkAccess === 'SecuredByPerimeter') throw closed(vault, caller)
  if (from.service === 'trusted' && rules?.bypass !== 'None') return
  if (publicNetworkAccess === 'Disabled') throw closed(vault, caller)
  if (!rules || rules.defaultAction === 'Allow') return
  if (isPublic && isListed(rules.ipRules, from.address)) return
  const subnet = from.subnetId?.toLowerCase()
  if (subnet && rules.virtualNetworkRules.some((one) => one.toLowerCase() === subnet)) return
  throw new KeyVaultError(
    403,
    'Forbidden',
    `Client address is not authorized and caller is not a trusted service.\r\nClient address: ${from.address}\r\n${callerText(caller)}\r\n${vaultText(vault)}`,
    'ForbiddenByFirewall',
  )
}

/** The same for a caller from a public address. */
export const assertAddressIsAllowed = (vault: Vault, caller: Caller, address: string) =>
  assertNetworkIsAllowed(vault, caller, { address })

function closed(vault: Vault, caller: Caller): KeyVaultError {
  const reason =
    vault.networkAcls?.bypass === 'None'
      ? "Connection is not an approved private link and caller was ignored because bypass is not set to 'AzureServices' and PublicNetworkAccess is set to 'Disabled'."
      : 'Public network access is disabled and request is not from a trusted service nor via an approved private link.'
  const message = `${reason}\r\n${callerText(caller)}\r\n${vaultText(vault)}`
  return new KeyVaultError(403, 'Forbidden', message, 'ForbiddenByConnection')
}

function isListed(ipRules: string[], address: string): boolean {
  const list = new BlockList()
  for (const rule of ipRules) {
    const [network = '', prefix = '32'] = rule.split('/')
    if (isIPv4(network)) list.addSubnet(network, Number(prefix))
  }
  return isIPv4(address) && list.check(address)
}
