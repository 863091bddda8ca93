import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createResourceGraph } from '../arm/resource-graph/graph.ts'
import { createCallLog } from '../audit.ts'
import { createClock } from '../clock.ts'
import { memoryKeeper } from '../data/keeper.ts'
import type { Emulator } from '../emulator.ts'
import { createFaultRules } from '../faults.ts'
import { createLogs } from '../log-analytics/logs.ts'
import { smallState } from '../testing/small-state.ts'
import { mintAccessToken, verifiedClaims } from './access-token.ts'
import { keyVaultAudience, resourceManagerAudience } from './resources.ts'
import { createSigningKeys } from './signing-keys.ts'

let emulator: Emulator

beforeEach(async () => {
  const calls = createCallLog()
  emulator = {
    state: smallState(),
    keeper: memoryKeeper(),
    clock: createClock(),
    calls,
    logs: createLogs(calls, createClock(), () => emulator.state),
    resourceGraph: createResourceGraph(() => emulator.state),
    signingKeys: await createSigningKeys(),
    faults: createFaultRules(),
    settleMs: 0,
  }
})
afterEach(() => {
  vi.useRealTimers()
})

function mint(): Promise<string> {
  const principal = { objectId: 'a-person', displayName: 'A person' }
  return mintAccessToken(emulator, { principal, audience: keyVaultAudience, appId: 'an-app', scopes: [] })
}

const verify = (token: string, audience = keyVaultAudience) => verifiedClaims(emulator, token, audience)

test('a token that was verified once is still refused for another audience', async () => {
  const token = await mint()
  expect(await verify(token)).toEqual(await verify(token))
  await expect(verify(token, resourceManagerAudience)).rejects.toMatchObject({ code: 'audience' })
})

test('a token that was verified once is refused when its time is over', async () => {
  const token = await mint()
  await verify(token)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_599_000 })
  expect(await verify(token)).toMatchObject({ oid: 'a-person' })
  vi.setSystemTime(Date.now() + 2_000)
  await expect(verify(token)).rejects.toMatchObject({ code: 'expired' })
})

test('a token that was verified once is refused with another signature, or claims of one’s own', async () => {
  const token = await mint()
  await verify(token)
  const [header = '', claims = '', signature = ''] = token.split('.')
  const otherSignature = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  await expect(verify([header, claims, otherSignature].join('.'))).rejects.toMatchObject({ code: 'signature' })
  const mine = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), oid: 'another' }
  const forged = [header, Buffer.from(JSON.stringify(mine)).toString('base64url'), signature].join('.')
  await expect(verify(forged)).rejects.toMatchObject({ code: 'signature' })
})

test('after the keys are replaced, no token of the old ones is taken', async () => {
  const token = await mint()
  await verify(token)
  const renewed = { ...emulator, signingKeys: await createSigningKeys() }
  await expect(verifiedClaims(renewed, token, keyVaultAudience)).rejects.toMatchObject({ code: 'signature' })
})
