import type { Emulator } from '../emulator.ts'
import type { Caller } from '../entra/access-token.ts'
import { type Kind, kinds } from './directory.ts'
import { getMemberGroups, getMyMemberGroups, memberOf, members, myMemberOf } from './membership.ts'
import { get, getByIds, getDirectoryObject, getMe, list } from './objects.ts'

/** One call of Microsoft Graph, authenticated and with its path taken apart. */
export interface GraphCall {
  emulator: Emulator
  caller: Caller
  params: Record<string, string>
  url: URL
  headers: Headers
  body: unknown
}

interface Operation {
  /** What `/_emulator/calls` counts it under. */
  name: string
  method: 'GET' | 'POST'
  /** After the version. `{name}` stands for one segment. */
  path: string
  handler: (call: GraphCall) => unknown
}

const cast = '/microsoft.graph.(?<cast>\\w+)'

/** A person, a group and a service principal answer to the same paths. */
function operationsOf(kind: Kind): Operation[] {
  const { collection } = kinds[kind]
  const noun = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
  const object = `/${collection}/{id}`
  return [
    { name: `${noun}List`, method: 'GET', path: `/${collection}`, handler: list(kind) },
    { name: `${noun}Get`, method: 'GET', path: object, handler: get(kind) },
    { name: `${noun}MemberOf`, method: 'GET', path: `${object}/memberOf`, handler: memberOf(kind, 'direct') },
    {
      name: `${noun}TransitiveMemberOf`,
      method: 'GET',
      path: `${object}/transitiveMemberOf`,
      handler: memberOf(kind, 'transitive'),
    },
    {
      name: `${noun}GetMemberGroups`,
      method: 'POST',
      path: `${object}/getMemberGroups`,
      handler: getMemberGroups(kind),
    },
  ]
}

const operations: Operation[] = [
  { name: 'DirectoryObjectGetByIds', method: 'POST', path: '/directoryObjects/getByIds', handler: getByIds },
  { name: 'DirectoryObjectGet', method: 'GET', path: '/directoryObjects/{id}', handler: getDirectoryObject },
  {
    name: 'DirectoryObjectGetMemberGroups',
    method: 'POST',
    path: '/directoryObjects/{id}/getMemberGroups',
    handler: getMemberGroups(),
  },
  ...operationsOf('user'),
  ...operationsOf('group'),
  ...operationsOf('servicePrincipal'),
  { name: 'GroupMembers', method: 'GET', path: '/groups/{id}/members', handler: members('direct') },
  {
    name: 'GroupTransitiveMembers',
    method: 'GET',
    path: '/groups/{id}/transitiveMembers',
    handler: members('transitive'),
  },
  { name: 'MeGet', method: 'GET', path: '/me', handler: getMe },
  { name: 'MeMemberOf', method: 'GET', path: '/me/memberOf', handler: myMemberOf('direct') },
  { name: 'MeTransitiveMemberOf', method: 'GET', path: '/me/transitiveMemberOf', handler: myMemberOf('transitive') },
  { name: 'MeGetMemberGroups', method: 'POST', path: '/me/getMemberGroups', handler: getMyMemberGroups },
]

const matchers = operations.map((operation) => ({
  operation,
  pattern: new RegExp(
    `^/v1\\.0${operation.path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}(?:${/[mM]ember(?:s|Of)$/.test(operation.path) ? cast : '(?!)'})?/?$`,
    'i',
  ),
}))

/** The operation of a request with the variable parts of its path, or undefined where the emulator has no such row. */
export function findOperation(method: string, pathname: string) {
  for (const { operation, pattern } of matchers) {
    const match = operation.method === method ? pattern.exec(pathname) : null
    if (match) return { operation, params: decoded(match.groups ?? {}) }
  }
  return undefined
}

/** The name a call is counted under, also when a fault keeps it from happening. */
export function operationNameOf(method: string, pathname: string): string | undefined {
  return /^\/v1\.0\/\$batch\/?$/i.test(pathname) ? 'Batch' : findOperation(method, pathname)?.operation.name
}

function decoded(groups: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) => (value === undefined ? [] : [[name, decodedSegment(value)]])),
  )
}

/** A segment with a broken escape names nothing, so it stays as it came and is not found. */
function decodedSegment(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
