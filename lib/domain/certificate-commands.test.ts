import { expect, test } from 'vitest'
import { certificateCommands, certificateId } from './certificate-commands.ts'
import type { CertificatePolicy } from './certificate-policy.ts'

const address = { vaultName: 'kv-a', vaultUri: 'https://kv-a.vault.azure.net/', certificateName: 'site' }
const version = '0123456789abcdef0123456789abcdef'
const policy: CertificatePolicy = {
  issuerName: 'Self',
  certificateType: null,
  isTransparent: null,
  subject: 'CN="a", O=${var.x}',
  alternativeNames: { dnsNames: ['a.example'], emails: [], userPrincipalNames: [], uris: [], ipAddresses: [] },
  keyType: 'EC',
  keySizeBits: null,
  curve: 'P-256',
  isExportable: true,
  reusesKey: false,
  contentType: 'application/x-pem-file',
  keyUsages: ['digitalSignature'],
  extendedKeyUsages: ['1.3.6.1.5.5.7.3.1'],
  validityMonths: 12,
  lifetimeAction: { action: 'AutoRenew', trigger: 'daysBeforeExpiry', at: 30 },
}
const text = (label: RegExp, of = address as Parameters<typeof certificateCommands>[0]) =>
  certificateCommands(of, policy).find((command) => label.test(command.label))?.text ?? ''

test('an identifier is Key Vault’s own', () => {
  expect(certificateId(address)).toBe('https://kv-a.vault.azure.net/certificates/site')
  expect(certificateId({ ...address, version })).toBe(`https://kv-a.vault.azure.net/certificates/site/${version}`)
})

test('commands name the vault, the certificate and the version', () => {
  expect(text(/CLI: show it/)).toBe('az keyvault certificate show --vault-name kv-a --name site')
  expect(text(/CLI: show it/, { ...address, version })).toContain(`--version ${version}`)
  expect(text(/PowerShell: show/, { ...address, version })).toContain(`-Version ${version}`)
  expect(text(/^REST/)).toContain('https://kv-a.vault.azure.net/certificates/site?api-version=')
})

test('no command reads the private key, and none holds a password', () => {
  const all = certificateCommands(address, policy).map((command) => command.text)
  expect(all.filter((one) => /\/secrets\/|secret (show|download)|Get-AzKeyVaultSecret/.test(one))).toEqual([])
  expect(text(/import a PFX/)).toContain('(Read-Host -AsSecureString)')
})

test('Terraform says the policy, and takes none of it for a template', () => {
  const terraform = text(/^Terraform/)
  expect(terraform).toContain('subject            = "CN=\\"a\\", O=$${var.x}"')
  expect(terraform).toContain('days_before_expiry = 30')
  expect(terraform).toContain('curve      = "P-256"')
  expect(terraform).not.toContain('key_size')
  expect(certificateCommands(address, null).some(({ label }) => label.startsWith('Terraform'))).toBe(false)
})
