/**
 * Every address of the product, pages and API, built here alone. Addresses are stable: people share them.
 */

const segment = encodeURIComponent

export const pages = {
  overview: () => '/',
  /** Where Entra sends the browser back to; the app registration's redirect URI. */
  signInReturn: () => '/sign-in/return',
  vaults: () => '/vaults',
  /** Why a principal can or cannot do something; `object` as `secrets/db-password`. Oneself where no principal is named. */
  why: (asked: { vault?: string; object?: string; action?: string; principal?: string } = {}) => {
    const query = Object.entries(asked).map(([name, text]) => text && `${name}=${segment(text)}`)
    return ['/access/why', query.filter(Boolean).join('&')].filter(Boolean).join('?')
  },
  objects: (filter = '') => `/objects${filter && `?q=${segment(filter)}`}`,
  expiry: (bucket = '') => `/expiry${bucket && `?due=${segment(bucket)}`}`,
  vault: (vaultName: string) => `/vaults/${segment(vaultName)}`,
  secrets: (vaultName: string) => `${pages.vault(vaultName)}/secrets`,
  secret: (vaultName: string, secretName: string) => `${pages.secrets(vaultName)}/${segment(secretName)}`,
  keys: (vaultName: string) => `${pages.vault(vaultName)}/keys`,
  key: (vaultName: string, keyName: string) => `${pages.keys(vaultName)}/${segment(keyName)}`,
  /** The page of an object with the dialog of something to do open (lib/domain/object-deed.ts). */
  deed: (page: string, deed: string) => `${page}?do=${segment(deed)}`,
  /** Who can reach what, over all vaults. */
  access: () => '/access',
  accessFindings: () => `${pages.access()}?view=findings`,
  /** The Access tab of a vault, filtered on one principal. */
  accessOfPrincipal: (vaultName: string, principalId: string) =>
    `${pages.accessOf(pages.vault(vaultName))}?q=${segment(principalId)}`,
  /** Everything that one identity reaches. */
  principal: (principalId: string) => `/access/${segment(principalId)}`,
  /** Who can reach the vault or the object whose page it is. */
  accessOf: (page: string) => `${page}/access`,
  deleted: () => '/deleted',
  /** Vaults that are deleted; `name` has the row of one found. */
  deletedVaults: (name = '') => `/deleted/vaults${name && `?q=${segment(name)}`}`,
  deletedOf: (vaultName: string) => `${pages.vault(vaultName)}/deleted`,
  /** With a query in the fragment, which no server ever gets; it is shown and not run. */
  kql: (query = '') => `/kql${query && `#q=${segment(query)}`}`,
  network: () => '/network',
  networkOf: (vaultName: string) => `${pages.vault(vaultName)}/network`,
  accessPolicies: (vaultName: string) => `${pages.vault(vaultName)}/access-policies`,
  /** From access policies to roles, over all vaults. */
  accessPlan: () => '/access/plan',
  /** From a vault's access policies to roles. */
  accessPolicyPlan: (vaultName: string) => `${pages.accessPolicies(vaultName)}/plan`,
  vaultSettings: (vaultName: string) => `${pages.vault(vaultName)}/settings`,
  /** Calls to every vault; `asked` has the filters and the period, as the page itself writes them. */
  audit: (asked: Record<string, string> = {}) => `/audit${searchOf(asked)}`,
  auditHeatmap: (asked: Record<string, string> = {}) => `/audit/heatmap${searchOf(asked)}`,
  /** Calls of a caller, to a vault or to an object by hour and day; `asked` as of `audit`. */
  auditHours: (asked: Record<string, string> = {}) => `/audit/heatmap/hours${searchOf(asked)}`,
  auditChanges: (asked: Record<string, string> = {}) => `/audit/changes${searchOf(asked)}`,
  auditUnused: () => '/audit/unused',
  /** Calls to the vault or the object whose page it is. */
  activityOf: (page: string, asked: Record<string, string> = {}) => `${page}/activity${searchOf(asked)}`,
  certificates: (vaultName: string) => `${pages.vault(vaultName)}/certificates`,
  certificate: (vaultName: string, certificateName: string) =>
    `${pages.certificates(vaultName)}/${segment(certificateName)}`,
}

function searchOf(asked: Record<string, string>): string {
  const search = new URLSearchParams(asked).toString()
  return search && `?${search}`
}

interface AskedReading {
  /** Addresses have a length: at most 300. */
  vaults?: readonly string[]
  kinds?: readonly string[]
}

function readingQuery({ vaults = [], kinds = [] }: AskedReading): string {
  const lists = Object.entries({ vaults, kinds }).filter(([, list]) => list.length > 0)
  const query = lists.map(([name, list]) => `${name}=${list.map(segment).join(',')}`).join('&')
  return query && `?${query}`
}

const placeQuery = ({ subscriptionId, location }: { subscriptionId: string; location: string }) =>
  `subscriptionId=${segment(subscriptionId)}&location=${segment(location)}`

export const api = {
  logWorkspaces: () => '/api/workspaces',
  savedQueries: () => '/api/saved-queries',
  workspaceQuery: (workspaceId: string) => `/api/workspaces/${segment(workspaceId)}/query`,
  diagnosticSettings: (vaultName: string) => `${api.vault(vaultName)}/diagnostic-settings`,
  auditTimeline: (search: URLSearchParams) => `/api/audit/timeline?${search}`,
  auditEvents: (search: URLSearchParams) => `/api/audit/events?${search}`,
  auditSignals: (search: URLSearchParams) => `/api/audit/signals?${search}`,
  auditChanges: (search: URLSearchParams) => `/api/audit/changes?${search}`,
  /** What role assignments let through. */
  assignmentUse: (search: URLSearchParams) => `/api/audit/assignment-use?${search}`,
  /** Calls hour by hour. */
  accessHours: (search: URLSearchParams) => `/api/audit/hours?${search}`,
  /** Who reached what how often. */
  objectUsage: (search: URLSearchParams) => `/api/audit/usage?${search}`,
  accessHeatmap: (search: URLSearchParams) => `/api/audit/heatmap?${search}`,
  healthz: () => '/api/healthz',
  /** Everything in every vault, or what is left of a reading to do again. */
  objects: (asked: AskedReading = {}) => `/api/objects${readingQuery(asked)}`,
  /** As `objects`, of what is deleted. */
  deleted: (asked: AskedReading = {}) => `/api/deleted${readingQuery(asked)}`,
  /** What each object has to be asked for: `versions` or `rotation`. */
  checks: (check: string, asked: AskedReading = {}) => `/api/checks/${segment(check)}${readingQuery(asked)}`,
  /** Who can reach what, over all vaults. */
  access: () => '/api/access',
  vaults: () => '/api/vaults',
  vault: (vaultName: string) => `/api/vaults/${segment(vaultName)}`,
  vaultSettings: (vaultName: string) => `${api.vault(vaultName)}/settings`,
  subscriptions: () => '/api/subscriptions',
  resourceGroups: (subscriptionId: string) => `/api/subscriptions/${segment(subscriptionId)}/resource-groups`,
  /** Whether a new vault in this subscription can have the name. */
  vaultNameCheck: (subscriptionId: string, vaultName: string) =>
    `/api/subscriptions/${segment(subscriptionId)}/vault-names/${segment(vaultName)}`,
  deletedVaults: () => '/api/deleted-vaults',
  deletedVault: (vaultName: string, place: { subscriptionId: string; location: string }) =>
    `/api/deleted-vaults/${segment(vaultName)}?${placeQuery(place)}`,
  recoverVault: (vaultName: string, place: { subscriptionId: string; location: string }) =>
    `/api/deleted-vaults/${segment(vaultName)}/recover?${placeQuery(place)}`,
  /** An object of any kind; each kind has its own builders besides. */
  object: (vaultName: string, collection: string, name: string) =>
    `${api.vault(vaultName)}/${segment(collection)}/${segment(name)}`,
  deletedOf: (vaultName: string) => `${api.vault(vaultName)}/deleted`,
  deletedObject: (vaultName: string, collection: string, name: string) =>
    `${api.deletedOf(vaultName)}/${segment(collection)}/${segment(name)}`,
  recoverObject: (vaultName: string, collection: string, name: string) =>
    `${api.deletedObject(vaultName, collection, name)}/recover`,
  /** What the person's own roles allow, of the vault or of one object (`secrets/db-password`). */
  ownPermissions: (vaultName: string, object?: string) =>
    `${api.vault(vaultName)}/permissions${object ? `?object=${segment(object)}` : ''}`,
  principals: (search: string) => `/api/principals?search=${segment(search)}`,
  /** `principal` is a group whose members are to be told too. */
  roleAssignments: (vaultName: string, principal?: string) =>
    `${api.vault(vaultName)}/role-assignments${principal ? `?principal=${segment(principal)}` : ''}`,
  roleAssignment: (vaultName: string, assignmentName: string, object?: string) =>
    `${api.roleAssignments(vaultName)}/${segment(assignmentName)}${object ? `?object=${segment(object)}` : ''}`,
  /** Whether this server's calls get through to each vault. */
  reach: () => '/api/network/reach',
  reachOf: (vaultName: string) => `${api.networkOf(vaultName)}/reach`,
  networkOf: (vaultName: string) => `${api.vault(vaultName)}/network`,
  endpointConnection: (vaultName: string, connectionName: string) =>
    `${api.networkOf(vaultName)}/endpoints/${segment(connectionName)}`,
  accessPolicies: (vaultName: string) => `${api.vault(vaultName)}/access-policies`,
  secrets: (vaultName: string) => `${api.vault(vaultName)}/secrets`,
  secret: (vaultName: string, secretName: string) => `${api.secrets(vaultName)}/${segment(secretName)}`,
  secretRights: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/rights`,
  secretVersions: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/versions`,
  secretVersion: (vaultName: string, secretName: string, version: string) =>
    `${api.secretVersions(vaultName, secretName)}/${segment(version)}`,
  revealSecret: (vaultName: string, secretName: string, version: string) =>
    `${api.secretVersion(vaultName, secretName, version)}/reveal`,
  compareSecret: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/compare`,
  certificates: (vaultName: string) => `${api.vault(vaultName)}/certificates`,
  certificate: (vaultName: string, certificateName: string) =>
    `${api.certificates(vaultName)}/${segment(certificateName)}`,
  certificatePart: (
    vaultName: string,
    certificateName: string,
    part: 'rights' | 'versions' | 'policy' | 'create' | 'import' | 'request' | 'merge',
  ) => `${api.certificate(vaultName, certificateName)}/${part}`,
  certificateVersion: (vaultName: string, certificateName: string, version: string) =>
    `${api.certificatePart(vaultName, certificateName, 'versions')}/${segment(version)}`,
  certificateIssuers: (vaultName: string) => `${api.vault(vaultName)}/certificate-issuers`,
  certificateIssuer: (vaultName: string, issuerName: string) =>
    `${api.certificateIssuers(vaultName)}/${segment(issuerName)}`,
  certificateContacts: (vaultName: string) => `${api.vault(vaultName)}/certificate-contacts`,
  rollbackSecret: (vaultName: string, secretName: string) => `${api.secret(vaultName, secretName)}/rollback`,
  keys: (vaultName: string) => `${api.vault(vaultName)}/keys`,
  key: (vaultName: string, keyName: string) => `${api.keys(vaultName)}/${segment(keyName)}`,
  keyRights: (vaultName: string, keyName: string) => `${api.key(vaultName, keyName)}/rights`,
  keyVersions: (vaultName: string, keyName: string) => `${api.key(vaultName, keyName)}/versions`,
  keyVersion: (vaultName: string, keyName: string, version: string) =>
    `${api.keyVersions(vaultName, keyName)}/${segment(version)}`,
  keyUse: (vaultName: string, keyName: string, version: string, use: 'sign' | 'verify' | 'encrypt' | 'decrypt') =>
    `${api.keyVersion(vaultName, keyName, version)}/${use}`,
  rotateKey: (vaultName: string, keyName: string) => `${api.key(vaultName, keyName)}/rotate`,
  rotationPolicy: (vaultName: string, keyName: string) => `${api.key(vaultName, keyName)}/rotation-policy`,
  importKey: (vaultName: string, keyName: string) => `${api.key(vaultName, keyName)}/import`,
  /** All versions of a secret, key or certificate, sealed; `collection` is `secrets`, `keys` or `certificates`. */
  backup: (vaultName: string, collection: string, name: string) =>
    `${api.vault(vaultName)}/${collection}/${segment(name)}/backup`,
  restore: (vaultName: string) => `${api.vault(vaultName)}/restore`,
}
