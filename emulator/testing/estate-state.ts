import type { Certificate } from '../certificate-state.ts'
import { builtInRoles } from '../roles.ts'
import { assignment, roleDefinitions } from '../seed/access.ts'
import { makeKey } from '../seed/make-key.ts'
import { daySeconds, makeSecret } from '../seed/make-secret.ts'
import { managementGroupId, managementGroups, rootManagementGroup } from '../seed/management-groups.ts'
import { directory, teams } from '../seed/people.ts'
import { guid, hexId, random } from '../seed/random.ts'
import { byName, withObjects } from '../seed/vault-objects.ts'
import { type State, type Vault, type VaultObjects, vaultId, vaultObjects } from '../state.ts'
import { estateAccess } from './estate-access.ts'

/** How much of everything; `vaults` share one subscription, and each holds the same. */
export interface EstateSize {
  vaults: number
  secrets: number
  keys: number
  certificates: number
  /** Role assignments besides those that everybody reads by, of so many workloads. */
  assignments?: number
  principals?: number
}

export const estateVaultName = (index: number) => `kv-estate-${String(index).padStart(4, '0')}`

/** Vaults of one size, for readings over many: security administrators may do everything in each. */
export function estateState(size: EstateSize, nowSeconds: number): State {
  const today = nowSeconds - (nowSeconds % daySeconds)
  const root = managementGroupId(rootManagementGroup.name)
  const subscriptionId = guid('subscription of the estate')
  const vaults = Array.from({ length: size.vaults }, (_, index) => makeVault(index, subscriptionId, size, today))
  const people = directory()
  const access = estateAccess(size, { vaultIds: vaults.map(vaultId), subscriptionId }, today)
  return {
    ...people,
    servicePrincipals: [...people.servicePrincipals, ...access.servicePrincipals],
    managementGroups: structuredClone(managementGroups),
    subscriptions: [
      { subscriptionId, displayName: 'Estate', state: 'Enabled', managementGroupName: 'meridian-production' },
    ],
    resourceGroups: [{ subscriptionId, name: 'rg-estate', location: 'westeurope', tags: {} }],
    roleDefinitions: roleDefinitions(builtInRoles),
    roleAssignments: [
      assignment([teams.securityAdministrators, 'Group', 'Key Vault Administrator', root], today),
      assignment([teams.securityAdministrators, 'Group', 'Reader', root], today),
      assignment([teams.onCall, 'Group', 'Reader', root], today),
      ...access.roleAssignments,
    ],
    managedHsms: new Map(),
    workspaces: [],
    diagnosticSettings: new Map(),
    vaults: new Map(vaults.map((vault) => [vault.name, vault])),
  }
}

function makeVault(index: number, subscriptionId: string, size: EstateSize, today: number): Vault {
  const name = estateVaultName(index)
  return withObjects(
    {
      name,
      subscriptionId,
      resourceGroup: 'rg-estate',
      location: 'westeurope',
      tags: { environment: 'production' },
      sku: 'premium',
      enableRbacAuthorization: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
      publicNetworkAccess: 'Enabled',
      networkAcls: null,
      privateEndpointConnections: [],
      accessPolicies: [],
      createdOn: today - 1_000 * daySeconds,
      createdBy: 'terraform',
    },
    () => contents(name, size, today),
  )
}

function contents(vault: string, size: EstateSize, today: number): VaultObjects {
  const named = <T>(kind: string, count: number, make: (name: string) => T) =>
    Array.from({ length: count }, (_, index) => make(`service-${String(index).padStart(5, '0')}-${kind}`))
  return vaultObjects({
    secrets: byName(named('connection', size.secrets, (name) => estateSecret(vault, name, today))),
    keys: byName(named('signing', size.keys, (name) => estateKey(vault, name, today))),
    certificates: byName(named('tls', size.certificates, (name) => estateCertificate(vault, name, today))),
  })
}

function estateSecret(vault: string, name: string, today: number) {
  const chance = random(`${vault}/${name}`)
  const outline = {
    ageDays: chance.integer(1, 900),
    secondOfDay: chance.integer(0, 86_399),
    value: chance.text(24),
    contentType: 'text/plain',
    enabled: chance.chance(0.95),
    ...(chance.chance(0.6) && { expiresInDays: chance.integer(-30, 365) }),
    tags: { owner: `team-${chance.integer(1, 12)}` },
  }
  return makeSecret(vault, name, [outline], today)
}

function estateKey(vault: string, name: string, today: number) {
  const chance = random(`${vault}/${name}`)
  const kty = chance.chance(0.5) ? 'EC-HSM' : 'EC'
  return makeKey(vault, { name, shape: { kty, crv: 'P-256' }, ageDays: [chance.integer(1, 900)], lifeDays: 730 }, today)
}

/** One that was merged long ago and has lost its twins. A list shows the hash of its bytes, so that any will do. */
function estateCertificate(vault: string, name: string, today: number): Certificate {
  const chance = random(`${vault}/${name}`)
  const created = today - chance.integer(1, 360) * daySeconds + chance.integer(0, 86_399)
  const dates = { enabled: true, created, updated: created }
  const version = hexId(`${vault}/${name}`)
  const cer = Buffer.from(version).toString('base64')
  return {
    name,
    versions: [
      {
        version,
        isIssued: true,
        cer,
        chain: [cer],
        tags: {},
        ...dates,
        nbf: created - 600,
        exp: created + 397 * daySeconds,
      },
    ],
    policy: {
      keyShape: { kty: 'EC', crv: 'P-256' },
      isExportable: true,
      reusesKey: false,
      contentType: 'application/x-pkcs12',
      x509: { subject: `CN=${name}`, ekus: [], keyUsage: [], validityInMonths: 13, isAuthority: false },
      lifetimeActions: [],
      issuer: { name: 'Unknown' },
      ...dates,
    },
  }
}
