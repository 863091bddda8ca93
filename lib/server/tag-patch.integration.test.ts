import { afterAll, beforeAll, expect, test } from 'vitest'
import { secretLandmarks } from '../../emulator/seed/landmarks.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.priya)
})
afterAll(() => strongroom?.close())

const { vault, secret } = secretLandmarks.rollback
const ours = `/api/vaults/${vault}/secrets/${secret}`

const named = <T>(letter: string, count: number, value: T) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${letter}${index}`, value]))

/** Patches the tags of a version that has 15, as many as Key Vault takes. */
async function patch(tags: object) {
  const written = await strongroom.api('PUT', ours, { token, body: { value: 'v', tags: named('a', 15, 'x') } })
  const { version } = await written.json()
  strongroom.forget()
  const response = await strongroom.api('PATCH', `${ours}/versions/${version}`, { token, body: { tags } })
  return { status: response.status, ...(await response.json()) }
}

const refusal = {
  status: 400,
  error: { code: 'invalid_request', fields: [{ path: 'tags', message: expect.stringMatching(/15 tags/) }] },
}

test('a patch that names more than 15 tags is refused before any call', async () => {
  expect(await patch(named('b', 16, 'x'))).toMatchObject(refusal)
  expect(strongroom.calls()).toEqual({})
})

test('a patch that brings a version above 15 tags is refused before anything is written', async () => {
  expect(await patch({ b: 'x' })).toMatchObject(refusal)
  expect(strongroom.calls().SecretUpdate ?? 0).toBe(0)
})

test('a patch that takes a tag away for each that it adds is made', async () => {
  const { status, tags } = await patch({ ...named('a', 15, null), ...named('b', 15, 'x') })
  expect({ status, tags }).toEqual({ status: 200, tags: named('b', 15, 'x') })
})
