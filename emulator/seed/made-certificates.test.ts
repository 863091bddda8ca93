import { createPublicKey, X509Certificate } from 'node:crypto'
import { CertificateClient } from '@azure/keyvault-certificates'
import { KeyClient } from '@azure/keyvault-keys'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mintAccessToken } from '../entra/access-token.ts'
import { keyVaultAudience } from '../entra/resources.ts'
import { readPfx } from '../key-vault/x509/read-pfx.ts'
import { type RunningEmulator, startEmulator } from '../start.ts'
import { tlsClient } from '../testing/tls-client.ts'
import { secretLandmarks } from './landmarks.ts'
import { people } from './people.ts'

/** What the demo's certificates are made of, once somebody looks: through the vendor's clients. */

let running: RunningEmulator
let agent: ReturnType<typeof tlsClient>['agent']

beforeAll(async () => {
  running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo', settleMs: 0 })
  agent = tlsClient(running).agent
})
afterAll(() => running.close())

const credential = {
  async getToken() {
    const { emulator } = running
    const { clientId } = emulator.state.application
    const token = await mintAccessToken(emulator, {
      principal: people.ines,
      audience: keyVaultAudience,
      appId: clientId,
      scopes: ['user_impersonation'],
    })
    return { token, expiresOnTimestamp: Date.now() + 3_600_000 }
  },
}

function clients(vaultName: string) {
  const url = `https://${vaultName}.vault.emulator.test`
  return {
    certificates: new CertificateClient(url, credential, { agent }),
    secrets: new SecretClient(url, credential, { agent }),
    keys: new KeyClient(url, credential, { agent }),
  }
}

describe('a certificate of the demo seed', () => {
  test.each([
    ['kv-payments-prod-weu', 'checkout-meridian-example', 'CN=checkout.meridian.example'],
    ['kv-payments-prod-weu', 'mtls-card-network', 'CN=mtls-card-network'],
    [secretLandmarks.managed.vault, secretLandmarks.managed.secret, 'CN=payments.meridian.example'],
    [secretLandmarks.managedExpired.vault, secretLandmarks.managedExpired.secret, 'CN=billing.meridian.example'],
    ['kv-ledger-prod-eus2', 'ledger-meridian-example', 'CN=ledger.meridian.example'],
    ['kv-partners-prod-weu', 'as2-signing', 'C=FR\nO=Meridian\nCN=Meridian AS2'],
  ])(
    'in %s, %s, is there with key and secret',
    async (vaultName, name, subject) => {
      const { certificates, secrets, keys } = clients(vaultName)
      const certificate = await certificates.getCertificate(name)
      const { expiresOn, version } = certificate.properties
      const parsed = new X509Certificate(certificate.cer ?? new Uint8Array())
      expect(parsed.subject.split('\n').sort()).toEqual(subject.split('\n').sort())
      expect(parsed.validToDate).toEqual(expiresOn)
      const key = await keys.getKey(name)
      expect(key.properties).toMatchObject({ managed: true, version })
      const { kty, crv, n, e, x, y } = parsed.publicKey.export({ format: 'jwk' })
      expect({ kty, crv: crv === 'secp256k1' ? 'P-256K' : crv }).toEqual({ kty: key.keyType, crv: key.key?.crv })
      const part = kty === 'RSA' ? [n, e] : [x, y]
      const { key: jwk } = key
      const shown = kty === 'RSA' ? [jwk?.n, jwk?.e] : [jwk?.x, jwk?.y]
      expect(shown.map((one) => Buffer.from(one ?? []).toString('base64url'))).toEqual(part)
      const { value = '', properties } = await secrets.getSecret(name)
      expect(properties.version).toBe(version)
      if (properties.contentType === 'application/x-pem-file') {
        expect(value).toMatch(/^-----BEGIN PRIVATE KEY-----[\s\S]+-----BEGIN CERTIFICATE-----/)
        return
      }
      const { privateKey, certificates: chain } = await readPfx(Buffer.from(value, 'base64'), '')
      const exported = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
      expect(exported).toEqual(parsed.publicKey.export({ format: 'der', type: 'spki' }))
      expect(chain[0]).toEqual(Buffer.from(certificate.cer ?? []))
    },
    60_000,
  )

  test('keeps its older versions, each with its own key', async () => {
    const name = 'checkout-meridian-example'
    const { certificates, keys } = clients('kv-payments-prod-weu')
    const publicKeys = new Set<string>()
    for await (const { version = '' } of certificates.listPropertiesOfCertificateVersions(name)) {
      const { cer } = await certificates.getCertificateVersion(name, version)
      const { key } = await keys.getKey(name, { version })
      const { x = '' } = new X509Certificate(cer ?? new Uint8Array()).publicKey.export({ format: 'jwk' })
      expect(Buffer.from(key?.x ?? []).toString('base64url')).toBe(x)
      publicKeys.add(x)
    }
    expect(publicKeys.size).toBe(2)
  })

  test('shows its thumbprint in the list, also where the certificate was deleted', async () => {
    const { certificates } = clients('kv-orders-dev-weu')
    for await (const { x509Thumbprint } of certificates.listPropertiesOfCertificates())
      expect(x509Thumbprint).toHaveLength(20)
    const deleted = []
    for await (const one of certificates.listDeletedCertificates()) deleted.push(one)
    expect(deleted).toMatchObject([{ name: 'orders-spike-tls', properties: { recoverableDays: 7 } }])
    const { cer } = await certificates.getDeletedCertificate('orders-spike-tls')
    expect(new X509Certificate(cer ?? new Uint8Array()).subject).toBe('CN=orders-spike-tls')
  })

  test('that waits for a signature has its signing request, and no certificate', async () => {
    const { certificates } = clients('kv-payments-prod-weu')
    const poller = await certificates.getCertificateOperation('terminal-gateway-mtls')
    const { certificateOperation } = poller.getOperationState()
    expect(certificateOperation).toMatchObject({ status: 'inProgress', issuerName: 'Unknown' })
    expect(certificateOperation?.csr?.length).toBeGreaterThan(200)
    const renewal = await clients('kv-orders-prod-weu').certificates.getCertificateOperation('basket-meridian-example')
    expect(renewal.getOperationState().certificateOperation).toMatchObject({ issuerName: 'digicert-meridian' })
    const current = await clients('kv-orders-prod-weu').certificates.getCertificate('basket-meridian-example')
    expect(current.cer).toBeDefined()
  })

  test('of an issuer: issuer and contacts are there', async () => {
    const { certificates } = clients('kv-payments-prod-weu')
    expect(await certificates.getIssuer('digicert-meridian')).toMatchObject({ provider: 'DigiCert' })
    expect(await certificates.getContacts()).toMatchObject([{ email: 'certificates@meridian.example' }, {}])
  })
})
