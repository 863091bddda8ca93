import { covers, ipv4RangeOf } from './ipv4.ts'
import { type NetworkCaller, networkVerdict } from './network-exposure.ts'
import type { NetworkRules, NetworkSettings } from './network-settings.ts'

/** Who can call before a change of the rules and cannot after it. */
export interface NetworkLoss {
  /** Everybody whom no rule names: the vault was open and no longer is. */
  everybody: boolean
  /** IP rules that let in and no longer do, whole or in part. */
  ranges: string[]
  subnets: string[]
  trustedServices: boolean
  /** The address that this server calls from: `kept`, `lost`, or `unknown` where it is not known and may be lost. */
  own: 'kept' | 'lost' | 'unknown' | 'refusedBefore'
}

/** What a change of the rules takes away. Private endpoints and the perimeter stay as they are. */
export function networkLoss(before: NetworkSettings, rules: NetworkRules, ownAddress: string | null): NetworkLoss {
  const after = { ...before, ...rules }
  const loses = (caller: NetworkCaller) =>
    networkVerdict(before, caller).isAllowed && !networkVerdict(after, caller).isAllowed
  // Of an address that no rule holds: what "everybody" is.
  const everybody = loses({ kind: 'service', isTrusted: false })
  return {
    everybody,
    ranges: before.ipRules.filter((rule) => isLost(rule, before, after)),
    subnets: before.virtualNetworkRules.filter((subnetId) => loses({ kind: 'subnet', subnetId })),
    trustedServices: loses({ kind: 'service', isTrusted: true }),
    own: ownAddress === null ? ownUnknown(before, after) : ownOf(before, after, ownAddress),
  }
}

/** A range is lost where its first or its last address is: or where no single rule still holds the whole of it. */
function isLost(rule: string, before: NetworkSettings, after: NetworkSettings): boolean {
  const range = ipv4RangeOf(rule)
  const address = rule.split('/')[0] ?? ''
  const { isAllowed } = networkVerdict(before, { kind: 'address', address })
  if (!range || !isAllowed) return false
  const verdict = networkVerdict(after, { kind: 'address', address })
  if (!verdict.isAllowed) return true
  if (verdict.rule !== 'ipRule') return false
  return !after.ipRules.some((one) => {
    const other = ipv4RangeOf(one)
    return other !== null && covers(other, range)
  })
}

function ownOf(before: NetworkSettings, after: NetworkSettings, address: string): NetworkLoss['own'] {
  if (!networkVerdict(before, { kind: 'address', address }).isAllowed) return 'refusedBefore'
  return networkVerdict(after, { kind: 'address', address }).isAllowed ? 'kept' : 'lost'
}

/** Without the address, a change that takes nothing away keeps it all the same. */
function ownUnknown(before: NetworkSettings, after: NetworkSettings): NetworkLoss['own'] {
  const isOpen = networkVerdict(after, { kind: 'service', isTrusted: false }).isAllowed
  const nothingGoes =
    before.publicNetworkAccess === after.publicNetworkAccess &&
    before.defaultAction === after.defaultAction &&
    before.ipRules.every((rule) => !isLost(rule, before, after))
  return isOpen || nothingGoes ? 'kept' : 'unknown'
}

/** What is lost, a sentence each. */
export function lossSentences(loss: NetworkLoss): string[] {
  return [
    ...(loss.everybody ? ['Everybody whom no rule names: the vault was open to the internet.'] : []),
    ...loss.ranges.map((range) => `Calls from ${range}.`),
    ...loss.subnets.map((subnet) => `Calls from the subnet ${subnetName(subnet)}.`),
    ...(loss.trustedServices ? ['Trusted services of Azure, such as backup or disk encryption.'] : []),
  ]
}

/** `vnet-name/subnet-name`, of a subnet's resource id. */
export function subnetName(subnetId: string): string {
  const [, network, subnet] = /\/virtualNetworks\/([^/]+)\/subnets\/([^/]+)$/i.exec(subnetId) ?? []
  return network && subnet ? `${network}/${subnet}` : subnetId
}
