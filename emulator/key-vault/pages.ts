import { KeyVaultError } from '../errors.ts'
import type { KeyVaultCall } from './operation.ts'

export const maxPageSize = 25

/**
 * One page of a list, in an order of Key Vault's own. The token names the last row that was given, so that rows which
 * come and go between two pages neither repeat nor hide others.
 * @param keyOf what orders and identifies a row
 */
export function pageOf<Row>(call: KeyVaultCall, rows: Iterable<Row>, keyOf: (row: Row) => string) {
  const size = pageSize(call.url)
  const after = markerOf(call.url)
  const rest = [...rows]
    .map((row) => ({ row, key: keyOf(row) }))
    .filter(({ key }) => key > after)
    .sort((left, right) => (left.key < right.key ? -1 : 1))
  const page = rest.slice(0, size)
  const last = page.at(-1)
  const nextLink = last && rest.length > size ? nextLinkOf(call, last.key, size) : null
  return { rows: page.map(({ row }) => row), nextLink }
}

function pageSize(url: URL): number {
  const asked = url.searchParams.get('maxresults')
  if (asked === null) return maxPageSize
  const size = /^\d{1,9}$/.test(asked) ? Number(asked) : 0
  if (size < 1 || size > maxPageSize) {
    throw new KeyVaultError(400, 'BadParameter', `The parameter maxresults must be between 1 and ${maxPageSize}.`)
  }
  return size
}

function nextLinkOf({ vaultUri, url, apiVersion }: KeyVaultCall, marker: string, size: number): string {
  const token = Buffer.from(JSON.stringify({ NextMarker: marker, TargetLocation: 0 })).toString('base64url')
  const query = `api-version=${encodeURIComponent(apiVersion)}&$skiptoken=${token}&maxresults=${size}`
  return `${vaultUri}${url.pathname}?${query}`
}

function markerOf(url: URL): string {
  const token = url.searchParams.get('$skiptoken')
  if (token === null) return ''
  try {
    const content: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (typeof content === 'object' && content !== null && 'NextMarker' in content) return String(content.NextMarker)
  } catch {}
  throw new KeyVaultError(400, 'BadParameter', 'The parameter $skiptoken is invalid.')
}
