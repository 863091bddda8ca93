import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { estateState, estateVaultName } from '../../emulator/testing/estate-state.ts'
import { readChecks, readObjects } from '../test-support/objects.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import { beginReading } from './readings.ts'

const size = { vaults: 6, secrets: 30, keys: 3, certificates: 3 }
const slow = estateVaultName(3)
const vaultHosts = `${slow}.vault.emulator.test`

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom({
    seed: (nowSeconds) => estateState(size, nowSeconds),
    // A call may take longer than the whole: what ends it is then the whole's own limit.
    env: { STRONGROOM_AZURE_CALL_SECONDS: '60', STRONGROOM_READING_SECONDS: '3' },
  })
  token = await strongroom.token(people.ines)
  // The handlers and what they stand on are loaded by their first call, which is not what is timed here.
  await (await get('/api/objects')).text()
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const get = (address: string, as = token) => strongroom.api('GET', address, { token: as })

test('a reading ends at its limit: what was read stays, and each list that was not has its own word', async () => {
  strongroom.emulator.faults.replace([{ host: vaultHosts, latencyMs: 8_000 }])
  const startedAtMs = Date.now()
  const { items, statuses, totals, last } = await readObjects(await get('/api/objects'))
  expect(Date.now() - startedAtMs).toBeLessThan(7_000)
  expect(last).toEqual({ done: true })
  expect(items).toHaveLength((size.vaults - 1) * (size.secrets + size.keys + size.certificates))
  const late = statuses.filter(({ vaultName }) => vaultName === slow)
  expect(late.map(({ kind, state }) => [kind, state]).sort()).toEqual([
    ['certificate', 'timed_out'],
    ['key', 'timed_out'],
    ['secret', 'timed_out'],
  ])
  expect(late[0]?.problem).toMatchObject({ message: 'The whole reading took longer than 3 seconds.' })
  expect(totals).toMatchObject({ vaults: size.vaults, readable: size.vaults - 1, unreadable: 1 })
})

test('a check ends at the same limit, and says which vaults are not known', async () => {
  strongroom.emulator.faults.replace([{ host: vaultHosts, operation: 'KeyRotationPolicyGet', latencyMs: 8_000 }])
  const { values, statuses, last } = await readChecks(await get('/api/checks/rotation'))
  expect(last).toEqual({ done: true })
  expect(values.size).toBe((size.vaults - 1) * size.keys)
  expect(statuses.filter(({ state }) => state !== 'ok').map(({ vaultName }) => vaultName)).toEqual([slow])
})

test('32 readings of as many people run at once, and the next is told to wait until one of them ends', async () => {
  const ends = Array.from({ length: 32 }, (_, index) => beginReading(`person ${index}`))
  const refused = await get('/api/objects')
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await refused.json()).error).toMatchObject({
    code: 'rate_limited',
    message: expect.stringMatching(/Too many/),
  })
  expect(strongroom.calls()).toEqual({})
  ends.pop()?.()
  const response = await get('/api/objects')
  expect(response.status).toBe(200)
  expect((await readObjects(response)).last).toEqual({ done: true })
  for (const end of ends) end()
})
