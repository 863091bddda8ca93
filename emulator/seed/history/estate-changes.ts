import type { Vault } from '../../state.ts'
import { vaultId } from '../../state.ts'
import { people, tenant, workloads } from '../people.ts'
import { random } from '../random.ts'
import { clients, person, programs, workload } from './actors.ts'
import { at, dayMs } from './calendar.ts'
import { controlRecord, recordChange, recordVaultChange } from './changes.ts'
import type { Recorder } from './recorder.ts'

export const terraform = workload(workloads.terraform, clients.terraform, { address: '203.0.113.208' })
const exporter = workload(workloads.siemExporter, clients.python, { address: '203.0.113.209' })
const ines = person(people.ines, programs.portal, { address: '198.51.100.7' })

/** Vaults and role assignments of the seed that were made within the history, and who looks at the vaults every day. */
export function recordEstate(recorder: Recorder): void {
  const { state } = recorder
  for (const vault of state.vaults.values()) {
    recordVaultChange(
      recorder,
      { actor: terraform, vault, operationName: 'VaultPut', properties: settingsOf(vault) },
      vault.createdOn * 1000,
    )
    recordDailyLook(recorder, vault)
  }
  for (const { name, scope, createdOn, createdBy } of state.roleAssignments) {
    if (!scope.startsWith('/subscriptions/')) continue
    const call = {
      actor: createdBy === people.ines.objectId ? ines : terraform,
      resourceId: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      operationName: 'RoleAssignmentPut',
      method: 'PUT' as const,
      action: 'Microsoft.Authorization/roleAssignments/write',
      apiVersion: '2022-04-01',
    }
    recordChange(recorder, call, createdOn * 1000)
  }
}

/** The exporter reads the settings of each vault early in the morning. */
function recordDailyLook(recorder: Recorder, vault: Vault): void {
  const call = {
    actor: exporter,
    vault,
    resourceId: vaultId(vault),
    operationName: 'VaultGet',
    method: 'GET' as const,
    apiVersion: '2023-07-01',
  }
  const shape = recorder.shapes.ofControlPlane(`look at ${vault.name}`, vault, () => controlRecord(call))
  const second = random(`look at ${vault.name}`).integer(0, 3_000)
  for (let day = recorder.startMs; day < recorder.endMs; day += dayMs) recorder.add(shape, vault, at(day, 4, 0, second))
}

/** A vault as its audit rows describe it. */
export function settingsOf(vault: Vault): Record<string, unknown> {
  return {
    properties: {
      sku: { Family: 'A', Name: vault.sku, Capacity: null },
      tenantId: tenant.tenantId,
      networkAcls: vault.networkAcls,
      enabledForDeployment: vault.enabledForDeployment,
      enabledForDiskEncryption: vault.enabledForDiskEncryption,
      enabledForTemplateDeployment: vault.enabledForTemplateDeployment,
      enableSoftDelete: true,
      softDeleteRetentionInDays: vault.softDeleteRetentionInDays,
      enableRbacAuthorization: vault.enableRbacAuthorization,
      enablePurgeProtection: vault.enablePurgeProtection || null,
    },
  }
}
