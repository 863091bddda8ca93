import 'server-only'

/** One element of DER (X.690): its tag's octet and its content. */
interface DerElement {
  tag: number
  content: Uint8Array
}

class BrokenDer extends Error {}

/** The elements that follow one another in `bytes`. @throws BrokenDer where one is cut off or has no definite length */
function derElements(bytes: Uint8Array): DerElement[] {
  const elements: DerElement[] = []
  for (let at = 0; at < bytes.length; ) {
    const { length, start } = lengthAt(bytes, at + 1)
    if (start + length > bytes.length) throw new BrokenDer('An element is cut off.')
    elements.push({ tag: bytes[at] ?? 0, content: bytes.subarray(start, start + length) })
    at = start + length
  }
  return elements
}

function lengthAt(bytes: Uint8Array, at: number): { length: number; start: number } {
  const first = bytes[at]
  if (first === undefined) throw new BrokenDer('A length is missing.')
  if (first < 0x80) return { length: first, start: at + 1 }
  const octets = first & 0x7f
  if (octets === 0 || octets > 4 || at + octets >= bytes.length) throw new BrokenDer('A length is not definite.')
  const length = bytes.subarray(at + 1, at + 1 + octets).reduce((sum, octet) => sum * 256 + octet, 0)
  return { length, start: at + 1 + octets }
}

const tags = { integer: 0x02, bitString: 0x03, sequence: 0x30, extensions: 0xa3 } as const
const keyUsageId = Buffer.from([0x55, 0x1d, 0x0f])

/**
 * The bits of a certificate's key usage (RFC 5280, section 4.2.1.3), the first named one at index 0; null where the
 * certificate has none. Node shows extended usages alone.
 * @throws BrokenDer
 */
export function keyUsageBits(certificate: Uint8Array): boolean[] | null {
  const [outer] = derElements(certificate)
  const [tbs] = derElements(outer?.content ?? new Uint8Array())
  const wrapper = derElements(tbs?.content ?? new Uint8Array()).find(({ tag }) => tag === tags.extensions)
  const [list] = derElements(wrapper?.content ?? new Uint8Array())
  for (const { content } of derElements(list?.content ?? new Uint8Array())) {
    const parts = derElements(content)
    if (!keyUsageId.equals(parts[0]?.content ?? new Uint8Array())) continue
    const [bits] = derElements(parts.at(-1)?.content ?? new Uint8Array())
    if (bits?.tag !== tags.bitString) throw new BrokenDer('The key usage is no bit string.')
    return [...bits.content.subarray(1)].flatMap((octet) =>
      Array.from({ length: 8 }, (_, bit) => (octet & (0x80 >> bit)) !== 0),
    )
  }
  return null
}

/** Whether the bytes are one whole PFX by their outer form: a sequence that begins with the version 3 (RFC 7292). */
export function looksLikePfx(bytes: Uint8Array): boolean {
  try {
    const [outer, ...rest] = derElements(bytes)
    if (outer?.tag !== tags.sequence || rest.length > 0) return false
    const [version] = derElements(outer.content)
    return version?.tag === tags.integer && version.content.length === 1 && version.content[0] === 3
  } catch {
    return false
  }
}
