import type { Account, Group, ServicePrincipal, State } from '../state.ts'

export type Kind = 'user' | 'group' | 'servicePrincipal'

/** An object of the directory as Microsoft Graph shows it. */
export interface DirectoryObject {
  kind: Kind
  id: string
  /** What Graph shows unless `$select` says otherwise, and what it may say. */
  properties: Record<string, unknown>
}

/** What every kind is called, and the delegated permissions of which one is enough to read it. */
export const kinds: Record<Kind, { collection: string; scopes: string[] }> = {
  user: { collection: 'users', scopes: ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'] },
  group: { collection: 'groups', scopes: ['GroupMember.Read.All', 'Group.Read.All', 'Directory.Read.All'] },
  servicePrincipal: { collection: 'servicePrincipals', scopes: ['Application.Read.All', 'Directory.Read.All'] },
}

export function odataType(kind: Kind): string {
  return `#microsoft.graph.${kind}`
}

/** Every object there is, by lower-case id. Whoever was deleted is in no list, and so is not here. */
export function directoryOf(state: State): Map<string, DirectoryObject> {
  const objects = [
    ...state.accounts.map(user),
    ...state.groups.map(group),
    ...state.servicePrincipals.map((one) => servicePrincipal(one, state.tenantId)),
  ]
  return new Map(objects.map((one) => [one.id.toLowerCase(), one]))
}

function user({ objectId, displayName, jobTitle, userPrincipalName }: Account): DirectoryObject {
  const [givenName = null, ...surnames] = displayName.split(' ')
  return {
    kind: 'user',
    id: objectId,
    properties: {
      id: objectId,
      businessPhones: [],
      displayName,
      givenName,
      jobTitle,
      mail: userPrincipalName,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: surnames.join(' ') || null,
      userPrincipalName,
      accountEnabled: true,
      userType: 'Member',
    },
  }
}

function group({ objectId, displayName }: Group): DirectoryObject {
  return {
    kind: 'group',
    id: objectId,
    properties: {
      id: objectId,
      description: null,
      displayName,
      groupTypes: [],
      mail: null,
      mailEnabled: false,
      mailNickname: displayName.replaceAll(/\W/g, ''),
      securityEnabled: true,
      visibility: null,
    },
  }
}

function servicePrincipal(one: ServicePrincipal, tenantId: string): DirectoryObject {
  return {
    kind: 'servicePrincipal',
    id: one.objectId,
    properties: {
      id: one.objectId,
      accountEnabled: true,
      // Where a managed identity says which resource it is of.
      alternativeNames: one.resourceId ? ['isExplicit=True', one.resourceId] : [],
      appDisplayName: one.servicePrincipalType === 'Application' ? one.displayName : null,
      appId: one.appId,
      appOwnerOrganizationId: one.servicePrincipalType === 'Application' ? tenantId : null,
      displayName: one.displayName,
      servicePrincipalNames: [one.appId],
      servicePrincipalType: one.servicePrincipalType,
      tags: [],
    },
  }
}
