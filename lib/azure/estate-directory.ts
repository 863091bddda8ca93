import 'server-only'
import * as z from 'zod/mini'
import type { AccessLine, PrincipalType, ReachedPrincipal } from '../domain/access-reading.ts'
import { graphCaller } from './clients.ts'
import type { AzureContext } from './context.ts'
import { namePrincipals } from './principals.ts'
import { ProblemError } from './problem-error.ts'

/** @see https://learn.microsoft.com/graph/api/directoryobject-getbyids */
const mostIds = 1_000
/** @see https://learn.microsoft.com/graph/json-batching */
const mostInBatch = 20
/** Members of one group beyond this are not asked for: the page says so. */
const mostPages = 20

const DirectoryObject = z.object({
  '@odata.type': z.string(),
  id: z.string(),
  displayName: z.nullish(z.string()),
  userPrincipalName: z.nullish(z.string()),
})
type DirectoryObject = z.infer<typeof DirectoryObject>
const Objects = z.object({ value: z.array(DirectoryObject), '@odata.nextLink': z.optional(z.string()) })
const Batch = z.object({ responses: z.array(z.object({ id: z.string(), status: z.number(), body: z.unknown() })) })

type AskGraph = ReturnType<typeof graphCaller>

const kinds = { User: 'user', Group: 'group', ServicePrincipal: 'servicePrincipal' } as const
const types: Record<string, PrincipalType> = {
  '#microsoft.graph.user': 'user',
  '#microsoft.graph.group': 'group',
  '#microsoft.graph.servicePrincipal': 'servicePrincipal',
}

/**
 * Who the ids are, 1,000 with a call, and who is in the groups among them, 20 groups with a call, level by level. An id
 * that the directory does not know is told to be gone.
 * @throws where Graph refuses, for example without consent
 */
export async function* readDirectory(azure: AzureContext, ids: ReadonlySet<string>): AsyncGenerator<AccessLine> {
  const ask = graphCaller(azure)
  const groups = new Set<string>()
  for (const part of chunks([...ids], mostIds)) {
    const principals = await named(azure, part)
    for (const { id, type } of principals) if (type === 'group') groups.add(id)
    yield { principals }
  }
  const known = new Set(ids)
  const seen = new Set<string>()
  const memberOf = new Map<string, string[]>()
  for (let level = [...groups]; level.length > 0; ) {
    const found: DirectoryObject[] = []
    for (const part of chunks(level, mostInBatch)) {
      for (const [group, members] of await membersOf(ask, part)) {
        seen.add(group)
        found.push(...members)
        for (const { id } of members) memberOf.set(id.toLowerCase(), [...(memberOf.get(id.toLowerCase()) ?? []), group])
      }
    }
    const fresh = found.map(toPrincipal).filter(({ id }) => !known.has(id))
    for (const { id } of fresh) known.add(id)
    if (fresh.length > 0) yield { principals: fresh }
    level = [
      ...new Set(found.map(toPrincipal).flatMap(({ id, type }) => (type === 'group' && !seen.has(id) ? [id] : []))),
    ]
  }
  if (memberOf.size > 0) yield { memberOf: [...memberOf] }
}

function toPrincipal({ '@odata.type': type, id, displayName, userPrincipalName }: DirectoryObject): ReachedPrincipal {
  return {
    id: id.toLowerCase(),
    type: types[type] ?? 'unknown',
    name: displayName || userPrincipalName || id.toLowerCase(),
  }
}

async function named(azure: AzureContext, ids: string[]): Promise<ReachedPrincipal[]> {
  const found = new Map((await namePrincipals(azure, ids)).map((one) => [one.id, one]))
  return ids.map((id) => {
    const { type, name } = found.get(id) ?? {}
    return type && name ? { id, type: kinds[type], name } : { id, type: 'unknown', name: id, isGone: true }
  })
}

async function membersOf(ask: AskGraph, groups: string[]): Promise<[group: string, members: DirectoryObject[]][]> {
  const requests = groups.map((id) => ({ id, method: 'GET', url: `/groups/${id}/members?$top=999` }))
  const { responses } = parsed(Batch, JSON.parse(await ask('/$batch', { requests })))
  return Promise.all(
    responses.map(async ({ id, status, body }): Promise<[string, DirectoryObject[]]> => {
      // Gone since it was named, or hidden from the caller: it has no member that could be told.
      if (status >= 400) return [id, []]
      const members: DirectoryObject[] = []
      let page = parsed(Objects, body)
      members.push(...page.value)
      for (let count = 1; page['@odata.nextLink'] && count < mostPages; count++) {
        const next = new URL(page['@odata.nextLink'])
        page = parsed(Objects, JSON.parse(await ask(next.pathname.replace(/^\/v1\.0/, '') + next.search)))
        members.push(...page.value)
      }
      return [id, members]
    }),
  )
}

function parsed<T>(schema: z.ZodMiniType<T>, body: unknown): T {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw new ProblemError({
    code: 'azure_error',
    message: 'Microsoft Graph answered in a way that Strongroom does not understand.',
    remedy: 'Try again later.',
  })
}

function chunks<T>(list: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  )
}
