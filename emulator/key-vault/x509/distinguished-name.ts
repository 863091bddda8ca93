import { AttributeTypeAndValue, AttributeValue, Name, RelativeDistinguishedName } from '@peculiar/asn1-x509'

/** Not a distinguished name as Windows, and so Key Vault, writes one. */
export class InvalidDistinguishedName extends Error {}

/** https://learn.microsoft.com/windows/win32/api/wincrypt/nf-wincrypt-certstrtonamew#remarks */
const typesByKey: Record<string, string> = {
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  SERIALNUMBER: '2.5.4.5',
  C: '2.5.4.6',
  L: '2.5.4.7',
  S: '2.5.4.8',
  STREET: '2.5.4.9',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  T: '2.5.4.12',
  G: '2.5.4.42',
  I: '2.5.4.43',
  DC: '0.9.2342.19200300.100.1.25',
  E: '1.2.840.113549.1.9.1',
}
const aliases: Record<string, string> = { ST: 'S', EMAIL: 'E', GN: 'G', TITLE: 'T' }
const keysByType = new Map(Object.entries(typesByKey).map(([key, type]) => [type, key]))

interface Attribute {
  type: string
  value: string
}

const quoted = '"(?:[^"\\\\]|""|\\\\.)*"'
const bare = '(?:[^",;+=<>#\\\\]|\\\\.)(?:[^",;+=<>\\\\]|\\\\.)*'
const attributePattern = new RegExp(
  `\\s*([A-Za-z]+|(?:OID\\.)?\\d+(?:\\.\\d+)+)\\s*=\\s*(${quoted}|${bare})\\s*([,;+]|$)`,
  'y',
)

/**
 * Reads `CN=host, O=Company`. As with Windows, the text is the reverse of the encoding: the last part is the outermost.
 * @throws InvalidDistinguishedName
 */
export function parseDistinguishedName(text: string): Name {
  const names: Attribute[][] = [[]]
  let at = 0
  for (let isOpen = true; isOpen; ) {
    attributePattern.lastIndex = at
    const found = attributePattern.exec(text)
    if (!found) throw new InvalidDistinguishedName('Invalid X.500 distinguished name')
    const [whole, key = '', value = '', separator] = found
    names.at(-1)?.push({ type: typeOf(key), value: unescaped(value) })
    if (separator === ',' || separator === ';') names.push([])
    at += whole.length
    isOpen = separator !== ''
  }
  return new Name(names.reverse().map((attributes) => new RelativeDistinguishedName(attributes.map(encoded))))
}

/** As Windows shows it: innermost first, `S` for the state and `E` for an address. */
export function formatDistinguishedName(name: Name): string {
  return [...name]
    .reverse()
    .map((attributes) => [...attributes].map(formatted).join(' + '))
    .join(', ')
}

function typeOf(key: string): string {
  if (/\d/.test(key)) return key.replace(/^OID\./i, '')
  const upper = key.toUpperCase()
  const type = typesByKey[aliases[upper] ?? upper]
  if (!type) throw new InvalidDistinguishedName('Invalid X.500 distinguished name')
  return type
}

function unescaped(value: string): string {
  const inner = value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value.trim()
  return inner.replaceAll(/\\(.)/g, '$1')
}

function encoded({ type, value }: Attribute): AttributeTypeAndValue {
  if (type === typesByKey.C && !/^[A-Za-z]{2}$/.test(value)) {
    throw new InvalidDistinguishedName('Invalid X.500 distinguished name')
  }
  return new AttributeTypeAndValue({ type, value: new AttributeValue(stringOf(type, value)) })
}

function stringOf(type: string, value: string) {
  if (type === typesByKey.E || type === typesByKey.DC) return { ia5String: value }
  return /^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value) ? { printableString: value } : { utf8String: value }
}

function formatted({ type, value }: AttributeTypeAndValue): string {
  const text = value.toString()
  const needsQuotes = /[,;+="<>#\n]|^\s|\s$/.test(text)
  return `${keysByType.get(type) ?? `OID.${type}`}=${needsQuotes ? `"${text.replaceAll('"', '""')}"` : text}`
}
