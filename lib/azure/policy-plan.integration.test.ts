import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '../../emulator/entra/access-token.ts'
import { operations } from '../../emulator/key-vault/operations.ts'
import { decidePermission } from '../../emulator/key-vault/permission.ts'
import { assignment } from '../../emulator/seed/access.ts'
import { accessPolicies } from '../../emulator/seed/access-policies.ts'
import { people as accounts } from '../../emulator/seed/people.ts'
import { vaultPlans } from '../../emulator/seed/vault-plans.ts'
import { type PlannedLoss, type PolicyPlan, policyPlan } from '../domain/policy-plan.ts'
import { planInputOf } from '../domain/policy-plan-input.ts'
import { changeableOf } from '../domain/vault-settings.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token = ''
beforeAll(async () => {
  strongroom = await startStrongroom()
  const { state } = strongroom.emulator
  // Whoever moves a vault may assign any role there and change the vault.
  const owner = assignment([accounts.ines, 'User', 'Owner', '/'], 1_780_000_000)
  state.roleAssignments = [...state.roleAssignments, owner]
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())

async function call(method: string, address: string, body?: object) {
  const response = await strongroom.api(method, address, { token, ...(body && { body }) })
  return { status: response.status, json: await response.json() }
}

const otherApplication = '99999999-9999-4999-8999-999999999999'
const asked = operations.filter(({ isManagedHsmOnly }) => !isManagedHsmOnly)

/** What the emulator itself lets everybody do, through Strongroom and through another application. */
function allowed(vaultName: string): Map<string, Omit<PlannedLoss, 'reason'>> {
  const { state } = strongroom.emulator
  const vault = state.vaults.get(vaultName.toLowerCase())
  if (!vault) throw new Error(`No vault ${vaultName}`)
  const ids = [
    ...[...state.accounts, ...state.groups, ...state.servicePrincipals].map(({ objectId }) => objectId),
    ...vault.accessPolicies.map(({ objectId }) => objectId),
  ]
  const found = new Map<string, Omit<PlannedLoss, 'reason'>>()
  for (const objectId of new Set(ids)) {
    for (const appId of [state.application.clientId, otherApplication]) {
      for (const operation of asked) {
        const name = operation.path.includes('-name}') ? 'anything' : ''
        const caller = { objectId, appId } as Caller // the part of it that decides
        if (decidePermission(state, vault, caller, { operation, name }).refusal) continue
        const { object: collection, permission } = operation.policy
        const { dataAction } = operation
        const right = { principalId: objectId, applicationId: appId, collection, permission, dataAction }
        found.set(JSON.stringify([objectId, appId, operation.name]), { ...right, permission: permission.toLowerCase() })
      }
    }
  }
  return found
}

const isNamed = (plan: PolicyPlan, lost: Omit<PlannedLoss, 'reason'>) =>
  plan.losses.some(
    (one) =>
      one.principalId === lost.principalId.toLowerCase() &&
      (one.applicationId === undefined || one.applicationId === lost.applicationId) &&
      one.collection === lost.collection &&
      one.permission === lost.permission &&
      one.dataAction.toLowerCase() === lost.dataAction.toLowerCase(),
  )

async function apply(name: string, { steps }: PolicyPlan): Promise<void> {
  for (const step of steps) {
    if (step.kind === 'assignRole') {
      const { assignmentName, principalId, principalType, roleDefinitionId } = step
      const body = { assignmentName, principalId, principalType, roleDefinitionId }
      expect((await call('POST', api.roleAssignments(name), body)).status).toBe(201)
    }
    if (step.kind === 'switchModel') {
      const { json } = await call('GET', api.vaultSettings(name))
      const body = { before: changeableOf(json), change: { permissionModel: 'rbac' } }
      expect((await call('PATCH', api.vaultSettings(name), body)).status).toBe(200)
    }
  }
}

const policyVaults = vaultPlans.filter(({ name }) => accessPolicies(name).length > 0).map(({ name }) => name)

test('the sample estate has seven vaults of access policies', () => {
  expect(policyVaults).toHaveLength(7)
})

test.each(policyVaults)(
  'the plan of %s, applied, takes from nobody an action that they had, but those it names beforehand',
  async (vaultName) => {
    const name = vaultName.toLowerCase()
    const { json: reading } = await call('GET', api.roleAssignments(name))
    expect(reading.problems).toEqual([])
    const plan = policyPlan(planInputOf(reading, Math.floor(Date.now() / 1000)), 'builtIn')
    const before = allowed(vaultName)
    expect(before.size).toBeGreaterThan(0)
    await apply(name, plan)
    const after = allowed(vaultName)
    const lost = [...before].filter(([key]) => !after.has(key)).map(([, right]) => right)
    expect(lost.filter((right) => !isNamed(plan, right))).toEqual([])
    // What it names is lost indeed, or was nobody's who can call: no plan may name everything and be right.
    const isReal = (loss: PlannedLoss) =>
      // No operation asks for this one: it stands for three others.
      loss.permission === 'manageissuers' || lost.some((right) => isNamed({ ...plan, losses: [loss] }, right))
    expect(plan.losses.filter((loss) => !isReal(loss))).toEqual([])
  },
)
