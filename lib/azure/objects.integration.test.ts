import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { readObjects } from '../test-support/objects.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const get = (address = '/api/objects') => strongroom.api('GET', address, { token })

test('every object of every readable vault comes once, with one final word about each kind of each vault', async () => {
  const { items, statuses, totals, last } = await readObjects(await get())
  expect(last).toEqual({ done: true })
  const { vaults } = strongroom.emulator.state
  expect(statuses).toHaveLength(vaults.size * 3)
  const readable = new Set(statuses.filter(({ state }) => state === 'ok').map((one) => `${one.vaultName}/${one.kind}`))
  const seeded = [...vaults].flatMap(
    ([
      name,
      {
        objects: { secrets, keys, certificates },
      },
    ]) => [
      ...[...secrets.values()].map((one) => `${name.toLowerCase()}/secret/${one.name}`),
      ...[...keys.values()].map((one) => `${name.toLowerCase()}/key/${one.name}`),
      ...[...certificates.values()].map((one) => `${name.toLowerCase()}/certificate/${one.name}`),
    ],
  )
  const expected = seeded.filter((place) => readable.has(place.slice(0, place.lastIndexOf('/')))).sort()
  expect(items.map(({ vaultName, kind, name }) => `${vaultName}/${kind}/${name}`).sort()).toEqual(expected)
  expect(totals).toMatchObject({ vaults: vaults.size, objects: expected.length })
})

test('the vaults and kinds that are asked for, and no others, are read', async () => {
  const { statuses } = await readObjects(await get(`/api/objects?vaults=${vaultLandmarks.main}&kinds=key,certificate`))
  expect(statuses.map(({ vaultName, kind }) => `${vaultName}/${kind}`).sort()).toEqual([
    `${vaultLandmarks.main}/certificate`,
    `${vaultLandmarks.main}/key`,
  ])
  expect(strongroom.calls().ResourceGraphQuery).toBeUndefined()
})

test.each(['vaults=a.evil.example', 'vaults=', 'kinds=password', 'vault=kv-a', `vaults=${'kv-a,'.repeat(300)}kv-a`])(
  '?%s is refused before any call',
  async (query) => {
    const response = await get(`/api/objects?${query}`)
    expect(response.status).toBe(400)
    expect((await response.json()).error.code).toBe('invalid_request')
    expect(strongroom.calls()).toEqual({})
  },
)
