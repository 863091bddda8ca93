import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testAuthority } from '../testing/authority.ts'
import { startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'

/** Certificates over a restart: with their key and secret, and what is under way. */

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'certificates-restart-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const poll = { intervalInMs: 10 }
const ec = { keyType: 'EC', keyCurveName: 'P-256' }

test('certificates, issuers and contacts are there again, and a request can be completed', async () => {
  const before = await startSmallCloud({ dataDir })
  const vault = vaultClients(before, 'kv-roles')
  const policy = { ...ec, issuerName: 'Self', subject: 'CN=self' }
  const made = await (await vault.certificates.beginCreateCertificate('self', policy, poll)).pollUntilDone()
  const { value } = await vault.secrets.getSecret('self')
  await vault.certificates.updateCertificateProperties('self', made.properties.version ?? '', { tags: { a: 'b' } })
  const unsigned = { ...ec, issuerName: 'Unknown', subject: 'CN=asked' }
  ;(await vault.certificates.beginCreateCertificate('asked', unsigned, poll)).stopPolling()
  const asked = await vault.certificates.getCertificateOperation('asked')
  const { csr } = asked.getOperationState().certificateOperation ?? {}
  await vault.certificates.createIssuer('digicert', 'DigiCert', { accountId: 'a' })
  await vault.certificates.setContacts([{ email: 'a@small.example' }])
  await before.close()

  const after = await startSmallCloud({ dataDir })
  const again = vaultClients(after, 'kv-roles')
  const found = await again.certificates.getCertificate('self')
  expect(found.cer).toEqual(made.cer)
  expect(found.properties.tags).toEqual({ a: 'b' })
  const secret = await again.secrets.getSecret('self')
  expect(secret.value).toBe(value)
  expect(secret.properties.tags).toEqual({ a: 'b' })
  await again.cryptography(found.keyId ?? '').sign('ES256', Buffer.alloc(32))
  const merged = await again.certificates.mergeCertificate('asked', [testAuthority().sign(csr ?? new Uint8Array())])
  expect((await again.secrets.getSecret('asked')).properties.version).toBe(merged.properties.version)
  expect(await again.certificates.getIssuer('digicert')).toMatchObject({ provider: 'DigiCert', accountId: 'a' })
  expect(await again.certificates.getContacts()).toMatchObject([{ email: 'a@small.example' }])
  await after.close()
})

test('what was renewed by the clock, deleted or recovered stays so', async () => {
  const before = await startSmallCloud({ dataDir })
  const vault = vaultClients(before, 'kv-roles')
  const policy = {
    ...ec,
    issuerName: 'Self',
    subject: 'CN=renewed',
    validityInMonths: 3,
    lifetimeActions: [{ action: 'AutoRenew' as const, daysBeforeExpiry: 30 }],
  }
  for (const name of ['renewed', 'deleted', 'recovered']) {
    await (await vault.certificates.beginCreateCertificate(name, policy, poll)).pollUntilDone()
  }
  for (const name of ['deleted', 'recovered']) {
    await (await vault.certificates.beginDeleteCertificate(name, poll)).pollUntilDone()
  }
  await (await vault.certificates.beginRecoverDeletedCertificate('recovered', poll)).pollUntilDone()
  before.emulator.clock.offsetSeconds = 70 * 86_400
  const renewed = await vault.certificates.getCertificate('renewed')
  const { value } = await vault.secrets.getSecret('renewed')
  before.emulator.clock.offsetSeconds = 0
  await before.close()

  const after = await startSmallCloud({ dataDir })
  const again = vaultClients(after, 'kv-roles')
  expect((await again.certificates.getCertificate('renewed')).cer).toEqual(renewed.cer)
  expect((await again.secrets.getSecret('renewed')).value).toBe(value)
  const versions = []
  for await (const one of again.certificates.listPropertiesOfCertificateVersions('renewed')) versions.push(one.version)
  expect(versions).toHaveLength(2)
  await expect(again.certificates.getCertificate('deleted')).rejects.toMatchObject({ statusCode: 404 })
  expect((await again.certificates.getCertificate('recovered')).name).toBe('recovered')
  await after.close()
})
