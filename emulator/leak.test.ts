import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from './testing/small-cloud.ts'

/** What requests leave behind is the state and the newest audit rows; a reset frees both, and nothing else stays. */

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const rounds = Number(process.env.LEAK_ROUNDS ?? 120)
const vault = 'https://kv-premium.vault.emulator.test'
const version = 'api-version=7.6'

let cloud: SmallCloud
let token: string

beforeAll(async () => {
  cloud = await startSmallCloud()
  token = await cloud.token('administrator')
})
afterAll(() => cloud?.close())

async function ask(method: string, path: string, body?: unknown): Promise<void> {
  const { status, text } = await cloud.send(method, `${vault}${path}`, { token, ...(body !== undefined && { body }) })
  expect(status, text).toBeLessThan(500)
}

/** Some 25 requests over the kinds and what becomes of them, refusals among them. */
async function everyKindOnce(): Promise<void> {
  const policy = {
    key_props: { kty: 'EC', crv: 'P-256' },
    x509_props: { subject: 'CN=leak' },
    issuer: { name: 'Self' },
  }
  await ask('PUT', `/secrets/s?${version}`, { value: 'v'.repeat(20_000) })
  await ask('POST', `/keys/k/create?${version}`, { kty: 'EC' })
  await ask('POST', `/certificates/c/create?${version}`, { policy })
  await ask('PUT', `/certificates/issuers/i?${version}`, { provider: 'Test' })
  await ask('PUT', `/certificates/contacts?${version}`, { contacts: [{ email: 'a@b.example' }] })
  const digest = Buffer.alloc(32).toString('base64url')
  await ask('POST', `/keys/k//sign?${version}`, { alg: 'ES256', value: digest })
  await ask('GET', `/certificates/c/pending?${version}`)
  for (const [kind, name] of [
    ['secrets', 's'],
    ['keys', 'k'],
    ['certificates', 'c'],
  ]) {
    await ask('GET', `/${kind}?${version}`)
    await ask('GET', `/${kind}/${name}/versions?${version}`)
    await ask('POST', `/${kind}/${name}/backup?${version}`)
    await ask('PUT', `/${kind}/${name}?${version}`, '{ "broken')
    await ask('DELETE', `/${kind}/${name}?${version}`)
    await ask('DELETE', `/deleted${kind}/${name}?${version}`)
  }
}

/** Bytes held by this process once the state is the seed again. */
async function heldAfter(times: number): Promise<number> {
  for (let round = 0; round < times; round++) await everyKindOnce()
  const { status } = await fetch(`http://127.0.0.1:${cloud.httpPort}/_emulator/reset`, { method: 'POST' })
  expect(status).toBe(204)
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

test(`${rounds * 25} requests leave nothing behind that a reset does not free`, { timeout: 600_000 }, async () => {
  await heldAfter(20)
  const warm = await heldAfter(1)
  const grown = (await heldAfter(rounds)) - warm
  // A kept request takes some kilobytes; compiled code and pools take up to three megabytes, however many requests there were.
  expect(grown / (rounds * 25)).toBeLessThan(2048)
})
