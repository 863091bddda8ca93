import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { secretLandmarks } from '../../emulator/seed/landmarks.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
const { vault } = secretLandmarks.manyVersions
const address = (name: string) => `/api/vaults/${vault}/secrets/${name}`
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
  // Pays the vault's challenge, so that each test counts its own calls alone.
  await strongroom.api('GET', `/api/vaults/${vault}/secrets`, { token })
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const stored = (name: string) => strongroom.emulator.state.vaults.get(vault)?.objects.secrets.get(name)?.versions ?? []
const create = (name: string) => strongroom.api('PUT', address(name), { token, body: { value: 'mine', isNew: true } })

describe('a secret that is meant to be new', () => {
  test('is written where the name is free, after one look', async () => {
    expect((await create('made-for-a-test')).status).toBe(201)
    expect(stored('made-for-a-test')).toHaveLength(1)
    expect(strongroom.calls()).toEqual({ SecretListVersions: 1, SecretSet: 1 })
  })

  test('never becomes a version of one that is there, in whatever case its name is written', async () => {
    const { secret } = secretLandmarks.manyVersions
    const before = stored(secret).length
    for (const name of [secret, secret.toUpperCase()]) {
      const response = await create(name)
      expect(response.status).toBe(409)
      expect((await response.json()).error).toMatchObject({
        code: 'secret_exists',
        message: expect.stringMatching(/Nothing was written/),
      })
    }
    expect(stored(secret)).toHaveLength(before)
    expect(strongroom.calls()).toEqual({ SecretListVersions: 2 })
    const response = await strongroom.api('PUT', address(secret), { token, body: { value: 'mine' } })
    expect(response.status).toBe(201)
  })

  test('is refused as such where a deleted one holds the name', async () => {
    await create('deleted-by-a-test')
    await strongroom.api('DELETE', address('deleted-by-a-test'), { token })
    const response = await create('deleted-by-a-test')
    expect([response.status, (await response.json()).error.code]).toEqual([409, 'secret_deleted'])
  })
})

describe('a date that is to be removed', () => {
  const expiring = async (name: string) => {
    const body = { value: 'v', expiresOn: '2031-01-01T00:00:00Z', tags: { owner: 'a' } }
    await strongroom.api('PUT', address(name), { token, body })
    const [version] = stored(name)
    if (!version) throw new Error('Nothing was written')
    strongroom.forget()
    return (patch: object) =>
      strongroom.api('PATCH', `${address(name)}/versions/${version.version}`, { token, body: patch })
  }

  test('and that Key Vault keeps is said to be kept, and nothing else hangs on it', async () => {
    const patch = await expiring('expires-for-a-test')
    const before = structuredClone(stored('expires-for-a-test')[0])
    const response = await patch({ expiresOn: null })
    expect(response.status).toBe(409)
    expect((await response.json()).error).toMatchObject({
      code: 'date_kept',
      message: 'Key Vault does not remove the expiry from this version. Nothing was changed.',
    })
    expect(stored('expires-for-a-test')[0]).toEqual({ ...before, updated: expect.any(Number) })
  })

  test('is not sent together with another change; moved, it may be', async () => {
    const patch = await expiring('moves-for-a-test')
    for (const other of [
      { contentType: 'text/plain' },
      { tags: { owner: null } },
      { notBefore: '2030-01-01T00:00:00Z' },
    ]) {
      const response = await patch({ expiresOn: null, ...other })
      expect(response.status).toBe(400)
      expect((await response.json()).error.fields[0]).toMatchObject({ path: 'expiresOn' })
    }
    expect(strongroom.calls()).toEqual({})
    expect((await patch({ expiresOn: '2032-01-01T00:00:00Z', contentType: 'text/plain' })).status).toBe(200)
  })
})
