import type { ManagedHsmRole } from '../managed-hsm-state.ts'
import { type Vault, vaultObjects } from '../state.ts'
import { makeKey, rotatedEvery } from './make-key.ts'
import { daySeconds } from './make-secret.ts'
import { subscriptionIds, teams, workloads } from './people.ts'
import { byName, withObjects } from './vault-objects.ts'

interface Plan {
  name: string
  subscriptionId: string
  resourceGroup: string
  roles: readonly [principalId: string, role: ManagedHsmRole][]
  ageDays: number
}

/** A Managed HSM as it is ordered: premium, purge protected where it counts, and with roles of its own. */
function makeManagedHsm(plan: Plan, today: number): Omit<Vault, 'objects'> {
  const { name, subscriptionId, resourceGroup, roles, ageDays } = plan
  return {
    name,
    subscriptionId,
    resourceGroup,
    location: 'westeurope',
    tags: {},
    sku: 'premium',
    enableRbacAuthorization: true,
    softDeleteRetentionInDays: 7,
    enablePurgeProtection: false,
    enabledForDeployment: false,
    enabledForDiskEncryption: false,
    enabledForTemplateDeployment: false,
    publicNetworkAccess: 'Enabled',
    networkAcls: null,
    privateEndpointConnections: [],
    accessPolicies: [],
    createdOn: today - ageDays * daySeconds + 9 * 3600,
    createdBy: workloads.terraform.appId,
    managedHsm: { roleAssignments: roles.map(([principalId, role]) => ({ principalId, role, scope: '/' })) },
  }
}

/** Everything that a client may do with keys. */
function allRolesOf({ objectId }: { objectId: string }): [string, ManagedHsmRole][] {
  return [
    [objectId, 'Managed HSM Crypto Officer'],
    [objectId, 'Managed HSM Crypto User'],
  ]
}

/** One with Meridian's most guarded keys, and one for clients from outside, who may do in it what they like. */
export function managedHsms(today: number): Map<string, Vault> {
  const production = makeManagedHsm(
    {
      name: 'hsm-meridian-prod',
      subscriptionId: subscriptionIds.production,
      resourceGroup: 'rg-platform-prod-sdc',
      roles: [
        ...allRolesOf(teams.securityAdministrators),
        [teams.auditors.objectId, 'Managed HSM Crypto Auditor'],
        [workloads.paymentsApi.objectId, 'Managed HSM Crypto Service Encryption User'],
      ],
      ageDays: 640,
    },
    today,
  )
  const sandbox = makeManagedHsm(
    {
      name: 'hsm-sandbox-dev',
      subscriptionId: subscriptionIds.development,
      resourceGroup: 'rg-sandbox-dev',
      roles: [...allRolesOf(workloads.tools), ...allRolesOf(teams.securityAdministrators)],
      ageDays: 410,
    },
    today,
  )
  return byName([
    withObjects(production, () =>
      vaultObjects({
        keys: byName(
          [
            {
              name: 'tenant-root-kek',
              shape: { kty: 'oct-HSM', keySize: 256 } as const,
              keyOps: ['wrapKey', 'unwrapKey'],
              ageDays: [630],
            },
            {
              name: 'ledger-mac',
              shape: { kty: 'oct-HSM', keySize: 256 } as const,
              keyOps: ['sign', 'verify'],
              ageDays: [300],
            },
            {
              name: 'cmk-disk-encryption',
              shape: { kty: 'RSA-HSM', keySize: 3072 } as const,
              ageDays: rotatedEvery(180, 600),
            },
          ].map((outline) => makeKey(production.name, outline, today)),
        ),
      }),
    ),
    withObjects(sandbox, () => vaultObjects()),
  ])
}
