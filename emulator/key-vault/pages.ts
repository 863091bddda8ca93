import { KeyVaultError } from '../errors.ts'
import type { OrderedMap } from '../ordered-map.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { rowJson } from './row-json.ts'

const maxPageSize = 25

/**
 * One page of the objects of a vault, by their names. The token names the last row that was given, so that rows which come
 * and go between two pages neither repeat nor hide others.
 * @param isShown which of them the list shows
 */
function pageOfNames<Row extends { name: string }>(
  call: KeyVaultCall,
  objects: OrderedMap<Row>,
  isShown: (row: Row) => boolean,
) {
  const size = pageSize(call.url)
  const first: Row[] = []
  for (const row of objects.valuesAfter(markerOf(call.url))) {
    if (isShown(row)) first.push(row)
    if (first.length > size) break
  }
  return page(call, first, size, ({ name }) => name.toLowerCase())
}

/**
 * As `pageOfNames`, of rows that lie in no order, such as versions.
 * @param keyOf what orders and identifies a row
 */
export function pageOf<Row>(call: KeyVaultCall, rows: Iterable<Row>, keyOf: (row: Row) => string) {
  const size = pageSize(call.url)
  const after = markerOf(call.url)
  const first: { row: Row; key: string }[] = []
  for (const row of rows) {
    const key = keyOf(row)
    if (key > after) keepFirst(first, { row, key }, size + 1)
  }
  return page(
    call,
    first.map(({ row }) => row),
    size,
    keyOf,
  )
}

/**
 * One page of the objects of a vault, as the list of them answers it.
 * @param isShown which of them the list shows
 * @param item what the list says of one
 */
export function listAnswer<Row extends { name: string }>(
  call: KeyVaultCall,
  objects: OrderedMap<Row>,
  isShown: (row: Row) => boolean,
  item: (row: Row) => object,
): Answer {
  const { rows, nextLink } = pageOfNames(call, objects, isShown)
  const value = rows.map(rowJson(call, objects, item))
  return { status: 200, json: `{"value":[${value.join(',')}],"nextLink":${JSON.stringify(nextLink)}}` }
}

/** @param first one row more than the page has room for, where there are more */
function page<Row>(call: KeyVaultCall, first: Row[], size: number, keyOf: (row: Row) => string) {
  const rows = first.slice(0, size)
  const last = rows.at(-1)
  return { rows, nextLink: last && first.length > size ? nextLinkOf(call, keyOf(last), size) : null }
}

/** Keeps the smallest keys in order without sorting a whole vault for every page of it. */
function keepFirst<Keyed extends { key: string }>(first: Keyed[], one: Keyed, count: number): void {
  const greatest = first.at(-1)
  if (greatest && first.length === count && one.key > greatest.key) return
  const at = first.findLastIndex(({ key }) => key < one.key) + 1
  first.splice(at, 0, one)
  if (first.length > count) first.pop()
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
