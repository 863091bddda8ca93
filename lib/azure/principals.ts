import 'server-only'
import * as z from 'zod/mini'
import type { Principal } from '../domain/principal.ts'
import { stopIfClientIsGone } from './client-gone.ts'
import { graphCaller } from './clients.ts'
import type { AzureContext } from './context.ts'

const Listed = z.object({
  id: z.string(),
  '@odata.type': z.optional(z.string()),
  displayName: z.nullish(z.string()),
  userPrincipalName: z.nullish(z.string()),
  appId: z.nullish(z.string()),
})
const Page = z.object({ value: z.array(Listed), '@odata.nextLink': z.optional(z.string()) })

const select = '$select=id,displayName'
const collections = [
  { path: '/users', type: 'User', select: `${select},userPrincipalName`, fields: ['displayName', 'userPrincipalName'] },
  { path: '/groups', type: 'Group', select, fields: ['displayName'] },
  { path: '/servicePrincipals', type: 'ServicePrincipal', select: `${select},appId`, fields: ['displayName'] },
] as const
const mostOfEach = 8

/** People, groups and applications whose names have a word that begins so. @throws consent_required, forbidden */
export async function searchPrincipals(azure: AzureContext, search: string): Promise<{ items: Principal[] }> {
  const graph = graphCaller(azure)
  // Graph has no escape for a quote within a search, and compares without case: in lower case no word joins two searches.
  const words = search
    .toLowerCase()
    .replaceAll(/["\\:]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (words.length < 2) return { items: [] }
  const found = await Promise.all(
    collections.map(async ({ path, type, select: asked, fields }) => {
      const query = encodeURIComponent(fields.map((field) => `"${field}:${words}"`).join(' OR '))
      const { value } = Page.parse(JSON.parse(await graph(`${path}?$search=${query}&${asked}&$top=${mostOfEach}`)))
      return value.map((one) => toPrincipal(one, type))
    }),
  )
  return { items: found.flat() }
}

/** The names of up to 1,000 ids; what the directory does not know is left out. */
export async function namePrincipals(azure: AzureContext, ids: readonly string[]): Promise<Principal[]> {
  if (ids.length === 0) return []
  const body = { ids: ids.slice(0, 1_000), types: ['user', 'group', 'servicePrincipal'] }
  const { value } = Page.parse(JSON.parse(await graphCaller(azure)('/directoryObjects/getByIds', body)))
  return value.flatMap((one) => {
    const type = typeOf(one['@odata.type'])
    return type ? [toPrincipal(one, type)] : []
  })
}

/** Everybody who is in a group, through groups within it too; at most 5,000. */
export async function membersOf(azure: AzureContext, groupId: string): Promise<Principal[]> {
  const graph = graphCaller(azure)
  const found: Principal[] = []
  let next: string | undefined = `/groups/${encodeURIComponent(groupId)}/transitiveMembers?$top=999`
  for (let page = 0; next && page < 5; page += 1) {
    stopIfClientIsGone(azure)
    const read: z.infer<typeof Page> = Page.parse(JSON.parse(await graph(next)))
    for (const one of read.value) {
      const type = typeOf(one['@odata.type'])
      if (type) found.push(toPrincipal(one, type))
    }
    next = read['@odata.nextLink']
  }
  return found
}

function typeOf(odataType = ''): Principal['type'] | undefined {
  const types: Record<string, Principal['type']> = {
    '#microsoft.graph.user': 'User',
    '#microsoft.graph.group': 'Group',
    '#microsoft.graph.servicePrincipal': 'ServicePrincipal',
  }
  return types[odataType]
}

function toPrincipal(
  { id, displayName, userPrincipalName, appId }: z.infer<typeof Listed>,
  type: Principal['type'],
): Principal {
  const detail = userPrincipalName ?? appId
  return { id: id.toLowerCase(), type, name: displayName ?? id, ...(detail && { detail }) }
}
