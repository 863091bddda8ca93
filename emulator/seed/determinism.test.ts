import { deepStrictEqual } from 'node:assert/strict'
import { describe, expect, test } from 'vitest'
import type { State } from '../state.ts'
import { type SeedName, seedNames, seedState } from './index.ts'
import { largestVault, secretLandmarks } from './landmarks.ts'

const morning = Date.UTC(2026, 10, 20, 6, 30) / 1000
const daySeconds = 86_400

/** Every id a client could have kept from before a reset. */
function ids(state: State): string[] {
  const versions = [...state.vaults.values()].flatMap(({ name, objects }) =>
    [...objects.secrets.values(), ...objects.deletedSecrets.values()].flatMap((secret) =>
      secret.versions.map(({ version }) => `${name}/${secret.name}/${version}`),
    ),
  )
  const directory = [...state.accounts, ...state.groups, ...state.servicePrincipals].map(({ objectId }) => objectId)
  return [...directory, ...state.roleAssignments.map(({ name }) => name), ...versions]
}

function small(name: SeedName): boolean {
  return name !== 'large'
}

describe.each(seedNames.filter(small))('the %s seed', (name) => {
  test('is the same when it is made twice', () => {
    deepStrictEqual(seedState(name, morning), seedState(name, morning))
  })

  test('is the same all day long', () => {
    deepStrictEqual(seedState(name, morning + 12 * 3600), seedState(name, morning))
  })

  test('keeps every id and version when time moves on', () => {
    expect(ids(seedState(name, morning + 400 * daySeconds))).toEqual(ids(seedState(name, morning)))
  })

  test('is not changed by a change to an earlier copy', () => {
    const changed = seedState(name, morning)
    for (const vault of changed.vaults.values()) vault.accessPolicies.push({} as never) // spoiled on purpose
    for (const vault of changed.vaults.values()) vault.objects.secrets.clear()
    changed.accounts.length = 0
    changed.roleAssignments.length = 0
    for (const role of changed.roleDefinitions) role.permissions.length = 0
    for (const group of changed.groups) group.memberIds.length = 0
    for (const vault of changed.vaults.values()) vault.networkAcls?.ipRules.push('127.0.0.1')
    deepStrictEqual(seedState(name, morning + 1), seedState(name, morning))
    expect(seedState(name, morning).groups.every(({ memberIds }) => memberIds.length > 0)).toBe(true)
    expect(seedState(name, morning).roleDefinitions.every(({ permissions }) => permissions.length > 0)).toBe(true)
    const rules = [...seedState(name, morning).vaults.values()].flatMap(({ networkAcls }) => networkAcls?.ipRules ?? [])
    expect(rules).not.toContain('127.0.0.1')
  })
})

test('dates move with the day', () => {
  const { vault, secret } = secretLandmarks.expiresSoon
  const expiry = (now: number) =>
    seedState('demo', now).vaults.get(vault)?.objects.secrets.get(secret)?.versions.at(-1)?.exp
  expect((expiry(morning + 5 * daySeconds) ?? 0) - (expiry(morning) ?? 0)).toBe(5 * daySeconds)
})

test('the large seed gives a vault the same contents whatever was looked at before', () => {
  const [one, other] = [seedState('large', morning), seedState('large', morning)]
  for (const name of ['kv-large-0500', 'kv-large-0007'])
    expect(one.vaults.get(name)?.objects.secrets.size).toBeGreaterThan(0)
  deepStrictEqual(one.vaults.get(largestVault)?.objects, other.vaults.get(largestVault)?.objects)
  deepStrictEqual(one.vaults.get('kv-large-0007')?.objects, other.vaults.get('kv-large-0007')?.objects)
})
