import { expect, test } from 'vitest'
import type { CertificatePolicy } from '@/lib/domain/certificate-policy.ts'
import { checkPolicy, emptyPolicyForm, policyFormOf } from './policy-form.ts'

const policy: CertificatePolicy = {
  issuerName: 'corporate',
  certificateType: 'OV-SSL',
  isTransparent: false,
  subject: 'CN=a.example',
  alternativeNames: { dnsNames: ['a.example'], emails: [], userPrincipalNames: [], uris: [], ipAddresses: [] },
  keyType: 'RSA',
  keySizeBits: 3072,
  curve: null,
  isExportable: true,
  reusesKey: false,
  contentType: 'application/x-pkcs12',
  keyUsages: ['digitalSignature'],
  extendedKeyUsages: [],
  validityMonths: 12,
  lifetimeAction: null,
}

test('a policy that is opened and saved is the same, the parts that no field shows included', () => {
  const { curve: _, ...same } = policy
  expect(checkPolicy(policyFormOf(policy)).body).toEqual(same)
  expect(checkPolicy({ ...emptyPolicyForm, subject: 'CN=b' }).body?.isTransparent).toBeNull()
})
