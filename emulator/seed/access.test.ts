import { describe, expect, test } from 'vitest'
import { seedNames, seedState } from './index.ts'
import { deletedPeople } from './people.ts'

const now = Date.UTC(2026, 10, 20, 15) / 1000

describe.each(seedNames)('access in the %s seed', (name) => {
  const state = seedState(name, now)

  test('names only roles that are defined', () => {
    const roles = new Set(state.roleDefinitions.map((role) => role.name))
    for (const { roleDefinitionName } of state.roleAssignments) expect(roles).toContain(roleDefinitionName)
    expect(roles.size).toBe(state.roleDefinitions.length)
  })

  test('is given at scopes that exist', () => {
    const management = state.managementGroups.map(
      (one) => `/providers/Microsoft.Management/managementGroups/${one.name}`,
    )
    const subscriptions = state.subscriptions.map(({ subscriptionId }) => `/subscriptions/${subscriptionId}`)
    const groups = state.resourceGroups.map((one) => `/subscriptions/${one.subscriptionId}/resourceGroups/${one.name}`)
    const vaults = [...state.vaults.values()].map(
      (vault) =>
        `/subscriptions/${vault.subscriptionId}/resourceGroups/${vault.resourceGroup}/providers/Microsoft.KeyVault/vaults/${vault.name}`,
    )
    const scopes = new Set([...management, ...subscriptions, ...groups, ...vaults])
    for (const { scope } of state.roleAssignments) expect(scopes).toContain(scope.split('/secrets/')[0])
  })

  test('is given to principals of the directory or to deleted ones, each of the type it says', () => {
    const types = new Map<string, string>([
      ...state.accounts.map(({ objectId }): [string, string] => [objectId, 'User']),
      ...state.groups.map(({ objectId }): [string, string] => [objectId, 'Group']),
      ...state.servicePrincipals.map(({ objectId }): [string, string] => [objectId, 'ServicePrincipal']),
      ...Object.values(deletedPeople).map((objectId): [string, string] => [objectId, 'User']),
    ])
    for (const { principalId, principalType } of state.roleAssignments)
      expect(types.get(principalId)).toBe(principalType)
    const policies = [...state.vaults.values()].flatMap(({ accessPolicies }) => accessPolicies)
    for (const { objectId, tenantId } of policies) {
      expect(types.has(objectId)).toBe(true)
      expect(tenantId).toBe(state.tenantId)
    }
  })

  test('is assigned once each, in the past', () => {
    const grants = state.roleAssignments.map((one) => `${one.principalId} ${one.roleDefinitionName} ${one.scope}`)
    expect(new Set(grants).size).toBe(grants.length)
    expect(new Set(state.roleAssignments.map((one) => one.name)).size).toBe(grants.length)
    for (const { createdOn } of state.roleAssignments) expect(createdOn).toBeLessThan(now)
  })

  test('has groups whose members exist', () => {
    const ids = [...state.accounts, ...state.groups, ...state.servicePrincipals].map(({ objectId }) => objectId)
    for (const { memberIds } of state.groups) for (const id of memberIds) expect(ids).toContain(id)
  })

  test('lists the security administrator first and has five accounts with a sentence each', () => {
    expect(state.accounts.map(({ userPrincipalName }) => userPrincipalName.split('@')[0])).toEqual([
      'ines.moreau',
      'tomas.berg',
      'priya.nair',
      'daniel.okafor',
      'lena.fischer',
    ])
    for (const { summary } of state.accounts) expect(summary).toMatch(/^[A-Z].{20,120}\.$/)
  })

  test('has ids that are GUIDs and no two alike', () => {
    const ids = [...state.accounts, ...state.groups, ...state.servicePrincipals].map(({ objectId }) => objectId)
    expect(new Set(ids).size).toBe(ids.length)
    const appIds = state.servicePrincipals.map(({ appId }) => appId)
    expect(appIds).toContain(state.application.clientId)
    for (const id of [...ids, ...appIds, state.tenantId])
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })
})
