import 'server-only'
import type { DeletedRows } from '../domain/deleted-page.ts'
import type { ObjectKind } from '../domain/object.ts'
import type { ObjectRows } from '../domain/object-page.ts'
import type { ReadPage } from './clients.ts'
import { type ListItem, parseListPage, toDeletedRows, toObjectRows } from './object-mapping.ts'

/** Certificates that are not issued yet are listed only on request. */
const paths: Record<ObjectKind, string> = {
  secret: '/secrets?api-version=7.6&maxresults=25',
  key: '/keys?api-version=7.6&maxresults=25',
  certificate: '/certificates?api-version=7.6&maxresults=25&includePending=true',
}

const deletedPaths: Record<ObjectKind, string> = {
  secret: '/deletedsecrets?api-version=7.6&maxresults=25',
  key: '/deletedkeys?api-version=7.6&maxresults=25',
  certificate: '/deletedcertificates?api-version=7.6&maxresults=25&includePending=true',
}

export interface ListPlace {
  vaultName: string
  vaultHost: string
  kind: ObjectKind
}

/**
 * One list of one vault, 25 rows a page, Key Vault's most. The next page's address is Azure's, and is dialled only where
 * it lies on the vault's own host (pin-host.ts).
 */
export async function* listObjectRows(readPage: ReadPage, place: ListPlace): AsyncGenerator<ObjectRows> {
  for await (const items of listObjectItems(readPage, place)) {
    yield toObjectRows(place.vaultName, place.kind, items)
  }
}

/** As `listObjectRows`, of what is deleted. */
export async function* listDeletedRows(readPage: ReadPage, place: ListPlace): AsyncGenerator<DeletedRows> {
  for await (const items of listItems(readPage, place.vaultHost, deletedPaths[place.kind])) {
    yield toDeletedRows(place.vaultName, place.kind, items)
  }
}

/** The pages of the versions of one object, 25 each. Of an object that is gone there are none. */
export function listVersionItems(
  readPage: ReadPage,
  { vaultHost, kind }: Pick<ListPlace, 'vaultHost' | 'kind'>,
  name: string,
): AsyncGenerator<ListItem[]> {
  return listItems(readPage, vaultHost, `/${kind}s/${encodeURIComponent(name)}/versions?api-version=7.6&maxresults=25`)
}

/** As `listObjectRows`, as Key Vault tells it. */
export function listObjectItems(
  readPage: ReadPage,
  { vaultHost, kind }: Pick<ListPlace, 'vaultHost' | 'kind'>,
): AsyncGenerator<ListItem[]> {
  return listItems(readPage, vaultHost, paths[kind])
}

async function* listItems(readPage: ReadPage, vaultHost: string, path: string): AsyncGenerator<ListItem[]> {
  for (let url: string | null = `https://${vaultHost}${path}`; url; ) {
    const { items, nextLink } = parseListPage(await readPage(url))
    yield items
    url = nextLink
  }
}
