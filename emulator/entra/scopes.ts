import type { Application } from '../state.ts'
import { AadstsError } from './aadsts.ts'
import { graphAudience, type Resource, resources } from './resources.ts'

const openIdScopes = new Set(['openid', 'profile', 'email', 'offline_access'])

/** A `scope` parameter, understood. */
export interface RequestedScopes {
  resource: Resource
  /** Short names that the token's `scp` will carry. */
  names: string[]
  /** What the answer's `scope` says: as asked, plus what `.default` stands for. */
  granted: string[]
  isDefault: boolean
  hasOpenId: boolean
  hasOfflineAccess: boolean
}

/**
 * Reads a `scope` parameter. All of its scopes are of one resource, as Entra demands.
 * @throws AadstsError
 */
export function parseScopes(application: Application, scope: string): RequestedScopes {
  const asked = scope.split(/\s+/).filter(Boolean)
  const own = asked.filter((one) => !openIdScopes.has(one)).map((one) => resourceScope(application, one))
  const resource = own[0]?.resource ?? graph(application)
  if (own.some((one) => one.resource.audience !== resource.audience)) {
    throw new AadstsError('AADSTS28000', { detail: `Scope: ${scope}.` })
  }
  const isDefault = own.some(({ name }) => name === '.default')
  const names = isDefault ? resource.scopes : own.map(({ name }) => name)
  const prefix = own[0]?.prefix ?? ''
  const granted = [
    ...asked.filter((one) => one !== 'offline_access'),
    ...(isDefault ? names.map((name) => prefix + name) : []),
  ]
  return {
    resource,
    names,
    granted,
    isDefault,
    hasOpenId: asked.includes('openid'),
    hasOfflineAccess: asked.includes('offline_access'),
  }
}

function resourceScope(application: Application, scope: string): { resource: Resource; name: string; prefix: string } {
  // A bare name is Microsoft Graph's, as in `User.Read`.
  const slash = scope.lastIndexOf('/')
  const name = scope.slice(slash + 1)
  // Clients double the slash where the resource's own identifier ends in one.
  const identifier = scope.slice(0, Math.max(slash, 0)).replace(/\/$/, '')
  const resource =
    slash < 0 ? graph(application) : resources(application).find((one) => one.identifiers.includes(identifier))
  if (!resource)
    throw new AadstsError('AADSTS500011', { detail: `The resource principal named ${identifier} was not found.` })
  if (name !== '.default' && !resource.scopes.includes(name)) {
    throw new AadstsError('AADSTS650053', { detail: `Scope '${name}' on ${resource.displayName}.` })
  }
  return { resource, name, prefix: scope.slice(0, slash + 1) }
}

function graph(application: Application): Resource {
  const found = resources(application).find(({ audience }) => audience === graphAudience)
  if (!found) throw new Error('Microsoft Graph is among the resources by definition.')
  return found
}
