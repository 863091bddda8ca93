import { describe, expect, test } from 'vitest'
import type { Certificate } from '../certificate-state.ts'
import { currentVersion, issuedVersions } from '../key-vault/certificate-lookup.ts'
import { dueAt } from '../key-vault/renew-certificate.ts'
import { sampleCertificates } from './certificates.ts'
import { seedState } from './index.ts'
import { vaultPlans } from './vault-plans.ts'

const now = Date.UTC(2026, 10, 20, 6, 30) / 1000
const daySeconds = 86_400
const vaults = [...seedState('demo', now).vaults.values()]
const placed = vaults.flatMap((vault) =>
  [...vault.objects.certificates.values()].map((certificate) => ({ vault, certificate })),
)
const live = placed.map(({ certificate }) => certificate)
const withMaterial = ({ versions, operation }: Certificate) => versions.some(({ cer }) => cer) || operation?.csr
const daysLeft = (certificate: Certificate) => (currentVersion(certificate).exp - now) / daySeconds

describe('the certificates of the demo seed', () => {
  test('are about forty, none of them made before somebody looks', () => {
    expect(live.length).toBeGreaterThanOrEqual(38)
    expect(live.length).toBeLessThanOrEqual(48)
    expect(live.filter(withMaterial)).toEqual([])
    const secrets = live.flatMap(({ name }) => vaults.flatMap(({ objects }) => objects.secrets.get(name) ?? []))
    expect(
      secrets.flatMap(({ versions }) => versions).filter(({ value, managedKeyName }) => managedKeyName && value),
    ).toEqual([])
  })

  test('come from everywhere, and are at every point of their lives', () => {
    const count = (is: (certificate: Certificate) => unknown) => live.filter(is).length
    expect(count(({ policy }) => policy.issuer.name === 'Self')).toBeGreaterThanOrEqual(12)
    expect(count(({ policy }) => policy.issuer.name === 'Unknown')).toBeGreaterThanOrEqual(12)
    expect(count(({ policy }) => policy.issuer.name === 'digicert-meridian')).toBeGreaterThanOrEqual(6)
    expect(count(({ policy }) => policy.contentType === 'application/x-pem-file')).toBeGreaterThanOrEqual(5)
    expect(count(({ policy }) => policy.keyShape.kty === 'EC')).toBeGreaterThanOrEqual(10)
    expect(count((certificate) => issuedVersions(certificate).length === 0)).toBe(3)
    expect(count(({ operation }) => operation?.status === 'inProgress')).toBe(3)
    expect(count(({ operation }) => operation?.status === 'cancelled')).toBe(1)
    expect(count((certificate) => daysLeft(certificate) < 0)).toBe(3)
    expect(count((certificate) => daysLeft(certificate) > 0 && daysLeft(certificate) < 30)).toBeGreaterThanOrEqual(5)
    expect(count(({ versions }) => versions.length > 1)).toBeGreaterThanOrEqual(12)
  })

  test('are renewed within days or months, and not on the first look', () => {
    const days = live.flatMap((one) => dueAt(one) ?? []).map((due) => (due - now) / daySeconds)
    expect(days.length).toBeGreaterThanOrEqual(20)
    expect(Math.min(...days)).toBeGreaterThan(1)
    expect(Math.min(...days)).toBeLessThan(7)
  })

  test('bring a key and a secret of the same versions and dates', () => {
    for (const { vault, certificate } of placed) {
      const { keys, secrets } = vault.objects
      const issued = issuedVersions(certificate)
      const shown = issued.length > 0 ? issued : certificate.versions
      const ids = shown.map(({ version, exp }) => ({ version, exp }))
      const id = certificate.name.toLowerCase()
      for (const twin of [keys.get(id), secrets.get(id)])
        expect(
          twin?.versions.map(({ version, exp }) => ({ version, exp })),
          certificate.name,
        ).toEqual(ids)
      expect(keys.get(id)?.versions.every(({ isManaged }) => isManaged)).toBe(true)
      expect(secrets.get(id)?.versions.every(({ managedKeyName }) => managedKeyName === certificate.name)).toBe(true)
    }
  })

  test('lie after their vault was made and before today, one version after the other', () => {
    for (const { vault, certificate } of placed) {
      const dates = certificate.versions.map(({ created }) => created)
      expect(dates, certificate.name).toEqual([...dates].sort((a, b) => a - b))
      expect(dates[0], `${vault.name}/${certificate.name}`).toBeGreaterThan(vault.createdOn)
      expect(dates.at(-1)).toBeLessThan(now)
    }
  })

  test('have ids of their own, the same on every day', () => {
    const ids = (today: number) =>
      vaultPlans.flatMap((plan) =>
        sampleCertificates(plan, today).certificates.flatMap(({ versions }) => versions.map(({ version }) => version)),
      )
    expect(new Set(ids(now)).size).toBe(ids(now).length)
    expect(ids(now + 500 * daySeconds)).toEqual(ids(now))
  })

  test('name issuers that their vault knows', () => {
    for (const { vault, certificate } of placed) {
      const { name } = certificate.policy.issuer
      if (name !== 'Self' && name !== 'Unknown') expect([...vault.objects.certificateIssuers.keys()]).toContain(name)
    }
    const withContacts = vaults.filter(({ objects }) => objects.certificateContacts.length > 0)
    expect(withContacts.length).toBeGreaterThanOrEqual(4)
    expect(withContacts.length).toBeLessThan(12)
  })

  test('leave two deleted ones, with key and secret', () => {
    const deleted = vaults.flatMap(({ objects }) =>
      [...objects.deletedCertificates.values()].map((one) => ({ one, objects })),
    )
    expect(deleted).toHaveLength(2)
    for (const { one, objects } of deleted) {
      const { deletedDate, scheduledPurgeDate } = one
      expect(objects.deletedKeys.get(one.name)).toMatchObject({ deletedDate, scheduledPurgeDate })
      expect(objects.deletedSecrets.get(one.name)).toMatchObject({ deletedDate, scheduledPurgeDate })
      expect(scheduledPurgeDate).toBeGreaterThan(now)
    }
  })
})
