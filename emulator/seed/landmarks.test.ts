import { expect, test } from 'vitest'
import type { Secret, SecretVersion } from '../state.ts'
import { seedState } from './index.ts'
import { deletedLandmarks, type SecretLandmark, secretLandmarks, vaultLandmarks } from './landmarks.ts'
import { teams } from './people.ts'

const now = Date.UTC(2026, 10, 20, 15) / 1000
const daySeconds = 86_400
const state = seedState('demo', now)

type Name = keyof typeof secretLandmarks

function vault(name: string) {
  const found = state.vaults.get(name.toLowerCase())
  if (!found) throw new Error(`no vault ${name}`)
  return found
}

function secretOf({ vault: name, secret }: SecretLandmark): Secret {
  const found = vault(name).objects.secrets.get(secret)
  if (!found) throw new Error(`no secret ${name}/${secret}`)
  return found
}

/** Current, previous and the number of versions. */
function lastTwo(name: Name): { current: SecretVersion; previous: SecretVersion; count: number } {
  const { versions } = secretOf(secretLandmarks[name])
  const [current, previous] = [versions.at(-1), versions.at(-2)]
  if (!current || !previous) throw new Error(`${name} has no two versions`)
  return { current, previous, count: versions.length }
}

const isGood = ({ enabled, exp, nbf }: SecretVersion) => enabled && (exp ?? now + 1) > now && (nbf ?? 0) <= now
const hasExpired = ({ exp }: SecretVersion) => exp !== undefined && exp < now
const keys = ({ value }: SecretVersion) => JSON.parse(value) as Record<string, unknown>
const changedKeys = (name: Name) => {
  const { current, previous } = lastTwo(name)
  const [after, before] = [keys(current), keys(previous)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  )
}

const facts: Record<Name, () => boolean> = {
  rollback: () =>
    secretOf(secretLandmarks.rollback).versions.length === 5 &&
    secretOf(secretLandmarks.rollback).versions.every(isGood),
  manyVersions: () => lastTwo('manyVersions').count === 600,
  sixtyVersions: () => lastTwo('sixtyVersions').count === 60,
  rotatedMonthly: () => {
    const written = secretOf(secretLandmarks.rotatedMonthly).versions.map(({ created }) => created)
    return written.slice(1).every((created, index) => created - (written[index] ?? 0) === 30 * daySeconds)
  },
  oneVersion: () => secretOf(secretLandmarks.oneVersion).versions.length === 1,
  disabledCurrent: () => !lastTwo('disabledCurrent').current.enabled && isGood(lastTwo('disabledCurrent').previous),
  developerDisabledCurrent: () =>
    !lastTwo('developerDisabledCurrent').current.enabled && isGood(lastTwo('developerDisabledCurrent').previous),
  policyDisabledCurrent: () =>
    !lastTwo('policyDisabledCurrent').current.enabled && isGood(lastTwo('policyDisabledCurrent').previous),
  disabledPrevious: () => isGood(lastTwo('disabledPrevious').current) && !lastTwo('disabledPrevious').previous.enabled,
  expiredPrevious: () => isGood(lastTwo('expiredPrevious').current) && hasExpired(lastTwo('expiredPrevious').previous),
  expiredCurrent: () => hasExpired(lastTwo('expiredCurrent').current),
  expiresSoon: () => {
    const days = ((lastTwo('expiresSoon').current.exp ?? 0) - now) / daySeconds
    return days > 2 && days < 4
  },
  notYetValid: () => (lastTwo('notYetValid').current.nbf ?? 0) > now && isGood(lastTwo('notYetValid').previous),
  neverExpires: () => secretOf(secretLandmarks.neverExpires).versions.every(({ exp }) => exp === undefined),
  fifteenTags: () =>
    secretOf(secretLandmarks.fifteenTags).versions.every(({ tags }) => Object.keys(tags).length === 15),
  fourteenTags: () =>
    secretOf(secretLandmarks.fourteenTags).versions.every(({ tags }) => Object.keys(tags).length === 14),
  jsonOneKeyDiffers: () => changedKeys('jsonOneKeyDiffers').join() === 'apiKey',
  jsonKeysDiffer: () => changedKeys('jsonKeysDiffer').sort().join() === 'legacyMode,theme,wallets',
  brokenJson: () => {
    expect(() => keys(lastTwo('brokenJson').current)).toThrow()
    return lastTwo('brokenJson').current.contentType === 'application/json'
  },
  sameValue: () => lastTwo('sameValue').current.value === lastTwo('sameValue').previous.value,
  sameSecond: () => lastTwo('sameSecond').current.created === lastTwo('sameSecond').previous.created,
  allInOneSecond: () =>
    new Set(secretOf(secretLandmarks.allInOneSecond).versions.map(({ created }) => created)).size === 1 &&
    lastTwo('allInOneSecond').count === 4,
  pem: () => /^-----BEGIN PRIVATE KEY-----\n[\s\S]+\n-----END PRIVATE KEY-----\n$/.test(lastTwo('pem').current.value),
  multiLine: () => lastTwo('multiLine').current.value.split('\n').length > 3,
  largest: () => Buffer.byteLength(lastTwo('largest').current.value) === 25 * 1024,
  unicode: () => /\r\n.*\n/s.test(lastTwo('unicode').current.value) && /[א-ת]/.test(lastTwo('unicode').current.value),
  longestName: () => secretOf(secretLandmarks.longestName).name.length === 127,
  markup: () =>
    lastTwo('markup').current.tags.owner === '<img src=x onerror=alert(1)>' &&
    Object.hasOwn(lastTwo('markup').current.tags, '__proto__'),
  canary: () => secretOf(secretLandmarks.canary).versions.every(({ value }) => value.startsWith('CANARY-')),
  managed: () => secretOf(secretLandmarks.managed).versions.every(({ managedKeyName }) => managedKeyName !== undefined),
  managedExpired: () => secretOf(secretLandmarks.managedExpired).versions.every(hasExpired),
  developerObjectScope: () =>
    state.roleAssignments.some(({ scope }) =>
      scope.endsWith(`/secrets/${secretLandmarks.developerObjectScope.secret}`),
    ),
  developerRollback: () => secretOf(secretLandmarks.developerRollback).versions.every(isGood),
  policyRollback: () => secretOf(secretLandmarks.policyRollback).versions.every(isGood),
  refusedByPolicy: () =>
    vault(secretLandmarks.refusedByPolicy.vault).accessPolicies.every(
      ({ objectId }) => objectId !== teams.securityAdministrators.objectId,
    ),
}

test.each(Object.keys(secretLandmarks) as Name[])('the secret %s is what its name says', (name) => {
  expect(secretOf(secretLandmarks[name]).versions.length).toBeGreaterThan(0)
  expect(facts[name]()).toBe(true)
})

test.each(Object.entries(vaultLandmarks))('the vault %s exists', (_, name) => {
  expect(vault(name).name).toBe(name)
})

test('the vaults that are about pages fill them exactly', () => {
  expect(vault(vaultLandmarks.threeFullPages).objects.secrets.size).toBe(75)
  expect(vault(vaultLandmarks.oneFullPage).objects.secrets.size).toBe(25)
  expect(vault(vaultLandmarks.withoutSecrets).objects.secrets.size).toBe(0)
})

test.each(Object.entries(deletedLandmarks))('the deleted secret %s is deleted', (_, landmark) => {
  expect(vault(landmark.vault).objects.deletedSecrets.has(landmark.secret)).toBe(true)
})

test('purge protection is on and off where the landmarks say so, and one secret is purged tomorrow', () => {
  expect(vault(deletedLandmarks.purgeProtected.vault).enablePurgeProtection).toBe(true)
  expect(vault(deletedLandmarks.purgeable.vault).enablePurgeProtection).toBe(false)
  const { vault: name, secret } = deletedLandmarks.purgedTomorrow
  const purge = vault(name).objects.deletedSecrets.get(secret)?.scheduledPurgeDate ?? 0
  expect(purge - now).toBeGreaterThan(0)
  expect(purge - now).toBeLessThan(2 * daySeconds)
})
