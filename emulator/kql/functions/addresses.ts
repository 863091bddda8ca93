import { isNumeric, type Json, toNumber } from './json.ts'
import type { ScalarFunction } from './scalar-function.ts'
import { script, scriptOfMany } from './script.ts'

/** An address as a number, with how many of its first bits count. */
interface Network {
  bits: bigint
  prefix: number
}

const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/

function v4Bits(text: string): bigint | null {
  const [, a, b, c, d] = (octets.exec(text) ?? []).map(Number)
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null
  return Math.max(a, b, c, d) > 255 ? null : BigInt(((a * 256 + b) * 256 + c) * 256 + d)
}

/** Logs name the same few addresses again and again. */
function remembered(parse: (text: string) => Network | null): typeof parse {
  const known = new Map<string, Network | null>()
  return (text) => {
    const found = known.get(text)
    if (found !== undefined) return found
    if (known.size >= 4096) known.clear()
    const made = parse(text)
    known.set(text, made)
    return made
  }
}

function splitPrefix(text: string, longest: number): [string, number] | null {
  const [address = '', suffix, ...rest] = text.trim().split('/')
  if (suffix === undefined) return [address, longest]
  const prefix = /^\d{1,3}$/.test(suffix) && rest.length === 0 ? Number(suffix) : -1
  return prefix >= 0 && prefix <= longest ? [address, prefix] : null
}

const v4Network = remembered((text) => {
  const parts = splitPrefix(text, 32)
  const bits = parts && v4Bits(parts[0])
  return parts && bits !== null ? { bits, prefix: parts[1] } : null
})

const mappedV4 = 0xffffn << 32n

/** An IPv4 address is taken as `::ffff:a.b.c.d`, and so is `::a.b.c.d`; its prefix then counts from the 96th bit. */
const v6Network = remembered((text) => {
  const v4 = v4Network(text.replace(/^\s*::(?:ffff:)?(?=\d+\.)/i, ''))
  if (v4) return { bits: mappedV4 | v4.bits, prefix: v4.prefix + 96 }
  const parts = splitPrefix(text, 128)
  const bits = parts && v6Bits(parts[0])
  return parts && bits !== null ? { bits, prefix: parts[1] } : null
})

function v6Bits(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2) return null
  const [head, tail] = halves.map((half) => (half === '' ? [] : half.split(':')))
  if (!head) return null
  const missing = 8 - head.length - (tail?.length ?? 0)
  if (tail ? missing < 1 : missing !== 0) return null
  const groups = tail ? [...head, ...Array<string>(missing).fill('0'), ...tail] : head
  if (!groups.every((group) => /^[\da-f]{1,4}$/i.test(group))) return null
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n)
}

const masked = (bits: bigint, prefix: number, width: number) =>
  (bits >> BigInt(width - prefix)) << BigInt(width - prefix)

/** By the bits that count in both and in the call. Null for what is no address. */
function compare(parse: typeof v4Network, width: number, first: string, second: string, prefix: bigint | null) {
  const [a, b] = [parse(first), parse(second)]
  const asked = Number(prefix ?? width)
  if (!a || !b || asked < 0 || asked > width) return null
  const kept = Math.min(a.prefix, b.prefix, asked)
  const [left, right] = [masked(a.bits, kept, width), masked(b.bits, kept, width)]
  return left === right ? 0n : left > right ? 1n : -1n
}

function family(version: 'ipv4' | 'ipv6', parse: typeof v4Network, width: number): Record<string, ScalarFunction> {
  const isMatch = (first: string, second: string, prefix: bigint | null) => {
    const order = compare(parse, width, first, second, prefix)
    return order === null ? null : order === 0n
  }
  return {
    [`${version}_compare`]: script(
      `${version}_compare`,
      ['string', 'string', 'long'],
      'long',
      (first, second, prefix) => compare(parse, width, first, second, prefix),
    ),
    [`${version}_is_match`]: script(`${version}_is_match`, ['string', 'string', 'long'], 'bool', isMatch),
    [`${version}_is_in_range`]: script(`${version}_is_in_range`, ['string', 'string'], 'bool', (address, range) =>
      isMatch(address, range, null),
    ),
    [`${version}_is_in_any_range`]: scriptOfMany(
      `${version}_is_in_any_range`,
      ['string'],
      'dynamic',
      'bool',
      ([address], ranges) => (parse(address) ? textsOf(ranges).some((range) => isMatch(address, range, null)) : null),
    ),
  }
}

/** Texts given one by one or in arrays. */
function textsOf(values: Json[]): string[] {
  return values.flat().filter((value) => typeof value === 'string')
}

const v4Text = (bits: bigint) => [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.')

function v6Text(bits: bigint): string {
  const digits = bits.toString(16).padStart(32, '0')
  return (digits.match(/.{4}/g) ?? []).join(':')
}

function v4WithMask(text: string, prefix: bigint | null): Network | null {
  const network = v4Network(text)
  const asked = Number(prefix ?? 32n)
  if (!network || asked < 0 || asked > 32) return null
  const kept = Math.min(network.prefix, asked)
  return { bits: masked(network.bits, kept, 32), prefix: kept }
}

/** The address is a text or a number. */
function formatted(address: Json, prefix: bigint | null): Network | null {
  if (typeof address === 'string') return v4WithMask(address, prefix)
  const number = isNumeric(address) ? toNumber(address) : -1
  return Number.isInteger(number) && number >= 0 && number < 2 ** 32 ? v4WithMask(v4Text(BigInt(number)), prefix) : null
}

function v6Canonical(text: string, prefix: bigint | null): string {
  const network = v6Network(text)
  const asked = Number(prefix ?? 128n)
  if (!network || asked < 0 || asked > 128) return ''
  return v6Text(masked(network.bits, Math.min(network.prefix, asked), 128))
}

const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']

/** The fewest networks that are the range, or null where the ends are no addresses in order. */
function cidrList(first: string, last: string): Json {
  const [from, to] = [v4Bits(first), v4Bits(last)]
  if (from === null || to === null || from > to) return null
  const list: string[] = []
  for (let at = from; at <= to; ) {
    let size = 0n
    while (size < 32n && at % (2n << size) === 0n && at + (2n << size) - 1n <= to) size++
    list.push(`${v4Text(at)}/${32n - size}`)
    at += 1n << size
  }
  return list
}

/** IPv4 addresses in a text, each between characters that are neither letters nor digits. */
function addressesIn(text: string): string[] {
  const found = text.matchAll(/(?<![\p{L}\p{N}])(?=(\d{1,3}(?:\.\d{1,3}){3})(?![\p{L}\p{N}]))/gu)
  return [...found].flatMap(([, address]) => (address && v4Bits(address) !== null ? [address] : []))
}

const isPrefix = (text: string) =>
  v4Bits(text) !== null || (/^(?:\d{1,3}\.){1,3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255))

const hasAddress = (text: string, wanted: string[]) =>
  addressesIn(text).some((address) => wanted.some((one) => v4Bits(one) !== null && address === one))
const hasPrefix = (text: string, wanted: string[]) =>
  addressesIn(text).some((address) =>
    wanted.some((one) => isPrefix(one) && (one.endsWith('.') ? address.startsWith(one) : address === one)),
  )

/** https://learn.microsoft.com/kusto/query/scalar-functions#ipv4ipv6-functions */
export const addressFunctions: Record<string, ScalarFunction> = {
  ...family('ipv4', v4Network, 32),
  ...family('ipv6', v6Network, 128),
  parse_ipv4: script('parse_ipv4', ['string'], 'long', (text) => v4WithMask(text, null)?.bits ?? null),
  parse_ipv4_mask: script('parse_ipv4_mask', ['string', 'long'], 'long', (text, prefix) =>
    prefix === null ? null : (v4WithMask(text, prefix)?.bits ?? null),
  ),
  parse_ipv6: script('parse_ipv6', ['string'], 'string', (text) => v6Canonical(text, null)),
  parse_ipv6_mask: script('parse_ipv6_mask', ['string', 'long'], 'string', (text, prefix) =>
    prefix === null ? '' : v6Canonical(text, prefix),
  ),
  format_ipv4: script('format_ipv4', ['dynamic', 'long'], 'string', (address, prefix) => {
    const network = formatted(address, prefix)
    return network ? v4Text(network.bits) : ''
  }),
  format_ipv4_mask: script('format_ipv4_mask', ['dynamic', 'long'], 'string', (address, prefix) => {
    const network = formatted(address, prefix)
    return network ? `${v4Text(network.bits)}/${network.prefix}` : ''
  }),
  ipv4_is_private: script('ipv4_is_private', ['string'], 'bool', (text) =>
    v4Network(text) ? privateNetworks.some((range) => compare(v4Network, 32, text, range, null) === 0n) : null,
  ),
  ipv4_netmask_suffix: script('ipv4_netmask_suffix', ['string'], 'long', (text) => {
    const network = v4Network(text)
    return network ? BigInt(network.prefix) : null
  }),
  ipv4_range_to_cidr_list: script('ipv4_range_to_cidr_list', ['string', 'string'], 'dynamic', cidrList),
  has_ipv4: script('has_ipv4', ['string', 'string'], 'bool', (text, address) => hasAddress(text, [address])),
  has_any_ipv4: scriptOfMany('has_any_ipv4', ['string'], 'dynamic', 'bool', ([text], all) =>
    hasAddress(text, textsOf(all)),
  ),
  has_ipv4_prefix: script('has_ipv4_prefix', ['string', 'string'], 'bool', (text, prefix) => hasPrefix(text, [prefix])),
  has_any_ipv4_prefix: scriptOfMany('has_any_ipv4_prefix', ['string'], 'dynamic', 'bool', ([text], all) =>
    hasPrefix(text, textsOf(all)),
  ),
}
