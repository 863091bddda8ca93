import { afterAll, beforeAll, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())

const ours = `/api/vaults/${vaultLandmarks.sandbox}/secrets/sentences`
const send = async (method: string, address: string, body: unknown) => {
  const response = await strongroom.api(method, address, { token, body })
  return { status: response.status, body: await response.json() }
}

const cases: [body: unknown, path: string, message: RegExp][] = [
  [{}, 'value', /^“value” is missing\.$/],
  [{ value: null }, 'value', /^“value” must be text\.$/],
  [{ value: 7 }, 'value', /^“value” must be text\.$/],
  [{ value: 'v', enabled: 'yes' }, 'enabled', /^“enabled” must be true or false\.$/],
  [{ value: 'v', tags: { owner: 7 } }, 'tags.owner', /^“tags\.owner” must be text\.$/],
  [{ value: 'v', tags: [] }, 'tags', /^“tags” must be an object\.$/],
  [{ value: 'v', colour: 'red' }, 'colour', /^“colour”: no property of that name is known\.$/],
  [[], '', /^This must be an object\.$/],
]
test.each(cases)('%j is answered with one sentence that names the field', async (body, path, message) => {
  const answer = await send('PUT', ours, body)
  expect(answer.status).toBe(400)
  expect(answer.body.error.fields).toEqual([{ path, message: expect.stringMatching(message) }])
})

test('a word that is none of a few is answered with those', async () => {
  const version = 'a'.repeat(32)
  const { body } = await send('POST', `${ours}/rollback`, {
    version,
    expectedCurrentVersion: version,
    expiry: 'keep',
  })
  expect(body.error.message).toBe('“expiry” must be one of: copy, clear.')
})

test('a content type is taken away by null, as a date is', async () => {
  const written = await send('PUT', ours, { value: 'v', contentType: 'text/plain' })
  const { version } = written.body
  const address = `${ours}/versions/${version}`
  expect(await send('PATCH', address, { contentType: null })).toMatchObject({
    status: 200,
    body: { contentType: null },
  })
  expect(await send('PATCH', address, { contentType: 'a/b' })).toMatchObject({ body: { contentType: 'a/b' } })
})
