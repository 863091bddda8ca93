import type { Certificate, CertificateContact, CertificateIssuer, DeletedCertificate } from './certificate-state.ts'
import type { DeletedKey, Key } from './key-state.ts'
import type { ManagedHsm } from './managed-hsm-state.ts'
import { OrderedMap } from './ordered-map.ts'
import type { DiagnosticSetting, Workspace } from './workspace-state.ts'

/**
 * The emulated cloud as plain data. Modules are functions of it; nothing else keeps state. Names are Azure's.
 *
 * Dates are Unix seconds unless a name ends in `Ms`. Ids are lower case. Scopes are ARM ids and compare without case.
 */

export interface Account {
  objectId: string
  userPrincipalName: string
  displayName: string
  jobTitle: string
  /** One line for the sign-in page: who this is and what they may do. */
  summary: string
}

export interface Group {
  objectId: string
  displayName: string
  /** Object ids of users, groups and service principals. */
  memberIds: string[]
}

export interface ServicePrincipal {
  objectId: string
  appId: string
  displayName: string
  servicePrincipalType: 'Application' | 'ManagedIdentity'
  /** Credential for client_credentials; absent for a managed identity, which cannot ask the emulator for a token. */
  clientSecret?: string
  /** A managed identity's ARM id. */
  resourceId?: string
}

/** An app registration: Strongroom's own, as a customer would register it. */
export interface Application {
  clientId: string
  displayName: string
  clientSecret: string
  /** `api://{clientId}`; its delegated scope is `{identifierUri}/access_as_user`. */
  identifierUri: string
  /** Full URIs, compared exactly; as Entra does, one on a loopback host matches on any port. */
  redirectUris: string[]
  /** Certificates whose holder may act as the application (PEM). */
  certificates?: string[]
  /** Other identities that may act as the application, for example a managed identity by its object id. */
  federatedCredentials?: FederatedCredential[]
}

/** Trusts a token of `issuer` about `subject` in place of a secret. The emulator knows the keys of its own issuer only. */
interface FederatedCredential {
  issuer: string
  subject: string
  audience: string
}

export interface ManagementGroup {
  name: string
  displayName: string
  parentName?: string
}

export interface Subscription {
  subscriptionId: string
  displayName: string
  state: 'Enabled' | 'Disabled'
  managementGroupName: string
}

export interface ResourceGroup {
  subscriptionId: string
  name: string
  location: string
  tags: Record<string, string>
}

export interface Permission {
  actions: string[]
  notActions: string[]
  dataActions: string[]
  notDataActions: string[]
  /** Narrows every assignment of the role. */
  condition?: string
}

export interface RoleDefinition {
  /** The GUID. */
  name: string
  roleName: string
  roleType: 'BuiltInRole' | 'CustomRole'
  description: string
  permissions: Permission[]
  assignableScopes: string[]
}

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal'

export interface RoleAssignment {
  name: string
  scope: string
  roleDefinitionName: string
  principalId: string
  principalType: PrincipalType
  createdOn: number
  createdBy: string
  description?: string
  /** Counts only where this holds: version 2.0 of the language of conditions. */
  condition?: string
  /** Ends by itself then: an assignment for a time, or an eligible one that is activated. */
  endsOn?: number
}

/** A role that its holder may activate (Privileged Identity Management). It gives nothing until then. */
export interface RoleEligibility extends RoleAssignment {
  startsOn: number
}

/** Made by Azure itself, for a managed application or a deployment stack; wins over every role. */
export interface DenyAssignment {
  name: string
  denyAssignmentName: string
  description: string
  scope: string
  permissions: Permission[]
  /** The nil GUID stands for everybody. */
  principalIds: string[]
  excludePrincipalIds: string[]
  doNotApplyToChildScopes: boolean
}

export interface AccessPolicyEntry {
  tenantId: string
  objectId: string
  applicationId?: string
  permissions: { keys: string[]; secrets: string[]; certificates: string[]; storage?: string[] }
}

export interface NetworkRuleSet {
  defaultAction: 'Allow' | 'Deny'
  bypass: 'AzureServices' | 'None'
  ipRules: string[]
  virtualNetworkRules: string[]
}

export interface PrivateEndpointConnection {
  name: string
  privateEndpointId: string
  status: 'Pending' | 'Approved' | 'Rejected' | 'Disconnected'
}

export interface NetworkSecurityPerimeter {
  name: string
  accessMode: 'Learning' | 'Enforced'
  /** What its inbound rules let in. */
  addressPrefixes: string[]
}

export interface Vault {
  /** As created; the host name is its lower case. Unique over the cloud. */
  name: string
  subscriptionId: string
  resourceGroup: string
  location: string
  tags: Record<string, string>
  sku: 'standard' | 'premium'
  /** null on vaults older than the property: access policies, as false. */
  enableRbacAuthorization: boolean | null
  softDeleteRetentionInDays: number
  enablePurgeProtection: boolean
  enabledForDeployment: boolean
  enabledForDiskEncryption: boolean
  enabledForTemplateDeployment: boolean
  publicNetworkAccess: 'Enabled' | 'Disabled' | 'SecuredByPerimeter'
  /** null where never set: open to all networks. */
  networkAcls: NetworkRuleSet | null
  privateEndpointConnections: PrivateEndpointConnection[]
  /** The network security perimeter that the vault is associated with. */
  perimeter?: NetworkSecurityPerimeter
  accessPolicies: AccessPolicyEntry[]
  createdOn: number
  createdBy: string
  /** Set where this is no vault but a Managed HSM: a pool of one tenant's own hardware, for keys alone. */
  managedHsm?: ManagedHsm
  /** Made on first use: a large estate costs nothing until somebody looks. */
  objects: VaultObjects
}

/** A vault that is deleted and recoverable: its name is taken, and nothing answers for it. */
export interface DeletedVault
  extends Pick<Vault, 'name' | 'subscriptionId' | 'resourceGroup' | 'location' | 'tags' | 'enablePurgeProtection'> {
  deletedDate: number
  scheduledPurgeDate: number
  /** What comes back; absent where nobody can recover it. */
  vault?: Vault
}

/**
 * A vault's contents, keyed by lower-case name. Whoever changes an object in place puts it back with `set`: a state that is
 * kept, and what is due when, would not notice otherwise.
 */
export interface VaultObjects {
  readonly secrets: OrderedMap<Secret>
  readonly deletedSecrets: OrderedMap<DeletedSecret>
  readonly keys: OrderedMap<Key>
  readonly deletedKeys: OrderedMap<DeletedKey>
  readonly certificates: OrderedMap<Certificate>
  readonly deletedCertificates: OrderedMap<DeletedCertificate>
  readonly certificateIssuers: OrderedMap<CertificateIssuer>
  /** Empty: none were set. */
  certificateContacts: CertificateContact[]
}

/** Contents to begin with: any maps will do. */
type GivenObjects = {
  [Kind in keyof VaultObjects]?: VaultObjects[Kind] extends OrderedMap<infer Value>
    ? ReadonlyMap<string, Value>
    : VaultObjects[Kind]
}

/** The contents that are given, and none of the other kinds. */
export function vaultObjects(given: GivenObjects = {}): VaultObjects {
  return {
    secrets: new OrderedMap(given.secrets),
    deletedSecrets: new OrderedMap(given.deletedSecrets),
    keys: new OrderedMap(given.keys),
    deletedKeys: new OrderedMap(given.deletedKeys),
    certificates: new OrderedMap(given.certificates),
    deletedCertificates: new OrderedMap(given.deletedCertificates),
    certificateIssuers: new OrderedMap(given.certificateIssuers),
    certificateContacts: given.certificateContacts ?? [],
  }
}

export interface Secret {
  /** As first written; look-ups ignore case. */
  name: string
  /** Oldest first, never empty; the last one is current. */
  versions: SecretVersion[]
  /** Set while a recover settles: until then reads answer 404. Milliseconds of real time. */
  settlesAtMs?: number
}

export interface SecretVersion {
  version: string
  value: string
  contentType?: string
  tags: Record<string, string>
  enabled: boolean
  created: number
  updated: number
  nbf?: number
  exp?: number
  /** A version that backs a certificate: the id of the certificate's key. */
  managedKeyName?: string
}

export interface DeletedSecret extends Secret {
  deletedDate: number
  scheduledPurgeDate: number
  /** Purged, but the name is held until `settlesAtMs`. */
  isPurging?: boolean
}

/** A call the emulator answered, in the columns that both audit tables are made from (see audit.ts). */
export interface State {
  tenantId: string
  tenantDisplayName: string
  application: Application
  accounts: Account[]
  groups: Group[]
  servicePrincipals: ServicePrincipal[]
  managementGroups: ManagementGroup[]
  subscriptions: Subscription[]
  resourceGroups: ResourceGroup[]
  roleDefinitions: RoleDefinition[]
  /** Whoever changes an entry replaces the list. */
  roleAssignments: RoleAssignment[]
  roleEligibilities?: RoleEligibility[]
  denyAssignments?: DenyAssignment[]
  /** By lower-case name. */
  vaults: Map<string, Vault>
  deletedVaults?: DeletedVault[]
  /** By lower-case name; each has `managedHsm`. */
  managedHsms: Map<string, Vault>
  workspaces: Workspace[]
  /** By the lower-case ARM id of the vault or the subscription that logs. Whoever changes an entry replaces it. */
  diagnosticSettings: Map<string, DiagnosticSetting[]>
}

export function vaultId(vault: Pick<Vault, 'subscriptionId' | 'resourceGroup' | 'name' | 'managedHsm'>): string {
  const type = vault.managedHsm ? 'managedHSMs' : 'vaults'
  return `/subscriptions/${vault.subscriptionId}/resourceGroups/${vault.resourceGroup}/providers/Microsoft.KeyVault/${type}/${vault.name}`
}
