/**
 * IPv4 addresses and ranges as the firewall of a vault writes them. Our own few lines: a rule is 32 bits and a length, and
 * what a library would add is IPv6, which that firewall refuses.
 */

/** A range as its first address and the length of its prefix, 0–32. An address alone is a range of length 32. */
export interface Ipv4Range {
  first: number
  prefix: number
}

/** The 32 bits of a dotted address as a number, or null. No leading zeros: some programs read those as octal. */
function ipv4Of(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1)
  if (!parts || parts.some((part) => Number(part) > 255 || String(Number(part)) !== part)) return null
  return parts.reduce((bits, part) => bits * 256 + Number(part), 0)
}

/** As people write it. */
export function ipv4Text(bits: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(bits / 2 ** shift) % 256).join('.')
}

/** `198.51.100.7` or `198.51.100.0/24` as a range, or null. `first` is where the range begins, whatever stands there. */
export function ipv4RangeOf(text: string): Ipv4Range | null {
  const [, address = '', length = '32'] = /^([^/]+)(?:\/(\d{1,2}))?$/.exec(text.trim()) ?? []
  const bits = ipv4Of(address)
  const prefix = Number(length)
  if (bits === null || prefix > 32) return null
  return { first: bits - (bits % sizeOf({ prefix })), prefix }
}

/** How many addresses a range holds. */
const sizeOf = ({ prefix }: Pick<Ipv4Range, 'prefix'>) => 2 ** (32 - prefix)

/** True where every address of `inner` is one of `outer`. */
export function covers(outer: Ipv4Range, inner: Ipv4Range): boolean {
  return outer.prefix <= inner.prefix && overlaps(outer, inner)
}

/** True where two ranges have an address in common: one of them then holds the other. */
function overlaps(one: Ipv4Range, other: Ipv4Range): boolean {
  return one.first < other.first + sizeOf(other) && other.first < one.first + sizeOf(one)
}

/** As a rule is written: an address alone without a length. */
export function rangeText({ first, prefix }: Ipv4Range): string {
  return prefix === 32 ? ipv4Text(first) : `${ipv4Text(first)}/${prefix}`
}

/** Ranges that no call to Key Vault comes from over the internet, and what they are. @see RFC 1918, RFC 6890 */
const reserved: [range: string, what: string][] = [
  ['10.0.0.0/8', 'a private range (RFC 1918)'],
  ['172.16.0.0/12', 'a private range (RFC 1918)'],
  ['192.168.0.0/16', 'a private range (RFC 1918)'],
  ['100.64.0.0/10', 'the range that providers share behind their own address translation'],
  ['127.0.0.0/8', 'the loopback range'],
  ['169.254.0.0/16', 'the link-local range'],
  ['0.0.0.0/8', 'the range of “this network”'],
  ['224.0.0.0/4', 'the multicast range'],
  ['240.0.0.0/4', 'a reserved range'],
]

/** The reserved range that these addresses touch, or null for addresses of the internet. */
export function reservedRangeOf(range: Ipv4Range): { range: string; what: string } | null {
  const found = reserved.find(([text]) => overlaps(ipv4RangeOf(text) as Ipv4Range, range)) // the table's own are sound
  return found ? { range: found[0], what: found[1] } : null
}
