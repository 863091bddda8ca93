import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { anything, sometimesSpoiled } from '../testing/spoiled.ts'
import { secretOperations } from './secret-operations.ts'

/** Whatever is sent to a secret operation is answered: soon, in Key Vault's shape, and never with a fault of the server. */

const runs = Number(process.env.FUZZ_RUNS ?? 1500)
/** The same requests each time, so that a failure can be had again; another number asks others. */
const seed = Number(process.env.FUZZ_SEED ?? 7)
const slowMs = 15_000
/** An answered call stays as its audit row, and a written version as itself; nothing else may. */
const keptBytesPerRequest = 8_000

const vault = 'kv-roles'
const url = `https://${vault}.vault.emulator.test`
let cloud: SmallCloud
let token = ''
let backup = ''

beforeAll(async () => {
  cloud = await startSmallCloud()
  token = await cloud.token('administrator')
  const client = cloud.secrets(vault)
  await client.setSecret('kept', 'value')
  await client.setSecret('back', 'value')
  backup = Buffer.from((await client.backupSecret('back')) ?? []).toString('base64url')
  await (await client.beginDeleteSecret('back', { intervalInMs: 10 })).pollUntilDone()
  await client.purgeDeletedSecret('back')
}, 60_000)
afterAll(() => cloud.close())

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
const changes = {
  contentType: optional(fc.string({ maxLength: 300 })),
  tags: optional(fc.dictionary(fc.string({ maxLength: 600 }), fc.string({ maxLength: 600 }), { maxKeys: 17 })),
  attributes: optional(
    fc.record({
      enabled: optional(fc.boolean()),
      nbf: optional(fc.integer({ min: 0, max: 4_000_000_000 })),
      exp: optional(fc.integer({ min: 0, max: 4_000_000_000 })),
    }),
  ),
}
const value = fc.oneof(
  { weight: 20, arbitrary: fc.string({ maxLength: 200, unit: 'grapheme' }) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(25_600)) },
  { weight: 1, arbitrary: fc.constant('x'.repeat(25_601)) },
)
const bodies: Record<string, fc.Arbitrary<unknown>> = {
  SetSecret: fc.record({ value, ...changes }),
  UpdateSecret: fc.record(changes),
  RestoreSecret: fc.constant(undefined).map(() => ({ value: backup })),
}

const request = fc.constantFrom(...secretOperations).chain((operation) =>
  fc.record({
    operation: fc.constant(operation),
    name: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom('a', 'b', 'back') },
      { weight: 4, arbitrary: fc.constant(/^(Delete|Purge)/.test(operation.name) ? 'b' : 'kept') },
      { weight: 1, arbitrary: fc.string({ minLength: 1, maxLength: 200 }).map(encodeURIComponent) },
    ),
    version: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.constant('0'.repeat(32)) },
      { weight: 1, arbitrary: fc.string({ maxLength: 40 }).map(encodeURIComponent) },
    ),
    query: fc.oneof(
      { weight: 9, arbitrary: fc.constant('') },
      { weight: 1, arbitrary: fc.string().map((text) => `&$skiptoken=${encodeURIComponent(text)}`) },
      { weight: 1, arbitrary: anything.map((count) => `&maxresults=${encodeURIComponent(String(count))}`) },
    ),
    body: sometimesSpoiled(bodies[operation.name] ?? anything),
    raw: fc.oneof({ weight: 20, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.string() }),
    contentType: fc.oneof(
      { weight: 30, arbitrary: fc.constant('application/json') },
      { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/json; charset=utf-8', '') },
    ),
  }),
)

test(`${runs} requests of every kind are answered in Key Vault's shape, and nothing is left broken or behind`, {
  timeout: 900_000,
}, async () => {
  const succeeded = new Set<string>()
  let answered = 0
  let warm: { bytes: number; resources: number } | undefined
  await fc.assert(
    fc.asyncProperty(request, async ({ operation, name, version, query, body, raw, contentType }) => {
      const path = operation.path.replace('{secret-name}', name).replace('{secret-version}', version)
      const hasBody = operation.method !== 'GET' && operation.method !== 'DELETE'
      const started = performance.now()
      const answer = await cloud.send(operation.method, `${url}${path}?api-version=7.6${query}`, {
        token,
        ...(hasBody && { body: raw ?? JSON.stringify(body) ?? '', headers: { 'Content-Type': contentType } }),
      })
      expect(performance.now() - started).toBeLessThan(slowMs)
      expect(answer.status, answer.text).toBeLessThan(500)
      if (answer.status < 300) succeeded.add(operation.name)
      if (answer.status >= 400) {
        expect(answer.json).toMatchObject({ error: { code: expect.any(String), message: expect.any(String) } })
      }
      answered += 1
      if (answered === Math.floor(runs / 3)) warm = held()
    }),
    { numRuns: runs, seed },
  )
  // Requests that never get through would prove nothing.
  expect([...succeeded].sort()).toEqual(secretOperations.map((one) => one.name).sort())
  expect((await cloud.secrets(vault).getSecret('kept')).name).toBe('kept')
  const now = held()
  const before = warm ?? now
  expect((now.bytes - before.bytes) / (runs - Math.floor(runs / 3))).toBeLessThan(keptBytesPerRequest)
  // Connections of the pool come and go by a few; one left open for each request would be hundreds.
  expect(now.resources - before.resources).toBeLessThan(20)
})

/** What this process holds after its garbage was collected: the heap, and open handles. */
function held() {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return { bytes: process.memoryUsage().heapUsed, resources: process.getActiveResourcesInfo().length }
}
