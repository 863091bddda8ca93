import { covers, type Ipv4Range, ipv4RangeOf, rangeText, reservedRangeOf } from './ipv4.ts'

/** Limits of one vault. @see https://learn.microsoft.com/azure/key-vault/general/network-security */
const networkLimits = { ipRules: 1_000, virtualNetworkRules: 200 } as const

export interface RuleMistake {
  list: 'ipRules' | 'virtualNetworkRules'
  /** Of the entry in its list; null for the list as a whole. */
  index: number | null
  message: string
  /** A warning says what is odd and does not keep the list from being saved. */
  isWarning?: true
}

/** Everything wrong with the rules of a vault, in their order. Entries are compared as they will be understood. */
export function mistakesOfRules(rules: { ipRules: string[]; virtualNetworkRules: string[] }): RuleMistake[] {
  return [...mistakesOfAddresses(rules.ipRules), ...mistakesOfSubnets(rules.virtualNetworkRules)]
}

function mistakesOfAddresses(rules: string[]): RuleMistake[] {
  const list = 'ipRules'
  const ranges = rules.map(ipv4RangeOf)
  const firstAt = new Map<string, number>()
  const each = rules.flatMap((rule, index): RuleMistake[] => {
    const range = ranges[index]
    const message = mistakeOfAddress(rule)
    if (message || !range) return [{ list, index, message: message ?? 'This is no IPv4 address or range.' }]
    const text = rangeText(range)
    if (firstAt.has(text)) return [{ list, index, message: `${text} is in the list already.` }]
    firstAt.set(text, index)
    const wider = widerThan(range, ranges)
    if (!wider) return []
    return [{ list, index, isWarning: true, message: `${text} adds nothing: ${rangeText(wider)} holds it already.` }]
  })
  return [...tooMany(list, rules.length, 'IP rules'), ...each]
}

/** A range of the list that holds this one and more. */
function widerThan(range: Ipv4Range, ranges: (Ipv4Range | null | undefined)[]): Ipv4Range | undefined {
  return ranges.find((one) => one && one.prefix < range.prefix && covers(one, range)) ?? undefined
}

/** Why an address or a range cannot be a rule, or null where it can. */
export function mistakeOfAddress(rule: string): string | null {
  const text = rule.trim()
  if (text === '') return 'Give an address or a range.'
  if (text.includes(':')) {
    return 'This is an IPv6 address. The firewall of a vault takes IPv4 alone: give the IPv4 address that the calls come from.'
  }
  const range = ipv4RangeOf(text)
  if (!range) return 'This is no IPv4 address or range: write 198.51.100.7, or 198.51.100.0/24 for a range.'
  if (range.prefix === 0) return 'This is every address there is: to let everybody in, set the default action to allow.'
  const reserved = reservedRangeOf(range)
  if (reserved) {
    return `${text} lies in ${reserved.what}, ${reserved.range}, or holds it. Key Vault sees the public address that a network goes out by: give that, or use a subnet or a private endpoint.`
  }
  const start = rangeText(range)
  return text.includes('/') && text !== start && text !== `${start}/32`
    ? `A range is written by its first address: ${start}.`
    : null
}

const subnetPattern =
  /^\/subscriptions\/[0-9a-f-]{36}\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/\s]+$/i

/** Why a subnet cannot be a rule, or null where it can. */
export function mistakeOfSubnet(subnetId: string): string | null {
  if (subnetPattern.test(subnetId.trim())) return null
  return 'A subnet is given by its resource id: /subscriptions/…/resourceGroups/…/providers/Microsoft.Network/virtualNetworks/…/subnets/….'
}

function mistakesOfSubnets(rules: string[]): RuleMistake[] {
  const list = 'virtualNetworkRules'
  const seen = new Set<string>()
  const each = rules.flatMap((rule, index): RuleMistake[] => {
    const key = rule.trim().toLowerCase()
    const message = mistakeOfSubnet(rule) ?? (seen.has(key) ? 'This subnet is in the list already.' : null)
    seen.add(key)
    return message ? [{ list, index, message }] : []
  })
  return [...tooMany(list, rules.length, 'virtual network rules'), ...each]
}

function tooMany(list: RuleMistake['list'], count: number, what: string): RuleMistake[] {
  const most = networkLimits[list]
  if (count <= most) return []
  const text = (one: number) => one.toLocaleString('en')
  return [{ list, index: null, message: `A vault takes at most ${text(most)} ${what}, and these are ${text(count)}.` }]
}
