import { z } from 'zod'
import { principalIdsOf } from '../authorization.ts'
import type { State } from '../state.ts'
import { type DirectoryObject, directoryOf, type Kind } from './directory.ts'
import { parse, requireObject } from './objects.ts'
import type { GraphCall } from './operations.ts'
import { requireAny, requireSelf, shownIn } from './permissions.ts'
import { collection } from './query-options.ts'

type Reach = 'direct' | 'transitive'

/** The groups that an object is in: itself alone, or through groups within groups. */
export function memberOf(kind: Kind, reach: Reach) {
  return (call: GraphCall) => {
    requireAny(call.caller, ['group'])
    return shown(
      call,
      groupsOf(call.emulator.state, requireObject(call.emulator.state, call.params.id ?? '', kind), reach),
    )
  }
}

export function myMemberOf(reach: Reach) {
  return (call: GraphCall) => {
    requireSelf(call.caller)
    const me = requireObject(call.emulator.state, call.caller.objectId, 'user')
    return shown(call, groupsOf(call.emulator.state, me, reach))
  }
}

/** Who is in a group. */
export function members(reach: Reach) {
  return (call: GraphCall) => {
    requireAny(call.caller, ['group'])
    const group = requireObject(call.emulator.state, call.params.id ?? '', 'group')
    return shown(call, membersOf(call.emulator.state, group, reach))
  }
}

const GetMemberGroups = z.object({ securityEnabledOnly: z.boolean() })

/** The ids of all groups that an object is in, through groups within groups. Every group of the emulator is for security. */
export function getMemberGroups(kind?: Kind) {
  return (call: GraphCall) => {
    requireAny(call.caller, ['group'])
    return memberGroups(call, requireObject(call.emulator.state, call.params.id ?? '', kind))
  }
}

export function getMyMemberGroups(call: GraphCall) {
  requireSelf(call.caller)
  return memberGroups(call, requireObject(call.emulator.state, call.caller.objectId, 'user'))
}

function memberGroups({ emulator, url, body }: GraphCall, object: DirectoryObject) {
  parse(GetMemberGroups, body)
  const ids = groupsOf(emulator.state, object, 'transitive').map(({ id }) => id)
  return { '@odata.context': `${url.origin}/v1.0/$metadata#Collection(Edm.String)`, value: ids }
}

/** A cast at the end of the path, as in `…/transitiveMemberOf/microsoft.graph.group`, leaves one kind. */
function shown({ caller, params, url, headers }: GraphCall, objects: DirectoryObject[]) {
  const wanted = params.cast?.split('.').at(-1)
  const items = objects.filter(({ kind }) => wanted === undefined || kind === wanted)
  return collection(
    items.map((one) => shownIn(caller, one)),
    url,
    headers,
    'directoryObjects',
  )
}

function groupsOf(state: State, { id }: DirectoryObject, reach: Reach): DirectoryObject[] {
  const directory = directoryOf(state)
  const own = id.toLowerCase()
  const ids =
    reach === 'transitive'
      ? [...principalIdsOf(state, own)].filter((one) => one !== own)
      : state.groups
          .filter(({ memberIds }) => memberIds.some((one) => one.toLowerCase() === own))
          .map(({ objectId }) => objectId.toLowerCase())
  return ids.map((one) => directory.get(one)).filter((one) => one !== undefined)
}

function membersOf(state: State, { id }: DirectoryObject, reach: Reach): DirectoryObject[] {
  const directory = directoryOf(state)
  const inside = new Map(state.groups.map(({ objectId, memberIds }) => [objectId.toLowerCase(), memberIds]))
  const found = new Set(inside.get(id.toLowerCase())?.map((one) => one.toLowerCase()))
  // A set is iterated to its end while it grows: groups that contain each other still end.
  if (reach === 'transitive') {
    for (const one of found) for (const member of inside.get(one) ?? []) found.add(member.toLowerCase())
  }
  return [...found].map((one) => directory.get(one)).filter((one) => one !== undefined)
}
