import { BlockList, isIPv4 } from 'node:net'
import type { Caller } from '../entra/access-token.ts'
import { KeyVaultError } from '../errors.ts'
import type { Vault } from '../state.ts'
import { callerText, vaultText } from './message-parts.ts'

/**
 * The vault's firewall. Every call of the emulator comes from a public address: nothing arrives over a private endpoint
 * or from a virtual network, and nobody is a trusted service.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 * @throws KeyVaultError 403
 */
export function assertAddressIsAllowed(vault: Vault, caller: Caller, address: string): void {
  // Without a perimeter, which the emulator has none of, a vault that is secured by one is closed.
  if (vault.publicNetworkAccess !== 'Enabled') throw closed(vault, caller)
  const rules = vault.networkAcls
  if (!rules || rules.defaultAction === 'Allow' || isListed(rules.ipRules, address)) return
  throw new KeyVaultError(
    403,
    'Forbidden',
    `Client address is not authorized and caller is not a trusted service.\r\nClient address: ${address}\r\n${callerText(caller)}\r\n${vaultText(vault)}`,
    'ForbiddenByFirewall',
  )
}

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
