import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '../../emulator/faults.ts'
import { estateState, estateVaultName } from '../../emulator/testing/estate-state.ts'
import type { ObjectRow, VaultStatus } from '../domain/object.ts'
import { readObjects } from '../test-support/objects.ts'
import { startSink } from '../test-support/sink.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'
import { cloud } from './clouds.ts'

const size = { vaults: 20, secrets: 60, keys: 30, certificates: 30 }
const callsOfAll = size.vaults * (3 + 2 + 2)
/** The vault that fails in most tests, among nineteen that do not. */
const spoilt = estateVaultName(7)
const host = `${spoilt}.vault.emulator.test`

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom({
    seed: (nowSeconds) => estateState(size, nowSeconds),
    env: { STRONGROOM_AZURE_CALL_SECONDS: '4' },
  })
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const faults = (...rules: FaultRule[]) => strongroom.emulator.faults.replace(rules)
const get = (address = '/api/objects', signal?: AbortSignal) =>
  strongroom.api('GET', address, { token, ...(signal && { signal }) })
const read = async () => readObjects(await get())

type Place = Pick<ObjectRow, 'vaultName' | 'kind' | 'name'>
const placeOf = ({ vaultName, kind, name }: Place) => `${vaultName}/${kind}/${name}`
const checksum = (places: Place[]) => createHash('sha256').update(places.map(placeOf).sort().join('\n')).digest('hex')

/** What the emulator holds, from its own side. */
function seeded(except: (place: Place) => boolean = () => false): Place[] {
  return [...strongroom.emulator.state.vaults].flatMap(([vaultName, { objects }]) => {
    const placed = (kind: ObjectRow['kind'], items: Iterable<{ name: string }>) =>
      [...items].map(({ name }) => ({ vaultName, kind, name })).filter((place) => !except(place))
    return [
      ...placed('secret', objects.secrets.values()),
      ...placed('key', objects.keys.values()),
      ...placed('certificate', objects.certificates.values()),
    ]
  })
}

/** Rows and checksum are the seed's, but for what `except` names. */
function expectSeed(items: ObjectRow[], except?: (place: Place) => boolean) {
  const expected = seeded(except)
  expect(items).toHaveLength(expected.length)
  expect(checksum(items)).toBe(checksum(expected))
}

const failed = (statuses: VaultStatus[]) =>
  statuses.filter(({ state }) => state !== 'ok').map(({ vaultName, kind, state }) => [vaultName, kind, state])
const inSpoilt = ({ vaultName }: Place) => vaultName === spoilt
const isSpoiltSecret = ({ vaultName, kind }: Place) => vaultName === spoilt && kind === 'secret'

test('every object comes once, with one final word about each kind of each vault, for one call a page', async () => {
  const { items, statuses, totals, last } = await read()
  expect(last).toEqual({ done: true })
  expectSeed(items)
  expect(new Set(statuses.map(({ vaultName, kind }) => `${vaultName}/${kind}`)).size).toBe(size.vaults * 3)
  expect(failed(statuses)).toEqual([])
  expect(totals).toEqual({
    vaults: size.vaults,
    readable: size.vaults,
    partlyReadable: 0,
    unreadable: 0,
    objects: size.vaults * 120,
  })
  const { SecretList = 0, KeyList = 0, CertificateList = 0, ...others } = strongroom.calls()
  expect(SecretList + KeyList + CertificateList).toBe(callsOfAll)
  expect(others.Authentication).toBeUndefined()
})

test('a row tells what Key Vault’s own list tells', async () => {
  const { items } = await read()
  const { objects } = strongroom.emulator.state.vaults.get(spoilt) ?? {}
  const iso = (seconds = 0) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')
  const [secret] = objects?.secrets.values() ?? []
  const [key] = objects?.keys.values() ?? []
  const [certificate] = objects?.certificates.values() ?? []
  const common = { vaultName: spoilt, managed: false, recoveryLevel: 'Recoverable' }
  const rowOf = (kind: ObjectRow['kind'], name: string | undefined) =>
    items.find((item) => inSpoilt(item) && item.kind === kind && item.name === name)
  const secretVersion = secret?.versions.at(-1)
  expect(rowOf('secret', secret?.name)).toEqual({
    ...common,
    kind: 'secret',
    name: secret?.name,
    enabled: secretVersion?.enabled,
    createdOn: iso(secretVersion?.created),
    updatedOn: iso(secretVersion?.updated),
    expiresOn: secretVersion?.exp === undefined ? null : iso(secretVersion.exp),
    notBefore: null,
    contentType: 'text/plain',
    tags: secretVersion?.tags,
    isHsm: null,
  })
  const keyVersion = key?.versions.at(-1)
  expect(rowOf('key', key?.name)).toMatchObject({
    ...common,
    expiresOn: iso(keyVersion?.exp),
    isHsm: keyVersion?.shape.kty === 'EC-HSM',
    contentType: null,
    tags: {},
  })
  const certificateVersion = certificate?.versions.at(-1)
  expect(rowOf('certificate', certificate?.name)).toMatchObject({
    ...common,
    notBefore: iso(certificateVersion?.nbf),
    expiresOn: iso(certificateVersion?.exp),
    isHsm: null,
  })
})

describe('what is asked for', () => {
  test('alone is read: these vaults, these kinds, in the inventory or not', async () => {
    const { statuses, totals } = await readObjects(await get(`/api/objects?vaults=${spoilt}&kinds=key,certificate`))
    expect(statuses.map(({ kind, state }) => [kind, state]).sort()).toEqual([
      ['certificate', 'ok'],
      ['key', 'ok'],
    ])
    expect(totals).toMatchObject({ vaults: 1, readable: 1, objects: 60 })
    expect(strongroom.calls()).toEqual({ KeyList: 2, CertificateList: 2 })
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
})

describe('a vault that is slow', () => {
  test('1: by a second and a half on each page holds no other vault up', async () => {
    faults({ host, latencyMs: 1_500 })
    const order: boolean[] = []
    const { items, statuses } = await read()
    for (const item of items) order.push(inSpoilt(item))
    expectSeed(items)
    expect(failed(statuses)).toEqual([])
    // Every other vault's last row comes before this one's first.
    expect(order.lastIndexOf(false)).toBeLessThan(order.indexOf(true))
  })

  test('2: for ever, as all are, ends each call in time and leaves no connection behind', async () => {
    faults({ host: '*.vault.emulator.test', latencyMs: 6_000 })
    const { items, statuses, totals, last } = await read()
    expect(last).toEqual({ done: true })
    expect(items).toEqual([])
    expect(new Set(statuses.map(({ state }) => state))).toEqual(new Set(['timed_out']))
    expect(totals).toMatchObject({ vaults: size.vaults, unreadable: size.vaults, readable: 0 })
    const inUse = () => Object.keys(cloud().agent?.sockets ?? {}).filter((name) => name.includes('.vault.')).length
    await expect.poll(inUse).toBe(0)
    // The emulator answers them in the end, to nobody; these are not the next test's calls.
    await expect.poll(() => strongroom.calls().SecretList, { timeout: 10_000 }).toBe(size.vaults)
    strongroom.forget()
    expectSeed((await read()).items)
  })

  test('10: and sends a byte a second is given up with its whole answer, not its first byte', async () => {
    faults({ host, operation: 'SecretList', answer: 'slow' })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([[spoilt, 'secret', 'timed_out']])
    expectSeed(items, isSpoiltSecret)
  })
})

describe('a vault that says 429', () => {
  test('3: with Retry-After: 2 once is asked once more, after two seconds', async () => {
    faults({ host, operation: 'SecretList', nth: 1, status: 429, retryAfterSeconds: 2 })
    const before = performance.now()
    const { items, statuses } = await read()
    expect(performance.now() - before).toBeGreaterThanOrEqual(1_990)
    expect(failed(statuses)).toEqual([])
    expectSeed(items)
    expect(strongroom.calls().SecretList).toBe(size.vaults * 3 + 1)
  })

  test('4: with no word of how long is asked again after a while', async () => {
    faults({ host, operation: 'SecretList', nth: 1, times: 3, status: 429 })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([])
    expectSeed(items)
    expect(strongroom.calls().SecretList).toBe(size.vaults * 3 + 3)
  })

  test('5: for ever is throttled in the end, with Azure’s own words, and no other vault is', async () => {
    faults({ host, status: 429, retryAfterSeconds: 1 })
    const { items, statuses, totals, last } = await read()
    expect(last).toEqual({ done: true })
    expect(failed(statuses).map(([vault, , state]) => [vault, state])).toEqual(Array(3).fill([spoilt, 'throttled']))
    expect(statuses.find(({ state }) => state === 'throttled')?.problem).toMatchObject({
      code: 'throttled',
      azure: { status: 429, code: 'Throttled' },
    })
    expect(totals).toMatchObject({ readable: size.vaults - 1, unreadable: 1 })
    expectSeed(items, inSpoilt)
  })
})

describe('a page that fails', () => {
  test.each<[string, FaultRule]>([
    ['6: with 500', { status: 500 }],
    ['6: with 502', { status: 502 }],
    ['6: with 503', { status: 503 }],
    ['7: by a connection that breaks', { reset: 'after' }],
    ['7: in the middle of its body', { answer: 'cut' }],
  ])('%s is read again: no row twice, none missing', async (_, effect) => {
    faults({ host, operation: 'SecretList', nth: 2, ...effect })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([])
    expectSeed(items)
    expect(strongroom.calls().SecretList).toBe(size.vaults * 3 + 1)
  })

  test.each(['malformed', 'html'] as const)('12: with a %s answer costs its own list alone', async (answer) => {
    faults({ host, operation: 'SecretList', answer })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([[spoilt, 'secret', 'failed']])
    expectSeed(items, isSpoiltSecret)
  })

  test('12: with JSON of another shape costs its own list alone', async () => {
    faults({ host, operation: 'SecretList', status: 200, body: { value: [{ id: 7 }] } })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([[spoilt, 'secret', 'failed']])
    expectSeed(items, isSpoiltSecret)
  })

  test('11: of more than 8 MB is not read to its end', async () => {
    const tags = { note: 'x'.repeat(12_000_000) }
    faults({ host, operation: 'SecretList', status: 200, body: { value: [{ id: `https://${host}/secrets/a`, tags }] } })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([[spoilt, 'secret', 'failed']])
    expect(statuses.find(({ problem }) => problem)?.problem?.message).toContain('longer than 8 MB')
    expectSeed(items, isSpoiltSecret)
  })

  test('13: and leads back to itself ends as truncated, with the rows that were read', async () => {
    faults({ host, operation: 'SecretList', nth: 2, nextLink: 'loop' })
    const { items, statuses } = await read()
    expect(failed(statuses)).toEqual([[spoilt, 'secret', 'truncated']])
    expect(statuses.find(({ state }) => state === 'truncated')?.count).toBe(50)
    expect(items.filter(isSpoiltSecret)).toHaveLength(50)
    expectSeed(
      items.filter((item) => !isSpoiltSecret(item)),
      isSpoiltSecret,
    )
  })

  test('14: and leads to a foreign host, or to another vault, is not followed', async () => {
    const sink = await startSink()
    const other = `https://${estateVaultName(8)}.vault.emulator.test/secrets?api-version=7.6`
    for (const nextLink of [`https://127.0.0.1:${sink.port}/secrets`, other]) {
      strongroom.forget()
      faults({ host, operation: 'SecretList', nth: 1, nextLink })
      const { statuses } = await read()
      expect(failed(statuses)).toEqual([[spoilt, 'secret', 'failed']])
      expect(strongroom.calls().SecretList).toBe((size.vaults - 1) * 3 + 1)
    }
    expect(sink.seen()).toEqual({ connections: 0, bytes: 0 })
    await sink.knock()
    expect(sink.seen()).toEqual({ connections: 1, bytes: 5 })
    await sink.close()
  })
})

describe('a vault that cannot be read', () => {
  test('15: says why: its firewall, its closed network, its name, or the person’s roles', async () => {
    const { vaults } = strongroom.emulator.state
    const [open = '', walled = '', closed = ''] = [0, 1, 2].map(estateVaultName)
    const [wall, close] = [vaults.get(walled), vaults.get(closed)]
    if (!wall || !close) throw new Error('The estate lacks its vaults.')
    try {
      wall.networkAcls = { defaultAction: 'Deny', bypass: 'None', ipRules: [], virtualNetworkRules: [] }
      close.publicNetworkAccess = 'Disabled'
      const { items, statuses, totals, last } = await readObjects(
        await get(`/api/objects?vaults=${open},${walled},${closed},kv-nowhere-at-all`),
      )
      expect(last).toEqual({ done: true })
      expect(new Map(statuses.map(({ vaultName, state }) => [vaultName, state]))).toEqual(
        new Map([
          [open, 'ok'],
          [walled, 'forbidden_by_firewall'],
          [closed, 'forbidden_by_connection'],
          ['kv-nowhere-at-all', 'vault_not_found'],
        ]),
      )
      expect(totals).toMatchObject({ vaults: 4, readable: 1, unreadable: 3 })
      expectSeed(items, ({ vaultName }) => vaultName !== open)
    } finally {
      wall.networkAcls = null
      close.publicNetworkAccess = 'Enabled'
    }
    const { statuses, totals } = await readObjects(await strongroom.api('GET', '/api/objects', { as: people.priya }))
    expect(new Set(statuses.map(({ state }) => state))).toEqual(new Set(['forbidden_by_role']))
    expect(totals).toMatchObject({ vaults: size.vaults, unreadable: size.vaults })
  })
})

test('15: a vault that was deleted since it was last seen says so, and until when it can be recovered', async () => {
  const { state } = strongroom.emulator
  const name = estateVaultName(size.vaults)
  const made = estateState({ ...size, vaults: size.vaults + 1 }, Math.floor(Date.now() / 1000)).vaults.get(name)
  if (!made) throw new Error('The larger estate lacks its last vault.')
  const ines = await strongroom.token(people.ines)
  const readAs = async () => readObjects(await strongroom.api('GET', `/api/objects?vaults=${name}`, { token: ines }))
  state.vaults.set(name, made)
  // Its inventory is remembered; nothing has connected to the vault yet.
  expect(
    (await strongroom.api('GET', '/api/vaults', { token: ines, headers: { accept: 'application/json' } })).status,
  ).toBe(200)
  state.vaults.delete(name)
  expect(new Set((await readAs()).statuses.map((one) => one.state))).toEqual(new Set(['vault_not_found']))
  const { subscriptionId, resourceGroup, location } = made
  const purged = Date.UTC(2030, 0, 31) / 1000
  const deletion = { deletedDate: 1_700_000_000, scheduledPurgeDate: purged, tags: {}, enablePurgeProtection: true }
  state.deletedVaults = [{ name, subscriptionId, resourceGroup, location, ...deletion }]
  const { statuses } = await readAs()
  expect(statuses.map((one) => one.state)).toEqual(Array(3).fill('vault_deleted'))
  expect(statuses[0]?.problem?.message).toContain('2030-01-31')
  delete state.deletedVaults
})

describe('the person’s token for Key Vault', () => {
  test('24: is got once for all the lists that begin together', async () => {
    const { items } = await readObjects(await strongroom.api('GET', '/api/objects', { as: people.ines }))
    expectSeed(items)
    // One for Resource Manager, one for Key Vault.
    expect(strongroom.calls().TokenOnBehalfOf).toBe(2)
  })

  test('16: that expires in the middle is renewed, and no row comes twice', async () => {
    faults({ host: 'login.emulator.test', tokenLifetimeSeconds: 5 }, { host: '*.vault.emulator.test', latencyMs: 800 })
    const { items, statuses } = await readObjects(await strongroom.api('GET', '/api/objects', { as: people.ines }))
    expect(failed(statuses)).toEqual([])
    expectSeed(items)
    expect(strongroom.calls().TokenOnBehalfOf).toBeGreaterThan(2)
  })

  test('that is refused ends the list as a whole, before any row', async () => {
    faults({ host: 'login.emulator.test', aadsts: 'AADSTS53003' })
    const response = await strongroom.api('GET', '/api/objects?vaults=kv-estate-0001', { as: people.ines })
    expect(response.status).toBe(403)
    expect((await response.json()).error.code).toBe('conditional_access')
  })
})

describe('the reader', () => {
  test('21: who goes away ends all calls within half a second', async () => {
    faults({ host: '*.vault.emulator.test', latencyMs: 100 })
    const leaving = new AbortController()
    const response = await get('/api/objects', leaving.signal)
    const reader = response.body?.getReader()
    await reader?.read()
    leaving.abort()
    await reader?.cancel()
    const listsOf = () => Object.entries(strongroom.calls()).reduce((sum, [, count]) => sum + count, 0)
    await new Promise((resolve) => setTimeout(resolve, 500))
    const after = listsOf()
    expect(after).toBeLessThan(callsOfAll)
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(listsOf()).toBe(after)
  })

  test('may read everything twice at once, not three times, and again when one has ended', async () => {
    faults({ host: '*.vault.emulator.test', latencyMs: 50 })
    const first = await get()
    const second = await get()
    const third = await get()
    expect(third.status).toBe(429)
    expect(Number(third.headers.get('retry-after'))).toBeGreaterThan(0)
    const other = await strongroom.api('GET', '/api/objects', { as: people.priya })
    expect(other.status).toBe(200)
    await Promise.all([first, second, other].map((response) => response.text()))
    expectSeed((await read()).items)
  })
})

test('a subscription that cannot be read is named beside the vaults that can', async () => {
  faults(
    { operation: 'ResourceGraphQuery', status: 403, code: 'AuthorizationFailed' },
    { operation: 'VaultList', status: 403, code: 'AuthorizationFailed' },
  )
  const { problems, totals } = await readObjects(await strongroom.api('GET', '/api/objects', { as: people.ines }))
  expect(problems).toEqual([expect.objectContaining({ code: 'forbidden', subject: 'Estate' })])
  expect(totals).toMatchObject({ vaults: 0, objects: 0 })
})
