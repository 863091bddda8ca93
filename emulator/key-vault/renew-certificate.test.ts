import { X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'

/** Renewals, as the emulated clock passes. */

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
  await vault.certificates.createIssuer('corporate', 'DigiCert')
})
afterAll(() => cloud?.close())
afterEach(() => {
  cloud.emulator.clock.offsetSeconds = 0
})

const poll = { intervalInMs: 10 }
const policy = { issuerName: 'Self', subject: 'CN=small', keyType: 'EC', keyCurveName: 'P-256', validityInMonths: 12 }
const days = (count: number) => count * 86_400

async function created(name: string, differences: object = {}) {
  const begun = await vault.certificates.beginCreateCertificate(name, { ...policy, ...differences }, poll)
  return begun.pollUntilDone()
}

async function versionsOf(name: string): Promise<(string | undefined)[]> {
  const versions: (string | undefined)[] = []
  for await (const { version } of vault.certificates.listPropertiesOfCertificateVersions(name)) versions.push(version)
  return versions
}

describe('a certificate that renews itself', () => {
  test('has a new version, key and secret once its share of life is over, and not before', async () => {
    const first = await created('share', { lifetimeActions: [{ action: 'AutoRenew', lifetimePercentage: 80 }] })
    cloud.emulator.clock.offsetSeconds = days(290)
    expect(await versionsOf('share')).toEqual([first.properties.version])
    cloud.emulator.clock.offsetSeconds = days(295)
    const second = await vault.certificates.getCertificate('share')
    expect(second.properties.version).not.toBe(first.properties.version)
    expect(await versionsOf('share')).toHaveLength(2)
    const { value = '', properties } = await vault.secrets.getSecret('share')
    expect(properties.version).toBe(second.properties.version)
    expect(value).not.toBe('')
    expect((await vault.keys.getKey('share')).id).toBe(second.keyId)
    const operation = await vault.certificates.getCertificateOperation('share')
    expect(operation.getOperationState().certificateOperation?.status).toBe('completed')
  })

  test('begins its new life when it was due, however late somebody looks', async () => {
    await created('late', { lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry: 30 }] })
    cloud.emulator.clock.offsetSeconds = days(10 * 365)
    const { properties, cer = new Uint8Array() } = await vault.certificates.getCertificate('late')
    const now = Date.now() + days(10 * 365) * 1000
    expect(Number(properties.expiresOn)).toBeGreaterThan(now)
    expect(Number(properties.createdOn)).toBeLessThan(now)
    expect(new X509Certificate(cer).validToDate).toEqual(properties.expiresOn)
    expect((await versionsOf('late')).length).toBeGreaterThan(10)
  })

  test('shows its new version to whoever asks for its secret or key first', async () => {
    const first = await created('by-secret')
    cloud.emulator.clock.offsetSeconds = days(300)
    expect((await vault.secrets.getSecret('by-secret')).properties.version).not.toBe(first.properties.version)
  })

  test('is renewed once for many that look at the same time', async () => {
    await created('crowd')
    cloud.emulator.clock.offsetSeconds = days(300)
    await Promise.all(Array.from({ length: 8 }, () => vault.certificates.getCertificate('crowd')))
    expect(await versionsOf('crowd')).toHaveLength(2)
  })

  test('keeps its key where the policy says so', async () => {
    const first = await created('keeps', { reuseKey: true })
    cloud.emulator.clock.offsetSeconds = days(300)
    const second = await vault.certificates.getCertificate('keeps')
    const [before, after] = [first, second].map(({ cer = new Uint8Array() }) => new X509Certificate(cer))
    expect(after?.serialNumber).not.toBe(before?.serialNumber)
    expect(after?.publicKey.equals(before?.publicKey ?? after.publicKey)).toBe(true)
  })

  test('at an issuer asks it, and goes on with what is there', async () => {
    await vault.certificates.beginCreateCertificate('asks', { ...policy, issuerName: 'Unknown' }, poll)
    const { testAuthority } = await import('../testing/authority.ts')
    const { csr } =
      (await vault.certificates.getCertificateOperation('asks')).getOperationState().certificateOperation ?? {}
    const leaf = testAuthority().sign(csr ?? new Uint8Array())
    const merged = await vault.certificates.mergeCertificate('asks', [leaf])
    await vault.certificates.updateCertificatePolicy('asks', {
      ...policy,
      issuerName: 'corporate',
      lifetimeActions: [{ action: 'AutoRenew', daysBeforeExpiry: 30 }],
    })
    cloud.emulator.clock.offsetSeconds = days(70)
    expect((await vault.certificates.getCertificate('asks')).properties.version).toBe(merged.properties.version)
    const poller = await vault.certificates.getCertificateOperation('asks', poll)
    expect(poller.getOperationState().certificateOperation).toMatchObject({
      status: 'inProgress',
      issuerName: 'corporate',
    })
    await poller.cancelOperation()
    await vault.certificates.getCertificate('asks')
    const after = await vault.certificates.getCertificateOperation('asks')
    expect(after.getOperationState().certificateOperation?.status).toBe('cancelled')
    expect((await vault.secrets.getSecret('asks')).properties.version).toBe(merged.properties.version)
  })
})

describe('a certificate that nobody renews', () => {
  test.each([
    ['that only writes to its contacts', { lifetimeActions: [{ action: 'EmailContacts', lifetimePercentage: 80 }] }],
    ['that was deleted', {}],
  ])('%s stays as it is, and is given out after it expired', async (kind, differences) => {
    const name = `stays-${kind.length}`
    const first = await created(name, differences)
    const isDeleted = kind.endsWith('deleted')
    if (isDeleted) await (await vault.certificates.beginDeleteCertificate(name, poll)).pollUntilDone()
    cloud.emulator.clock.offsetSeconds = isDeleted ? days(6) : days(500)
    const shown = isDeleted
      ? await vault.certificates.getDeletedCertificate(name)
      : await vault.certificates.getCertificate(name)
    expect(shown.properties.version).toBe(first.properties.version)
    if (!isDeleted) expect((await vault.secrets.getSecret(name)).value).not.toBe('')
  })
})
