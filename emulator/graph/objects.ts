import { z } from 'zod'
import { GraphError } from '../errors.ts'
import type { State } from '../state.ts'
import { type DirectoryObject, directoryOf, type Kind, kinds } from './directory.ts'
import type { GraphCall } from './operations.ts'
import { requireAny, requireSelf, shownIn } from './permissions.ts'
import { collection, selected } from './query-options.ts'

const allKinds = ['user', 'group', 'servicePrincipal'] as const
const mostIds = 1_000
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

const GetByIds = z.object({ ids: z.array(z.string()), types: z.array(z.string()).optional() })

/**
 * Up to 1,000 objects by id, of any kind or of those asked for. What is not there is left out.
 * @see https://learn.microsoft.com/graph/api/directoryobject-getbyids
 */
export function getByIds({ emulator, caller, url, body }: GraphCall) {
  requireAny(caller, allKinds)
  const { ids, types } = parse(GetByIds, body)
  if (ids.length > mostIds) {
    throw badRequest(`The number of ids, ${ids.length}, is over the limit of ${mostIds}.`)
  }
  const invalid = ids.find((id) => !guid.test(id))
  if (invalid !== undefined) throw badRequest(`Invalid GUID:${invalid}`)
  const asked = new Set(types?.map((one) => one.toLowerCase()))
  const isAsked = (kind: Kind) => asked.size === 0 || asked.has(kind.toLowerCase()) || asked.has('directoryobject')
  const directory = directoryOf(emulator.state)
  const found = [...new Set(ids.map((id) => id.toLowerCase()))]
    .map((id) => directory.get(id))
    .filter((one) => one !== undefined)
    .filter(({ kind }) => isAsked(kind))
  return {
    '@odata.context': `${url.origin}/v1.0/$metadata#directoryObjects`,
    value: found.map((one) => selected(shownIn(caller, one), url.searchParams.get('$select'))),
  }
}

/** The users, groups or service principals of the tenant. */
export function list(kind: Kind) {
  return ({ emulator, caller, url, headers }: GraphCall) => {
    requireAny(caller, [kind])
    const objects = [...directoryOf(emulator.state).values()].filter((one) => one.kind === kind)
    const items = objects.map((one) => one.properties)
    return collection(items, url, headers, kinds[kind].collection)
  }
}

export function get(kind: Kind) {
  return ({ emulator, caller, params, url }: GraphCall) => {
    requireAny(caller, [kind])
    return entity(requireObject(emulator.state, params.id ?? '', kind), url)
  }
}

/** A person's own entry. */
export function getMe({ emulator, caller, url }: GraphCall) {
  requireSelf(caller)
  return entity(requireObject(emulator.state, caller.objectId, 'user'), url)
}

export function getDirectoryObject({ emulator, caller, params, url }: GraphCall) {
  requireAny(caller, allKinds)
  return selected(shownIn(caller, requireObject(emulator.state, params.id ?? '')), url.searchParams.get('$select'))
}

function entity({ kind, properties }: DirectoryObject, url: URL) {
  const context = `${url.origin}/v1.0/$metadata#${kinds[kind].collection}/$entity`
  return { '@odata.context': context, ...selected(properties, url.searchParams.get('$select'), kind) }
}

/**
 * A person is found by principal name too, an application's service principal as `servicePrincipals(appId='…')`.
 * @throws GraphError
 */
export function requireObject(state: State, id: string, kind?: Kind): DirectoryObject {
  const directory = directoryOf(state)
  const isByName = kind === 'user' && id.includes('@')
  const found = isByName
    ? [...directory.values()].find((one) => one.properties.userPrincipalName === id.toLowerCase())
    : directory.get(id.toLowerCase())
  if (found && (kind === undefined || found.kind === kind)) return found
  if (!isByName && !guid.test(id)) throw badRequest(`Invalid object identifier '${id}'.`)
  throw new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  )
}

/** @throws GraphError */
export function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw badRequest(`The request body is not valid: ${z.prettifyError(parsed.error)}`)
}

export function badRequest(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message)
}
