import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const vault = vaultLandmarks.sandbox
const call = (method: string, name: string, body?: object) =>
  strongroom.api(method, api.secret(vault, name), { token, body })

async function made(name: string): Promise<string> {
  await call('PUT', name, { value: 'first', tags: { kept: 'yes', old: 'yes' } })
  return (await (await call('PUT', name, { value: 'second', tags: { kept: 'yes', old: 'yes' } })).json()).version
}

test('a change without a version is one call, and changes the current version alone', async () => {
  const current = await made('two-versions')
  strongroom.forget()
  const response = await call('PATCH', 'two-versions', { enabled: false, expiresOn: '2031-01-02T03:04:05Z' })
  expect(await response.json()).toMatchObject({ version: current, enabled: false, expiresOn: '2031-01-02T03:04:05Z' })
  expect(strongroom.calls()).toEqual({ SecretUpdate: 1 })
  const listed = await strongroom.api('GET', api.secretVersions(vault, 'two-versions'), { token })
  const { items } = await listed.json()
  expect(items.map(({ enabled }: { enabled: boolean }) => enabled).sort()).toEqual([false, true])
})

test('a change of tags keeps those that it does not name', async () => {
  await made('tagged')
  const response = await call('PATCH', 'tagged', { tags: { owner: 'ines', old: null } })
  expect((await response.json()).tags).toEqual({ kept: 'yes', owner: 'ines' })
})

test('a change of nothing, or of a secret that is not there, is refused', async () => {
  expect((await call('PATCH', 'tagged', {})).status).toBe(400)
  expect((await call('PATCH', 'nobody-made-this', { enabled: true })).status).toBe(404)
  expect((await call('PATCH', 'nobody-made-this', { tags: { a: 'b' } })).status).toBe(404)
})

test('a change whose answer is lost was sent once and says so', async () => {
  await made('lost')
  strongroom.forget()
  strongroom.emulator.faults.replace([{ operation: 'SecretUpdate', reset: 'after' }])
  const response = await call('PATCH', 'lost', { enabled: false })
  expect((await response.json()).error.code).toBe('outcome_unknown')
  expect(strongroom.calls().SecretUpdate).toBe(1)
})

test('a key is changed so too, its tags merged with those of the current version', async () => {
  const key = api.key(vault, 'bulk-key')
  const call = (method: string, body: object) => strongroom.api(method, key, { token, body })
  await call('PUT', { keyType: 'EC', tags: { old: 'yes', kept: 'yes' } })
  const { version } = await (await call('PUT', { keyType: 'EC', tags: { old: 'yes', kept: 'yes' } })).json()
  strongroom.forget()
  expect(await (await call('PATCH', { enabled: false })).json()).toMatchObject({ version, enabled: false })
  expect(strongroom.calls()).toEqual({ KeyUpdate: 1 })
  const tagged = await (await call('PATCH', { tags: { old: null, owner: 'ines' } })).json()
  expect(tagged).toMatchObject({ version, tags: { kept: 'yes', owner: 'ines' } })
})

test('a certificate is changed so too, its tags merged with those of the current version', async () => {
  const certificate = api.certificate(vaultLandmarks.main, 'payments-meridian-example')
  const call = (method: string, body?: object) => strongroom.api(method, certificate, { token, body })
  const before = await (await call('GET')).json()
  strongroom.forget()
  expect(await (await call('PATCH', { enabled: false })).json()).toMatchObject({
    version: before.version,
    enabled: false,
  })
  expect(strongroom.calls()).toEqual({ CertificateUpdate: 1 })
  const tagged = await (await call('PATCH', { tags: { bulk: 'yes' } })).json()
  expect(tagged).toMatchObject({ version: before.version, tags: { ...before.tags, bulk: 'yes' } })
})
