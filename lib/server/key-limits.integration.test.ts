import { afterAll, beforeAll, expect, test } from 'vitest'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  const env = { STRONGROOM_REVEALS_PER_MINUTE: '60', STRONGROOM_WRITES_PER_MINUTE: '30' }
  strongroom = await startStrongroom({ env })
})
afterAll(() => strongroom?.close())

test('45: using a key counts as a reveal, and making, rotating, backing up and restoring as writes', async () => {
  const lena = await strongroom.token(people.lena)
  const keys = '/api/vaults/kv-payments-prod-weu/keys/k'
  const post = (address: string, body: object) => strongroom.api('POST', address, { token: lena, body })
  const sign = () => post(`${keys}/versions/${'a'.repeat(32)}/sign`, { algorithm: 'ES256', digest: 'A'.repeat(43) })
  for (let index = 0; index < 60; index += 1) expect((await sign()).status).toBe(403)
  expect((await sign()).status).toBe(429)
  const writes = [
    () => strongroom.api('PUT', keys, { token: lena, body: { keyType: 'EC' } }),
    () => post(`${keys}/rotate`, {}),
    () => post(`${keys}/backup`, {}),
    () => post('/api/vaults/kv-payments-prod-weu/restore', { collection: 'keys', blob: 'AAAA' }),
    () => strongroom.api('DELETE', keys, { token: lena }),
  ]
  for (let round = 0; round < 6; round += 1) for (const write of writes) expect((await write()).status).toBe(403)
  for (const write of writes) expect((await write()).status).toBe(429)
})
