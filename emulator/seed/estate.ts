import { type ResourceGroup, type Vault, type VaultObjects, vaultObjects } from '../state.ts'
import { accessPolicies } from './access-policies.ts'
import { deletedSampleCertificates, sampleCertificates, sampleContacts, sampleIssuers } from './certificates.ts'
import { deletedSecrets } from './deleted-secrets.ts'
import { deletedSampleKeys, sampleKeys } from './keys.ts'
import { workspaces } from './logging.ts'
import { daySeconds } from './make-secret.ts'
import { privateEndpoints, ruleSet } from './networks.ts'
import { people, subscriptionIds, workloads } from './people.ts'
import { random } from './random.ts'
import { ordinarySecrets } from './secrets.ts'
import { specialSecrets } from './special-secrets.ts'
import { byName, withObjects } from './vault-objects.ts'
import { type VaultPlan, vaultPlans } from './vault-plans.ts'

/** Meridian's vaults, in the order of their plans. */
export function vaults(today: number): Vault[] {
  return vaultPlans.map((plan) => withObjects(settings(plan, today), () => contents(plan, today)))
}

/** One group for each that a vault or a workspace lies in. */
export function resourceGroups(): ResourceGroup[] {
  const groups = new Map<string, ResourceGroup>(
    workspaces(0).map(({ subscriptionId, resourceGroup: name, location }) => [
      `${subscriptionId}/${name}`,
      { subscriptionId, name, location, tags: {} },
    ]),
  )
  for (const { subscription, resourceGroup, location, tags } of vaultPlans) {
    groups.set(`${subscriptionIds[subscription]}/${resourceGroup}`, {
      subscriptionId: subscriptionIds[subscription],
      name: resourceGroup,
      location,
      tags: { ...(tags.environment && { environment: tags.environment }) },
    })
  }
  return [...groups.values()]
}

function settings(plan: VaultPlan, today: number): Omit<Vault, 'objects'> {
  const createdBy = plan.model === 'unset' ? people.ines.userPrincipalName : workloads.terraform.appId
  return {
    name: plan.name,
    subscriptionId: subscriptionIds[plan.subscription],
    resourceGroup: plan.resourceGroup,
    location: plan.location,
    tags: { ...plan.tags },
    sku: plan.sku,
    enableRbacAuthorization: plan.model === 'unset' ? null : plan.model === 'rbac',
    softDeleteRetentionInDays: plan.retentionDays,
    enablePurgeProtection: plan.hasPurgeProtection,
    enabledForDeployment: plan.isOpenToDeployments,
    enabledForDiskEncryption: plan.isOpenToDeployments,
    enabledForTemplateDeployment: plan.isOpenToDeployments,
    publicNetworkAccess: plan.network === 'private' ? 'Disabled' : 'Enabled',
    networkAcls: ruleSet(plan),
    privateEndpointConnections: privateEndpoints(plan),
    accessPolicies: accessPolicies(plan.name),
    createdOn: today - plan.ageDays * daySeconds + random(`created ${plan.name}`).integer(7 * 3600, 17 * 3600),
    createdBy,
  }
}

function contents(plan: VaultPlan, today: number): VaultObjects {
  const certified = sampleCertificates(plan, today)
  const deletedCertified = deletedSampleCertificates(plan, today)
  const deleted = [...deletedSecrets(plan, today), ...deletedCertified.secrets]
  const chosen = [...specialSecrets(plan.name, today), ...certified.secrets]
  const taken = new Set([...chosen, ...deleted].map(({ name }) => name))
  const ordinary = ordinarySecrets(plan, plan.secretCount - chosen.length, taken, today)
  return vaultObjects({
    secrets: byName([...chosen, ...ordinary]),
    deletedSecrets: byName(deleted),
    keys: byName([...sampleKeys(plan, today), ...certified.keys]),
    deletedKeys: byName([...deletedSampleKeys(plan, today), ...deletedCertified.keys]),
    certificates: byName(certified.certificates),
    deletedCertificates: byName(deletedCertified.certificates),
    certificateIssuers: sampleIssuers(plan, today),
    certificateContacts: sampleContacts(plan),
  })
}
