import { type Vault, vaultId } from '../../state.ts'
import { people, workloads } from '../people.ts'
import { clients, person, programs, workload } from './actors.ts'
import type { HistoryAnswers } from './answers.ts'
import { at, minuteMs } from './calendar.ts'
import { recordChange, recordVaultChange } from './changes.ts'
import { settingsOf, terraform } from './estate-changes.ts'
import type { Disturbance, Recorder } from './recorder.ts'
import { steadyPlans } from './steady-plans.ts'

const pipeline = workload(workloads.deployPipeline, clients.python, { address: '203.0.113.192' })
const ines = person(people.ines, programs.portal, { address: '198.51.100.7' })

const closed: Vault['networkAcls'] = {
  defaultAction: 'Deny',
  bypass: 'AzureServices',
  ipRules: ['198.51.100.0/27'],
  virtualNetworkRules: [],
}
const open: Vault['networkAcls'] = {
  defaultAction: 'Allow',
  bypass: 'AzureServices',
  ipRules: [],
  virtualNetworkRules: [],
}

/** The firewall of a vault of production lets everybody in again; it is the one that the seed shows. */
export function networkOpened(recorder: Recorder, day: number): HistoryAnswers['networkOpened'] {
  const vault = recorder.vault('kv-billing-prod-weu')
  const changedMs = at(day, 15, 42, 8)
  const properties = settingsOf({ ...vault, networkAcls: open })
  recordVaultChange(recorder, { actor: pipeline, vault, operationName: 'VaultPatch', properties }, changedMs)
  return { vault: vault.name, objectId: workloads.deployPipeline.objectId, changedMs, address: pipeline.address }
}

const outageVault = 'kv-orders-prod-weu'
const outageTimes = (day: number) => ({
  changedMs: at(day, 10, 31, 20),
  fromMs: at(day, 10, 40),
  revertedMs: at(day, 11, 12, 44),
})

/** While the firewall is closed the incident itself says who calls. */
export function outageDisturbance(day: number): Disturbance {
  const { changedMs, revertedMs } = outageTimes(day)
  return { vault: outageVault, fromMs: changedMs, toMs: revertedMs, isSilent: true }
}

/** At 10:31 somebody closes the firewall, without the services' addresses in it; at 10:40 it takes effect. */
export function outageAfterChange(recorder: Recorder, day: number): HistoryAnswers['outageAfterChange'] {
  const vault = recorder.vault(outageVault)
  const { changedMs, fromMs, revertedMs } = outageTimes(day)
  const change = (networkAcls: Vault['networkAcls'], timeMs: number, actor = pipeline) => {
    const properties = settingsOf({ ...vault, networkAcls })
    recordVaultChange(recorder, { actor, vault, operationName: 'VaultPatch', properties }, timeMs)
  }
  change(closed, changedMs)
  change(open, revertedMs)
  const suffering = steadyPlans.filter((plan) => plan.vault === outageVault)
  let refused = 0
  for (const { principal, client, places, service } of suffering) {
    for (const place of places) {
      const actor = workload(principal, client, place)
      const name = [...vault.objects.secrets.values()].find((secret) => secret.name.startsWith(service))?.name
      for (let timeMs = fromMs + refused * 700; timeMs < revertedMs; timeMs += minuteMs) {
        recorder.tell({ actor, vault, method: 'GET', path: `/secrets/${name}`, networkAcls: closed }, timeMs)
        refused += 1
      }
    }
  }
  return {
    vault: vault.name,
    objectId: workloads.deployPipeline.objectId,
    changedMs,
    fromMs,
    toMs: revertedMs,
    revertedMs,
    refusedIds: [...new Set(suffering.map(({ principal }) => principal.objectId))],
    refused,
  }
}

/** What was logged into an archive is logged no more; hours later the vault logs into a workspace. */
export const loggingSwitchedOff = {
  times: (day: number) => ({
    vault: 'kv-orders-stg-weu',
    deletedMs: at(day, 13, 5, 41),
    restoredMs: at(day, 16, 40, 2),
  }),
  record(recorder: Recorder, day: number): HistoryAnswers['loggingSwitchedOff'] {
    const { vault: vaultName, deletedMs, restoredMs } = this.times(day)
    const vault = recorder.vault(vaultName)
    const change = (name: string, method: 'PUT' | 'DELETE', timeMs: number, actor = terraform) => {
      const verb = method === 'PUT' ? 'write' : 'delete'
      const call = {
        actor,
        resourceId: `${vaultId(vault)}/providers/Microsoft.Insights/diagnosticSettings/${name}`,
        operationName: method === 'PUT' ? 'DiagnosticSettingsPut' : 'DiagnosticSettingsDelete',
        method,
        action: `Microsoft.Insights/diagnosticSettings/${verb}`,
        apiVersion: '2021-05-01-preview',
      }
      recordChange(recorder, call, timeMs)
    }
    change('archive', 'DELETE', deletedMs)
    change('to-nonproduction', 'PUT', restoredMs, ines)
    return { vault: vaultName, objectId: workloads.terraform.objectId, deletedMs, restoredMs }
  },
}
