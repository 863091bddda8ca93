import 'server-only'
import * as z from 'zod/mini'
import type { Principal } from '../domain/principal.ts'
import { stopIfClientIsGone } from './client-gone.ts'
import { graphCaller } from './clients.ts'
import type { AzureContext } from './context.ts'
import { ProblemError } from './problem-error.ts'

const Listed = z.object({
  id: z.string(),
  '@odata.type': z.optional(z.string()),
  displayName: z.nullish(z.string()),
  userPrincipalName: z.nullish(z.string()),
  appId: z.nullish(z.string()),
  servicePrincipalType: z.nullish(z.string()),
})
const Page = z.object({ value: z.array(Listed), '@odata.nextLink': z.optional(z.string()) })

const select = '$select=id,displayName'
const collections = [
  { path: '/users', type: 'User', select: `${select},userPrincipalName`, fields: ['displayName', 'userPrincipalName'] },
  { path: '/groups', type: 'Group', select, fields: ['displayName'] },
  { path: '/servicePrincipals', type: 'ServicePrincipal', select: `${select},appId`, fields: ['displayName'] },
] as const
const mostOfEach = 8

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** People, groups and applications whose names have a word that begins so, or the one of an object id. @throws consent_required, forbidden */
export async function searchPrincipals(azure: AzureContext, search: string): Promise<{ items: Principal[] }> {
  if (guid.test(search)) return { items: await namePrincipals(azure, [search]) }
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

/** The names of ids, one call for each 1,000; what the directory does not know is left out. @throws consent_required, forbidden */
export async function namePrincipals(azure: AzureContext, ids: readonly string[]): Promise<Principal[]> {
  const ask = graphCaller(azure)
  const named: Principal[] = []
  for (const part of chunks(ids, 1_000)) {
    const body = { ids: part, types: ['user', 'group', 'servicePrincipal'] }
    const { value } = Page.parse(JSON.parse(await ask('/directoryObjects/getByIds', body)))
    named.push(...value.flatMap(typed))
  }
  return named
}

/** The names of applications by their own ids, which are none of the directory's object ids. @throws consent_required, forbidden */
export async function nameApplications(
  azure: AzureContext,
  applicationIds: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const ask = graphCaller(azure)
  const named: { id: string; name: string }[] = []
  // Graph takes at most 15 values of one property in a filter.
  for (const part of chunks(applicationIds, 15)) {
    const filter = encodeURIComponent(`appId in (${part.map((id) => `'${id.replaceAll("'", "''")}'`).join(',')})`)
    const { value } = Page.parse(JSON.parse(await ask(`/servicePrincipals?$filter=${filter}&${select},appId`)))
    named.push(
      ...value.map(({ id, appId, displayName }) => ({ id: (appId ?? id).toLowerCase(), name: displayName ?? id })),
    )
  }
  return named
}

/** One of the answers of a batch. */
const Batch = z.object({ responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown() })) })
const mostPages = 5

/**
 * Everybody who is in each group, through groups within it too: one call for each 20 groups, and at most 5,000 members of
 * one. A group that is gone has none. @throws consent_required, forbidden
 */
export async function membersOf(
  azure: AzureContext,
  groupIds: readonly string[],
): Promise<{ id: string; members: Principal[] }[]> {
  const ask = graphCaller(azure)
  const found: { id: string; members: Principal[] }[] = []
  for (const part of chunks(groupIds, 20)) {
    const url = (id: string) => `/groups/${encodeURIComponent(id)}/transitiveMembers?$top=999`
    const requests = part.map((id) => ({ id, method: 'GET', url: url(id) }))
    const { responses } = Batch.parse(JSON.parse(await ask('/$batch', { requests })))
    for (const { id, status, body } of responses) {
      if (status === 403) throw membersHidden()
      found.push({ id, members: status === 200 ? await allMembers(azure, Page.parse(body)) : [] })
    }
  }
  return found
}

async function allMembers(azure: AzureContext, first: z.infer<typeof Page>): Promise<Principal[]> {
  const members = first.value.flatMap(typed)
  let next = first['@odata.nextLink']
  for (let page = 1; next && page < mostPages; page += 1) {
    stopIfClientIsGone(azure)
    const read: z.infer<typeof Page> = Page.parse(JSON.parse(await graphCaller(azure)(next)))
    members.push(...read.value.flatMap(typed))
    next = read['@odata.nextLink']
  }
  return members
}

function membersHidden(): ProblemError {
  return new ProblemError({
    code: 'forbidden',
    message: 'Microsoft Graph does not let Strongroom read the members of groups for you.',
  })
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size))
}

function typed(one: z.infer<typeof Listed>): Principal[] {
  const type = typeOf(one['@odata.type'])
  return type ? [toPrincipal(one, type)] : []
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
  { id, displayName, userPrincipalName, appId, servicePrincipalType }: z.infer<typeof Listed>,
  type: Principal['type'],
): Principal {
  const detail = userPrincipalName ?? appId
  return {
    id: id.toLowerCase(),
    type,
    name: displayName ?? id,
    ...(detail && { detail }),
    ...(servicePrincipalType === 'ManagedIdentity' && { isManagedIdentity: true }),
  }
}
