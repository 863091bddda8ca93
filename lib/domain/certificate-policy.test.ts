import { describe, expect, test } from 'vitest'
import { NewCertificatePolicy } from './certificate-policy.ts'

const policy = {
  issuerName: 'Self',
  subject: 'CN=a.example',
  alternativeNames: { dnsNames: ['*.a.example'], ipAddresses: ['10.0.0.1', '::1'], uris: ['urn:a:b'] },
  keyType: 'RSA',
  keySizeBits: 2048,
  isExportable: true,
  reusesKey: false,
  contentType: 'application/x-pkcs12',
  extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
  validityMonths: 12,
  lifetimeAction: null,
}
const mistakes = (changes: object) =>
  NewCertificatePolicy.safeParse({ ...policy, ...changes }).error?.issues.map(({ path }) => path.join('.')) ?? []
const action = (trigger: string, at: number, kind = 'AutoRenew') => ({ lifetimeAction: { action: kind, trigger, at } })

describe('a policy', () => {
  test('that is sound is taken', () => {
    expect(mistakes({})).toEqual([])
    expect(mistakes({ subject: '', alternativeNames: { dnsNames: ['a.example'] } })).toEqual([])
    expect(mistakes({ keyType: 'RSA-HSM', isExportable: false })).toEqual([])
  })

  test.each([
    [{ subject: '', alternativeNames: {} }, 'subject'],
    [{ subject: 'a.example' }, 'subject'],
    [{ keySizeBits: 1024 }, 'keySizeBits'],
    [{ keyType: 'EC', curve: 'P-192' }, 'curve'],
    [{ keyType: 'RSA-HSM' }, 'isExportable'],
    [{ validityMonths: 0 }, 'validityMonths'],
    [{ validityMonths: 121 }, 'validityMonths'],
    [{ validityMonths: 1.5 }, 'validityMonths'],
    [{ alternativeNames: { emails: ['nobody'] } }, 'alternativeNames.emails.0'],
    [{ alternativeNames: { ipAddresses: ['a.example'] } }, 'alternativeNames.ipAddresses.0'],
    [{ extendedKeyUsages: ['serverAuth'] }, 'extendedKeyUsages.0'],
    [{ issuerName: 'https://evil.example' }, 'issuerName'],
  ])('with a mistake says in which field: %o', (changes, path) => {
    expect(mistakes(changes)).toEqual([path])
  })

  test('renews within the life of the certificate: 1 to 99 percent, or 27 days for each month', () => {
    const kept = [action('lifetimePercentage', 1), action('lifetimePercentage', 99), action('daysBeforeExpiry', 324)]
    expect(kept.flatMap(mistakes)).toEqual([])
    const refused = [0, 100, 50.5].map((at) => action('lifetimePercentage', at))
    for (const one of [...refused, action('daysBeforeExpiry', 0), action('daysBeforeExpiry', 325)]) {
      expect(mistakes(one)).toEqual(['lifetimeAction'])
    }
  })

  test('cannot have Key Vault renew what somebody outside signs', () => {
    expect(mistakes({ issuerName: 'Unknown', ...action('lifetimePercentage', 80) })).toEqual(['lifetimeAction'])
    expect(mistakes({ issuerName: 'Unknown', ...action('lifetimePercentage', 80, 'EmailContacts') })).toEqual([])
  })
})
