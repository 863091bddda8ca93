import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { vaultClients } from '../testing/vault-clients.ts'

let cloud: SmallCloud
let vault: ReturnType<typeof vaultClients>

beforeAll(async () => {
  cloud = await startSmallCloud()
  vault = vaultClients(cloud, 'kv-roles')
})
afterAll(() => cloud?.close())

const administrator = { firstName: 'John', lastName: 'Doe', email: 'admin@small.example', phone: '4255555555' }

describe('an issuer', () => {
  test('is kept with its account, and its password never comes back', async () => {
    const created = await vault.certificates.createIssuer('corporate', 'DigiCert', {
      accountId: 'account',
      password: 'never-shown',
      organizationId: '4242',
      administratorContacts: [administrator],
    })
    expect(created).toMatchObject({
      id: `${vault.url}/certificates/issuers/corporate`,
      provider: 'DigiCert',
      accountId: 'account',
      organizationId: '4242',
      administratorContacts: [administrator],
      enabled: true,
    })
    const answer = await cloud.send('GET', `${vault.url}/certificates/issuers/corporate?api-version=7.5`)
    expect(answer.status).toBe(200)
    expect(answer.text).not.toContain('never-shown')
    expect(JSON.stringify(cloud.emulator.calls.rows)).not.toContain('never-shown')
  })

  test('changes in what is given alone', async () => {
    await vault.certificates.createIssuer('changes', 'Test', {
      accountId: 'first',
      administratorContacts: [administrator],
    })
    await vault.certificates.updateIssuer('changes', { accountId: 'second' })
    // This version of the client sends nothing of `enabled`.
    const body = { attributes: { enabled: false } }
    await cloud.send('PATCH', `${vault.url}/certificates/issuers/changes?api-version=7.5`, { body })
    expect(await vault.certificates.getIssuer('changes')).toMatchObject({
      provider: 'Test',
      accountId: 'second',
      administratorContacts: [administrator],
      enabled: false,
    })
  })

  test('is listed by its provider, page by page', async () => {
    for (let index = 0; index < 30; index += 1) await vault.certificates.createIssuer(`listed-${index}`, 'GlobalSign')
    const providers: (string | undefined)[] = []
    for await (const { id, provider } of vault.certificates.listPropertiesOfIssuers()) {
      if (id?.includes('/listed-')) providers.push(provider)
    }
    expect(providers).toEqual(Array(30).fill('GlobalSign'))
  })

  test('is gone at once when deleted', async () => {
    await vault.certificates.createIssuer('brief', 'Test')
    expect((await vault.certificates.deleteIssuer('brief')).id).toBe(`${vault.url}/certificates/issuers/brief`)
    const missing = { statusCode: 404, code: 'CertificateIssuerNotFound', message: 'Issuer not found' }
    await expect(vault.certificates.getIssuer('brief')).rejects.toMatchObject(missing)
    await expect(vault.certificates.updateIssuer('brief', {})).rejects.toMatchObject(missing)
    await expect(vault.certificates.deleteIssuer('brief')).rejects.toMatchObject(missing)
  })

  test('of a provider that Key Vault does not know is refused', async () => {
    await expect(vault.certificates.createIssuer('other', 'Acme')).rejects.toMatchObject({ statusCode: 400 })
  })
})

describe('contacts', () => {
  const contacts = [
    { email: 'a@small.example', name: 'a', phone: '111111111111' },
    { email: 'b@small.example', name: 'b', phone: '222222222222' },
  ]

  test('are set, read and deleted together', async () => {
    // This version of the client gives the contacts back of a read alone.
    await vault.certificates.setContacts(contacts)
    expect(await vault.certificates.getContacts()).toEqual(contacts)
    const answer = await cloud.send('DELETE', `${vault.url}/certificates/contacts?api-version=7.5`)
    expect(answer).toMatchObject({ status: 200, json: { id: `${vault.url}/certificates/contacts`, contacts } })
    const missing = { statusCode: 404, code: 'ContactsNotFound', message: 'Contacts not found' }
    await expect(vault.certificates.getContacts()).rejects.toMatchObject(missing)
    await expect(vault.certificates.deleteContacts()).rejects.toMatchObject(missing)
  })

  test.each([[{}], [{ contacts: [] }], [{ contacts: [{ name: 'a' }] }], [{ contacts: 'a@small.example' }]])(
    'of the form %j are refused',
    async (body) => {
      const answer = await cloud.send('PUT', `${vault.url}/certificates/contacts?api-version=7.5`, { body })
      expect(answer).toMatchObject({ status: 400, json: { error: { code: 'BadParameter' } } })
    },
  )
})

test('only those who may manage issuers and contacts do', async () => {
  const reader = vaultClients(cloud, 'kv-roles', { person: 'reader' })
  const forbidden = { statusCode: 403, code: 'Forbidden' }
  await expect(reader.certificates.createIssuer('mine', 'Test')).rejects.toMatchObject(forbidden)
  await expect(reader.certificates.setContacts([{ email: 'a@small.example' }])).rejects.toMatchObject(forbidden)
  await expect(
    reader.certificates.beginCreateCertificate('mine', { issuerName: 'Self', subject: 'CN=mine' }),
  ).rejects.toMatchObject(forbidden)
  await expect(reader.certificates.getContacts()).rejects.toMatchObject({ code: 'ContactsNotFound' })
})
