import 'server-only'
import type { ObjectKind } from '../domain/object.ts'
import type { ObjectRows } from '../domain/object-page.ts'
import type { ReadPage } from './clients.ts'
import { parseListPage, toObjectRows } from './object-mapping.ts'

/** Certificates that are not issued yet are listed only on request. */
const paths: Record<ObjectKind, string> = {
  secret: '/secrets?api-version=7.6&maxresults=25',
  key: '/keys?api-version=7.6&maxresults=25',
  certificate: '/certificates?api-version=7.6&maxresults=25&includePending=true',
}

/**
 * One list of one vault, 25 rows a page, Key Vault's most. The next page's address is Azure's, and is dialled only where
 * it lies on the vault's own host (pin-host.ts).
 */
export async function* listObjectRows(
  readPage: ReadPage,
  place: { vaultName: string; vaultHost: string; kind: ObjectKind },
): AsyncGenerator<ObjectRows> {
  for (let url: string | null = `https://${place.vaultHost}${paths[place.kind]}`; url; ) {
    const { items, nextLink } = parseListPage(await readPage(url))
    yield toObjectRows(place.vaultName, place.kind, items)
    url = nextLink
  }
}
