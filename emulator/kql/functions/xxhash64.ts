const [p1, p2, p3, p4, p5] = [
  0x9e3779b185ebca87n,
  0xc2b2ae3d27d4eb4fn,
  0x165667b19e3779f9n,
  0x85ebca77c2b2ae63n,
  0x27d4eb2f165667c5n,
]
const wrap = (value: bigint) => BigInt.asUintN(64, value)
const rotate = (value: bigint, by: bigint) => wrap((value << by) | (value >> (64n - by)))
const round = (lane: bigint, input: bigint) => wrap(rotate(wrap(lane + input * p2), 31n) * p1)

/**
 * XXH64 without a seed, as a signed number, or a remainder of the unsigned one.
 * https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md
 */
export function xxhash64(bytes: Buffer, mod: bigint | null): bigint | null {
  if (mod !== null && mod <= 0n) return null
  let at = 0
  let hash = p5
  if (bytes.length >= 32) {
    let lanes = [wrap(p1 + p2), p2, 0n, wrap(-p1)]
    for (; at + 32 <= bytes.length; at += 32) {
      const start = at
      lanes = lanes.map((lane, index) => round(lane, bytes.readBigUInt64LE(start + index * 8)))
    }
    hash = wrap([1n, 7n, 12n, 18n].reduce((sum, by, index) => sum + rotate(lanes[index] ?? 0n, by), 0n))
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * p1 + p4)
  }
  hash = wrap(hash + BigInt(bytes.length))
  for (; at + 8 <= bytes.length; at += 8)
    hash = wrap(rotate(hash ^ round(0n, bytes.readBigUInt64LE(at)), 27n) * p1 + p4)
  if (at + 4 <= bytes.length) {
    hash = wrap(rotate(hash ^ wrap(BigInt(bytes.readUInt32LE(at)) * p1), 23n) * p2 + p3)
    at += 4
  }
  for (const byte of bytes.subarray(at)) hash = wrap(rotate(hash ^ wrap(BigInt(byte) * p5), 11n) * p1)
  hash = wrap((hash ^ (hash >> 33n)) * p2)
  hash = wrap((hash ^ (hash >> 29n)) * p3)
  hash ^= hash >> 32n
  return mod === null ? BigInt.asIntN(64, hash) : hash % mod
}
