import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
let logLines: string[]
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => {
  logLines = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    logLines.push(String(text))
    return true
  })
})
afterEach(() => vi.restoreAllMocks())

const vault: string = vaultLandmarks.main
const call = async (method: string, address: string, body?: unknown) => {
  const response = await strongroom.api(method, address, { token, ...(body !== undefined && { body }) })
  return { status: response.status, json: await response.json() }
}
const audited = () =>
  logLines
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))

describe('issuers and contacts of a vault', () => {
  test('an issuer is added, changed without its password, and deleted; the password never comes out', async () => {
    const address = api.certificateIssuer(vault, 'globalsign-test')
    const added = await call('PUT', address, {
      provider: 'GlobalSign',
      accountId: 'me',
      password: 'never-shown',
      administrators: [{ firstName: 'Ada', email: 'ada@meridian.example' }],
    })
    expect(added.json).toMatchObject({ name: 'globalsign-test', provider: 'GlobalSign', accountId: 'me' })
    const { json } = await call('PATCH', address, { accountId: 'us' })
    expect(json).toMatchObject({
      accountId: 'us',
      administrators: [{ firstName: 'Ada', email: 'ada@meridian.example' }],
    })
    const { json: list } = await call('GET', api.certificateIssuers(vault))
    expect(list.items).toContainEqual({ name: 'globalsign-test', provider: 'GlobalSign' })
    expect((await call('DELETE', address)).status).toBe(200)
    expect((await call('GET', address)).json.error.code).toBe('not_found')
    const seen = JSON.stringify([added, json, list, logLines])
    expect(seen).not.toContain('never-shown')
    expect(audited().map(({ event, issuer }) => [event, issuer])).toEqual([
      ['setIssuer', 'globalsign-test'],
      ['setIssuer', 'globalsign-test'],
      ['deleteIssuer', 'globalsign-test'],
    ])
  })

  test('contacts are set as a whole, and none is no failure', async () => {
    const address = api.certificateContacts(vaultLandmarks.developer)
    const contacts = [{ email: 'pki@meridian.example', name: 'PKI', phone: '1' }, { email: 'ops@meridian.example' }]
    expect((await call('PUT', address, { contacts })).json).toEqual({ contacts })
    expect((await call('GET', address)).json).toEqual({ contacts })
    expect((await call('DELETE', address)).json).toEqual({ contacts: [] })
    expect((await call('GET', address)).json).toEqual({ contacts: [] })
    expect((await call('PUT', address, { contacts: [] })).status).toBe(400)
    expect((await call('PUT', address, { contacts: [{ email: 'nobody' }] })).status).toBe(400)
  })
})
