import { covers, ipv4RangeOf } from './ipv4.ts'
import type { NetworkSettings } from './network-settings.ts'

/**
 * From where a vault answers, and by which rule: a pure function of its settings. The emulator's firewall is written
 * apart from it, and a property test compares the two.
 *
 * The order: the control plane knows no firewall; a private endpoint goes around it; an enforced perimeter alone decides;
 * a learning one may let in and refuses nothing; then bypass, public access, and the rules.
 * @see https://learn.microsoft.com/azure/key-vault/general/network-security
 * @see https://learn.microsoft.com/azure/private-link/network-security-perimeter-transition
 */

/** Who calls, as the network sees them. */
export type NetworkCaller =
  | { kind: 'address'; address: string }
  /** A subnet whose calls arrive through a service endpoint for Microsoft.KeyVault. */
  | { kind: 'subnet'; subnetId: string }
  /** A private endpoint by the name of its connection to this vault. */
  | { kind: 'privateEndpoint'; connection: string }
  /** A service of Azure; whether it is on Key Vault's list of trusted ones. */
  | { kind: 'service'; isTrusted: boolean }

/** Secrets, keys and certificates (`data`), or the vault as a resource (`control`). */
export type Plane = 'data' | 'control'

export type NetworkRuleName =
  | 'controlPlane'
  | 'endpointApproved'
  | 'endpointNotApproved'
  | 'endpointUnknown'
  | 'perimeterRule'
  | 'perimeterEnforced'
  | 'securedByPerimeter'
  | 'bypass'
  | 'publicAccessDisabled'
  | 'openToAll'
  | 'ipRule'
  | 'virtualNetworkRule'
  | 'defaultDeny'

export interface NetworkVerdict {
  isAllowed: boolean
  rule: NetworkRuleName
  /** Which entry decided: the range, the subnet, the connection with its state, or the perimeter. */
  entry?: string
}

const allowed = (rule: NetworkRuleName, entry?: string) => verdict(true, rule, entry)
const refused = (rule: NetworkRuleName, entry?: string) => verdict(false, rule, entry)

/** Whether a vault answers this caller, and by which rule. Says nothing of rights: a role or a policy decides after it. */
export function networkVerdict(
  settings: NetworkSettings,
  caller: NetworkCaller,
  plane: Plane = 'data',
): NetworkVerdict {
  if (plane === 'control') return allowed('controlPlane')
  if (caller.kind === 'privateEndpoint') return endpointVerdict(settings, caller.connection)
  return perimeterVerdict(settings, caller) ?? resourceVerdict(settings, caller)
}

/** How far a vault stands open: the class of the exposure table. */
export type ExposureClass = 'open' | 'selected' | 'private' | 'perimeter'

/**
 * `open`: any address may call. `selected`: only listed addresses and subnets, trusted services perhaps. `private`: nobody
 * over the public network but trusted services perhaps. `perimeter`: a network security perimeter decides.
 */
export function exposureOf(settings: NetworkSettings): ExposureClass {
  if (settings.perimeter?.accessMode === 'Enforced') return 'perimeter'
  if (settings.publicNetworkAccess === 'SecuredByPerimeter') return 'perimeter'
  if (settings.publicNetworkAccess === 'Disabled') return 'private'
  if (settings.defaultAction === 'Allow') return 'open'
  // Deny without a rule is closed to the public network as well.
  return settings.ipRules.length + settings.virtualNetworkRules.length > 0 ? 'selected' : 'private'
}

/** How many private endpoints carry calls: pending, rejected and disconnected ones do not. */
export const approvedEndpoints = ({ endpointConnections }: Pick<NetworkSettings, 'endpointConnections'>) =>
  endpointConnections.filter(({ status }) => status === 'Approved').length

function endpointVerdict({ endpointConnections }: NetworkSettings, connection: string): NetworkVerdict {
  const found = endpointConnections.find(({ name }) => isSame(name, connection))
  if (!found) return refused('endpointUnknown', connection)
  if (found.status === 'Approved') return allowed('endpointApproved', found.name)
  return refused('endpointNotApproved', `${found.name}, ${found.status.toLowerCase()}`)
}

/** What the perimeter says; null where it leaves it to the vault's own settings. */
function perimeterVerdict({ perimeter, publicNetworkAccess }: NetworkSettings, caller: NetworkCaller) {
  if (perimeter) {
    const prefix = caller.kind === 'address' && perimeter.addressPrefixes.find((one) => holds(one, caller.address))
    if (prefix) return allowed('perimeterRule', prefix)
    if (perimeter.accessMode === 'Enforced') return refused('perimeterEnforced', perimeter.name)
  }
  return publicNetworkAccess === 'SecuredByPerimeter' ? refused('securedByPerimeter') : null
}

/** What the vault's own settings say. Trusted services get past a public access that is disabled too. */
function resourceVerdict(settings: NetworkSettings, caller: NetworkCaller): NetworkVerdict {
  if (caller.kind === 'service' && caller.isTrusted && settings.bypass === 'AzureServices') return allowed('bypass')
  if (settings.publicNetworkAccess === 'Disabled') return refused('publicAccessDisabled')
  if (settings.defaultAction === 'Allow') return allowed('openToAll')
  if (caller.kind === 'address') {
    const rule = settings.ipRules.find((one) => holds(one, caller.address))
    if (rule) return allowed('ipRule', rule)
  }
  if (caller.kind === 'subnet') {
    const rule = settings.virtualNetworkRules.find((one) => isSame(one, caller.subnetId))
    if (rule) return allowed('virtualNetworkRule', rule)
  }
  return refused('defaultDeny')
}

/** A rule is IPv4; an address of another kind is in none. */
function holds(rule: string, address: string): boolean {
  const [range, one] = [ipv4RangeOf(rule), ipv4RangeOf(address)]
  return range !== null && one !== null && covers(range, one)
}

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

function verdict(isAllowed: boolean, rule: NetworkRuleName, entry?: string): NetworkVerdict {
  return { isAllowed, rule, ...(entry !== undefined && { entry }) }
}
