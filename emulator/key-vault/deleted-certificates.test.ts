import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'

/** Deleting, recovering, purging, backing up: whatever happens to a certificate happens to its key and secret. */

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
})
afterAll(() => cloud?.close())

const poll = { intervalInMs: 10 }
const policy = { issuerName: 'Self', subject: 'CN=small', keyType: 'EC', keyCurveName: 'P-256' }
const missing = { statusCode: 404 }

async function created(name: string, at = vault) {
  const poller = await at.certificates.beginCreateCertificate(name, policy, { ...poll, tags: { a: 'b' } })
  return poller.pollUntilDone()
}

async function deleted(name: string, at = vault) {
  return (await at.certificates.beginDeleteCertificate(name, poll)).pollUntilDone()
}

describe('a deleted certificate', () => {
  test('is gone from the lists with its key and secret, and shown among the deleted', async () => {
    const { properties } = await created('gone')
    const gone = await deleted('gone')
    expect(gone).toMatchObject({
      name: 'gone',
      recoveryId: `${vault.url}/deletedcertificates/gone`,
      properties: { version: properties.version, tags: { a: 'b' } },
      policy: { subject: 'CN=small' },
    })
    const retention = Number(gone.scheduledPurgeDate) - Number(gone.deletedOn)
    expect(retention).toBe(7 * 86_400_000)
    await expect(vault.certificates.getCertificate('gone')).rejects.toMatchObject({ code: 'CertificateNotFound' })
    await expect(vault.secrets.getSecret('gone')).rejects.toMatchObject(missing)
    await expect(vault.keys.getKey('gone')).rejects.toMatchObject(missing)
    expect((await vault.certificates.getDeletedCertificate('gone')).cer).toEqual(gone.cer)
    expect((await vault.secrets.getDeletedSecret('gone')).properties.managed).toBe(true)
    expect((await vault.keys.getDeletedKey('gone')).properties.managed).toBe(true)
    const names: string[] = []
    for await (const one of vault.certificates.listDeletedCertificates()) names.push(one.name)
    expect(names).toContain('gone')
  })

  test('holds its name', async () => {
    await created('held')
    await deleted('held')
    await expect(created('held')).rejects.toMatchObject({
      statusCode: 409,
      message:
        'Certificate held is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the certificate can only be recovered or purged.',
    })
    await expect(vault.secrets.setSecret('held', 'mine')).rejects.toMatchObject({ statusCode: 409 })
    await expect(vault.keys.createEcKey('held')).rejects.toMatchObject({ statusCode: 409 })
  })

  test('comes back whole, with the key and secret that it had', async () => {
    const before = await created('back')
    const { value } = await vault.secrets.getSecret('back')
    await deleted('back')
    const recovered = await (await vault.certificates.beginRecoverDeletedCertificate('back', poll)).pollUntilDone()
    expect(recovered.properties.version).toBe(before.properties.version)
    expect((await vault.secrets.getSecret('back')).value).toBe(value)
    expect((await vault.keys.getKey('back')).id).toBe(before.keyId)
    await expect(vault.certificates.getDeletedCertificate('back')).rejects.toMatchObject(missing)
    await expect(vault.secrets.getDeletedSecret('back')).rejects.toMatchObject(missing)
  })

  test('once purged cannot be recovered, and its name is free', async () => {
    await created('purged')
    await deleted('purged')
    await vault.certificates.purgeDeletedCertificate('purged')
    await expect(vault.certificates.beginRecoverDeletedCertificate('purged', poll)).rejects.toMatchObject({
      statusCode: 404,
      code: 'CertificateNotFound',
      message: 'Deleted Certificate not found: purged',
    })
    await expect(vault.secrets.getDeletedSecret('purged')).rejects.toMatchObject(missing)
    await expect(vault.keys.getDeletedKey('purged')).rejects.toMatchObject(missing)
    await vault.secrets.setSecret('purged', 'mine')
    expect((await vault.secrets.getSecret('purged')).value).toBe('mine')
  })

  test('is recovered and purged as a whole: neither its key nor its secret goes alone', async () => {
    await created('whole')
    await deleted('whole')
    const refused = { statusCode: 403, code: 'Forbidden' }
    await expect(vault.secrets.purgeDeletedSecret('whole')).rejects.toMatchObject(refused)
    await expect(vault.secrets.beginRecoverDeletedSecret('whole', poll)).rejects.toMatchObject(refused)
    await expect(vault.keys.purgeDeletedKey('whole')).rejects.toMatchObject(refused)
    await expect(vault.keys.beginRecoverDeletedKey('whole', poll)).rejects.toMatchObject(refused)
    const recovered = await (await vault.certificates.beginRecoverDeletedCertificate('whole', poll)).pollUntilDone()
    expect((await vault.keys.getKey('whole')).id).toBe(recovered.keyId)
  })

  test('is purged by nobody where purge protection is on', async () => {
    const protectedVault = vaultClients(cloud, 'kv-protected')
    await created('safe', protectedVault)
    const { properties } = await deleted('safe', protectedVault)
    expect(properties.recoveryLevel).toBe('Recoverable')
    await expect(protectedVault.certificates.purgeDeletedCertificate('safe')).rejects.toMatchObject({
      statusCode: 403,
      code: 'Forbidden',
    })
    expect((await protectedVault.certificates.getDeletedCertificate('safe')).name).toBe('safe')
  })

  test('is gone for good, with its key and secret, when its time is over', async () => {
    await created('late')
    await deleted('late')
    cloud.emulator.clock.offsetSeconds = 8 * 86_400
    await expect(vault.certificates.getDeletedCertificate('late')).rejects.toMatchObject(missing)
    await expect(vault.secrets.getDeletedSecret('late')).rejects.toMatchObject(missing)
    await expect(vault.keys.getDeletedKey('late')).rejects.toMatchObject(missing)
    cloud.emulator.clock.offsetSeconds = 0
  })

  test('that was never issued may be deleted all the same', async () => {
    await vault.certificates.beginCreateCertificate('never', { ...policy, issuerName: 'Unknown' }, poll)
    await deleted('never')
    const names = async (includePending: boolean) => {
      const found: string[] = []
      for await (const one of vault.certificates.listDeletedCertificates({ includePending })) found.push(one.name)
      return found
    }
    expect(await names(false)).not.toContain('never')
    expect(await names(true)).toContain('never')
    await vault.certificates.purgeDeletedCertificate('never')
  })

  test('that never was is not there to delete', async () => {
    await expect(vault.certificates.beginDeleteCertificate('nowhere', poll)).rejects.toMatchObject({
      statusCode: 404,
      code: 'CertificateNotFound',
    })
  })
})

test('deleting takes a while to show, and pollers that were stopped go on', async () => {
  const slow = await startSmallCloud({ settleMs: 300 })
  try {
    const at = vaultClients(slow, 'kv-roles')
    await created('slow', at)
    const first = await at.certificates.beginDeleteCertificate('slow', poll)
    await expect(at.certificates.getDeletedCertificate('slow')).rejects.toMatchObject(missing)
    const resumed = await at.certificates.beginDeleteCertificate('slow', { ...poll, resumeFrom: first.toString() })
    expect((await resumed.pollUntilDone()).name).toBe('slow')
    const recovering = await at.certificates.beginRecoverDeletedCertificate('slow', poll)
    await expect(at.certificates.getCertificate('slow')).rejects.toMatchObject(missing)
    const resumeFrom = recovering.toString()
    const again = await at.certificates.beginRecoverDeletedCertificate('slow', { ...poll, resumeFrom })
    expect((await again.pollUntilDone()).name).toBe('slow')
    expect((await at.secrets.getSecret('slow')).properties.managed).toBe(true)
  } finally {
    await slow.close()
  }
})

describe('a backup', () => {
  test('brings a certificate back with its versions, key, secret and policy', async () => {
    const before = await created('saved')
    const after = await created('saved')
    const { value } = await vault.secrets.getSecret('saved')
    const backup = (await vault.certificates.backupCertificate('saved')) ?? new Uint8Array()
    await deleted('saved')
    await vault.certificates.purgeDeletedCertificate('saved')
    const restored = await vault.certificates.restoreCertificateBackup(backup)
    expect(restored).toMatchObject({ name: 'saved', policy: { subject: 'CN=small', keyCurveName: 'P-256' } })
    expect(restored.properties).toMatchObject({ version: after.properties.version, tags: { a: 'b' } })
    const [version = ''] = [before.properties.version]
    expect((await vault.certificates.getCertificateVersion('saved', version)).cer).toEqual(before.cer)
    expect((await vault.secrets.getSecret('saved')).value).toBe(value)
    const signed = await vault.cryptography(restored.keyId ?? '').signData('ES256', Buffer.of(1))
    expect(signed.keyID).toBe(restored.keyId)
  })

  test('is not laid over what is there', async () => {
    await created('there')
    const backup = (await vault.certificates.backupCertificate('there')) ?? new Uint8Array()
    await expect(vault.certificates.restoreCertificateBackup(backup)).rejects.toMatchObject({ statusCode: 409 })
    const neighbour = vaultClients(cloud, 'kv-neighbour')
    await neighbour.secrets.setSecret('there', 'mine')
    await expect(neighbour.certificates.restoreCertificateBackup(backup)).rejects.toMatchObject({ statusCode: 409 })
    await expect(neighbour.certificates.getCertificate('there')).rejects.toMatchObject(missing)
    expect((await neighbour.secrets.getSecret('there')).value).toBe('mine')
  })

  test('is taken by a vault of the same subscription and geography alone', async () => {
    await created('travels')
    const backup = (await vault.certificates.backupCertificate('travels')) ?? new Uint8Array()
    const neighbour = vaultClients(cloud, 'kv-neighbour')
    expect((await neighbour.certificates.restoreCertificateBackup(backup)).name).toBe('travels')
    for (const elsewhere of ['kv-overseas', 'kv-elsewhere']) {
      await expect(vaultClients(cloud, elsewhere).certificates.restoreCertificateBackup(backup)).rejects.toMatchObject({
        statusCode: 400,
      })
    }
  })

  test('that is none, or of a secret, is refused', async () => {
    const corrupt = { statusCode: 400, message: 'Backup blob contains invalid or corrupt version.' }
    await expect(vault.certificates.restoreCertificateBackup(new Uint8Array(4728))).rejects.toMatchObject(corrupt)
    await vault.secrets.setSecret('plain', 'value')
    const backup = (await vault.secrets.backupSecret('plain')) ?? new Uint8Array()
    await expect(vault.certificates.restoreCertificateBackup(backup)).rejects.toMatchObject(corrupt)
  })
})
