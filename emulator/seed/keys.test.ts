import { describe, expect, test } from 'vitest'
import type { Key } from '../key-state.ts'
import { addDuration, parseDuration } from '../key-vault/iso-duration.ts'
import { defaultKeyOps } from '../key-vault/key-ops.ts'
import type { Vault } from '../state.ts'
import { seedState } from './index.ts'
import { sampleKeys } from './keys.ts'
import { keyLandmarks } from './landmarks.ts'
import { vaultPlans } from './vault-plans.ts'

const now = Date.UTC(2026, 10, 20, 6, 30) / 1000
const daySeconds = 86_400
const state = seedState('demo', now)
const hosts = [...state.vaults.values(), ...state.managedHsms.values()]
const placed = (of: (vault: Vault) => Iterable<Key>) =>
  hosts.flatMap((vault) => [...of(vault)].map((key) => ({ vault, key })))
const own = placed(({ objects }) => objects.keys.values()).filter(
  ({ key }) => !key.versions.some((one) => one.isManaged),
)
const everyVersion = own.flatMap(({ key }) => key.versions)
const current = own.flatMap(({ key }) => key.versions.slice(-1))
const count = <Item>(items: Item[], is: (item: Item) => unknown) => items.filter(is).length

describe('the keys of the demo seed', () => {
  test('are a few dozen, none of them made before somebody looks', () => {
    expect(own.length).toBeGreaterThanOrEqual(40)
    expect(own.length).toBeLessThanOrEqual(60)
    expect(everyVersion.filter(({ material }) => material)).toEqual([])
  })

  test('are of every type and curve, in hardware where the tier has it and nowhere else', () => {
    const kinds = new Set(
      current.map(({ shape }) => ('crv' in shape ? `${shape.kty} ${shape.crv}` : `${shape.kty} ${shape.keySize}`)),
    )
    for (const kind of [
      'RSA 2048',
      'RSA 3072',
      'RSA 4096',
      'RSA-HSM 2048',
      'RSA-HSM 4096',
      'EC P-256',
      'EC P-384',
      'EC P-521',
      'EC-HSM P-256K',
      'oct-HSM 256',
    ]) {
      expect(kinds).toContain(kind)
    }
    for (const { vault, key } of own) {
      const isHardware = key.versions.some(({ shape }) => shape.kty.endsWith('-HSM'))
      expect(vault.sku === 'premium' || !isHardware, `${vault.name}/${key.name}`).toBe(true)
      expect(key.versions.some(({ shape }) => shape.kty === 'oct-HSM') ? vault.managedHsm : true).toBeTruthy()
    }
  })

  test('rotated by a policy lie as far apart as it says, and are not due yet', () => {
    const rotated = own.filter(
      ({ key }) => key.rotationPolicy?.lifetimeActions.some(({ type }) => type === 'Rotate') && !key.hasMissedRotation,
    )
    expect(rotated.length).toBeGreaterThanOrEqual(12)
    expect(count(rotated, ({ key }) => key.versions.length > 1)).toBeGreaterThanOrEqual(10)
    for (const { vault, key } of rotated) {
      const action = key.rotationPolicy?.lifetimeActions.find(({ type }) => type === 'Rotate')
      const trigger = parseDuration(action?.timeAfterCreate ?? action?.timeBeforeExpiry)
      if (!trigger) throw new Error(`${vault.name}/${key.name} has no trigger`)
      const due = key.versions.map(({ created, exp = 0 }) =>
        action?.timeAfterCreate ? addDuration(created, trigger) : addDuration(exp, trigger, -1),
      )
      expect(key.versions.slice(1).map(({ created }) => created)).toEqual(due.slice(0, -1))
      expect(due.at(-1)).toBeGreaterThan(now + daySeconds)
    }
  })

  test('hold one whose rotation was missed a month ago', () => {
    const missed = own.filter(({ key }) => key.hasMissedRotation)
    expect(missed.map(({ vault, key }) => ({ vault: vault.name, key: key.name }))).toEqual([
      keyLandmarks.missedRotation,
    ])
    expect(missed[0]?.key.versions.at(-1)?.created).toBeLessThan(now - 119 * daySeconds)
  })

  test('hold something for every state that a key can be in', () => {
    expect(count(current, ({ exp }) => exp !== undefined && exp < now)).toBeGreaterThanOrEqual(1)
    expect(
      count(current, ({ exp }) => exp !== undefined && exp > now && exp < now + 30 * daySeconds),
    ).toBeGreaterThanOrEqual(2)
    expect(count(current, ({ nbf }) => nbf !== undefined && nbf > now)).toBe(1)
    expect(count(current, ({ exp }) => exp === undefined)).toBeGreaterThan(15)
    expect(count(current, ({ enabled }) => !enabled)).toBe(2)
    expect(count(own, ({ key }) => key.releasePolicy)).toBe(1)
    expect(placed(({ objects }) => objects.deletedKeys.values())).toHaveLength(5)
  })

  test('are possible: operations of their type, dates in the past, versions after their vault', () => {
    for (const { vault, key } of own) {
      for (const { keyOps, shape, created, updated } of key.versions) {
        const ofType = new Set([...defaultKeyOps(shape.kty), 'sign', 'verify'])
        expect(
          keyOps.every((one) => ofType.has(one)),
          `${vault.name}/${key.name}`,
        ).toBe(true)
        expect(created).toBeGreaterThan(vault.createdOn)
        expect(created).toBeLessThan(now)
        expect(updated).toBe(created)
      }
    }
    for (const { vault, key } of placed(({ objects }) => objects.deletedKeys.values())) {
      const deleted = vault.objects.deletedKeys.get(key.name)
      expect(deleted?.deletedDate).toBeLessThan(now)
      expect(deleted?.scheduledPurgeDate).toBeGreaterThan(now)
      expect(deleted?.scheduledPurgeDate).toBe(
        (deleted?.deletedDate ?? 0) + vault.softDeleteRetentionInDays * daySeconds,
      )
    }
  })

  test('have ids of their own, the same on every day', () => {
    const ids = (at: number) =>
      vaultPlans.flatMap((plan) =>
        sampleKeys(plan, at).flatMap(({ versions }) => versions.map(({ version }) => version)),
      )
    expect(new Set(ids(now)).size).toBe(ids(now).length)
    expect(ids(now + 500 * daySeconds)).toEqual(ids(now))
  })

  test('bear no name of a certificate in the same vault', () => {
    for (const { vault, key } of own) {
      expect(vault.objects.certificates.has(key.name), `${vault.name}/${key.name}`).toBe(false)
      expect(vault.objects.secrets.get(key.name)?.versions.some(({ managedKeyName }) => managedKeyName) ?? false).toBe(
        false,
      )
      expect(vault.objects.deletedKeys.has(key.name)).toBe(false)
    }
  })
})
