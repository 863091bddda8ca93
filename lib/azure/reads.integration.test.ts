import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '../../emulator/faults.ts'
import { secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import type { Secret, SecretVersion } from '../domain/secret.ts'
import type { Vault } from '../domain/vault.ts'
import { startSink } from '../test-support/sink.ts'
import { people, readLines, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
  // Pays the challenge of the vault that most tests read, so that they count their own calls alone.
  await strongroom.api('GET', mainList, { token })
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const listOf = (vault: string) => `/api/vaults/${vault}/secrets`
const mainList = listOf(vaultLandmarks.main)
const stream = { accept: 'application/x-ndjson' }
const faults = (...rules: FaultRule[]) => strongroom.emulator.faults.replace(rules)
const get = (address: string) => strongroom.api('GET', address, { token })
const seeded = (vault: string) => strongroom.emulator.state.vaults.get(vault)?.objects.secrets ?? new Map()
const names = (items: { name: string }[]) => items.map(({ name }) => name).sort()

async function listed<T = Secret>(address: string): Promise<T[]> {
  const response = await get(address)
  expect(response.status).toBe(200)
  return (await response.json()).items
}

async function problem(response: Response) {
  return (await response.json()).error
}

describe('a list', () => {
  test.each([
    vaultLandmarks.main,
    vaultLandmarks.threeFullPages,
    vaultLandmarks.oneFullPage,
    vaultLandmarks.withoutSecrets,
  ])('of %s costs one call for each 25 rows and holds every secret once', async (vault) => {
    // The one vault whose policies leave the security administrators out is read by those they name.
    const account = vault === vaultLandmarks.refusesSecurityAdministrators ? people.priya : people.ines
    const response = await strongroom.api('GET', listOf(vault), { as: account, headers: stream })
    const { items, last } = await readLines<Secret>(response)
    const count = seeded(vault).size
    expect(names(items)).toEqual(names([...seeded(vault).values()]))
    expect(last).toEqual({ done: true })
    expect(strongroom.calls().SecretList).toBe(Math.max(1, Math.ceil(count / 25)))
  })

  test('of 600 versions costs 24 calls, comes newest first as JSON and page by page as lines', async () => {
    const { vault, secret } = secretLandmarks.manyVersions
    const address = `${listOf(vault)}/${secret}/versions`
    const versions = await listed<SecretVersion>(address)
    expect(strongroom.calls().SecretListVersions).toBe(24)
    expect(versions).toHaveLength(600)
    const dates = versions.map(({ createdOn }) => createdOn ?? '')
    expect(dates).toEqual([...dates].sort().reverse())
    expect(await readLines(await strongroom.api('GET', address, { token, headers: stream }))).toMatchObject({
      pages: 24,
      last: { done: true },
    })
  })

  test('of vaults asks Resource Graph once, side by side with the subscriptions', async () => {
    const vaults = await listed<Vault>('/api/vaults')
    expect(names(vaults)).toEqual([...strongroom.emulator.state.vaults.keys()].sort())
    expect(strongroom.calls()).toMatchObject({ ResourceGraphQuery: 1, SubscriptionList: 1 })
    expect(strongroom.calls().VaultList).toBeUndefined()
  })
})

describe('a page that leads elsewhere', () => {
  test('14: to a foreign host is not followed: not a byte arrives there', async () => {
    const sink = await startSink()
    faults({ operation: 'SecretList', nth: 1, nextLink: `https://127.0.0.1:${sink.port}/secrets?x` })
    const response = await get(mainList)
    expect(response.status).toBe(502)
    expect((await problem(response)).code).toBe('azure_error')
    expect(sink.seen()).toEqual({ connections: 0, bytes: 0 })
    await sink.knock()
    expect(sink.seen()).toEqual({ connections: 1, bytes: 5 })
    await sink.close()
  })

  test('14: to another vault of the same cloud is not followed, although its host would be dialled', async () => {
    const elsewhere = `https://${vaultLandmarks.sandbox}.vault.emulator.test/secrets?api-version=7.6`
    faults({ operation: 'SecretList', nth: 1, nextLink: elsewhere })
    expect((await get(mainList)).status).toBe(502)
    expect(strongroom.calls()).toEqual({ SecretList: 1 })
    strongroom.forget()
    expect((await get(mainList)).status).toBe(200)
  })

  test('14: of Resource Manager is not followed either', async () => {
    faults({ operation: 'SubscriptionList', nth: 1, nextLink: `https://${vaultLandmarks.main}.vault.emulator.test/x` })
    const response = await strongroom.api('GET', '/api/vaults', { as: people.ines })
    const body = await response.json()
    expect(body.problems).toEqual([expect.objectContaining({ code: 'azure_error', subject: 'subscription names' })])
    expect(body.items).toHaveLength(strongroom.emulator.state.vaults.size)
    expect(strongroom.calls().Authentication).toBeUndefined()
  })

  test('13: back to itself ends the list as truncated, with the rows that were read', async () => {
    faults({ operation: 'SecretList', nth: 2, nextLink: 'loop' })
    const { items, last } = await readLines<Secret>(await strongroom.api('GET', mainList, { token, headers: stream }))
    expect(items).toHaveLength(50)
    expect(last).toMatchObject({ error: { code: 'truncated' } })
    expect(strongroom.calls().SecretList).toBe(2)
  })
})

describe('a read that fails', () => {
  test('3: with 429 and Retry-After: 2 is made once more, after two seconds and not twice that', async () => {
    const address = listOf(vaultLandmarks.withoutSecrets)
    await get(address)
    strongroom.forget()
    faults({ operation: 'SecretList', nth: 1, status: 429, retryAfterSeconds: 2 })
    const before = performance.now()
    expect((await get(address)).status).toBe(200)
    const waitedMs = performance.now() - before
    expect(waitedMs).toBeGreaterThanOrEqual(1_990)
    expect(waitedMs).toBeLessThan(4_000)
    expect(strongroom.calls().SecretList).toBe(2)
  })

  test('4: with 429 and no word of how long is tried four times at most, and succeeds when Azure does', async () => {
    faults({ operation: 'SecretList', nth: 1, times: 3, status: 429 })
    expect(names(await listed(mainList))).toEqual(names([...seeded(vaultLandmarks.main).values()]))
    expect(strongroom.calls().SecretList).toBe(3 + Math.ceil(seeded(vaultLandmarks.main).size / 25))
  })

  test('5: with 429 for ever ends as throttled after four tries', async () => {
    faults({ operation: 'SecretList', status: 429 })
    const response = await get(mainList)
    expect(response.status).toBe(429)
    expect((await problem(response)).code).toBe('throttled')
    expect(strongroom.calls().SecretList).toBe(4)
  })

  test.each([500, 502, 503, 504])(
    '6: with %i on its third page goes on there: no row twice, none missing',
    async (status) => {
      faults({ operation: 'SecretList', nth: 3, status })
      expect(names(await listed(mainList))).toEqual(names([...seeded(vaultLandmarks.main).values()]))
    },
  )

  test.each<[string, FaultRule]>([
    ['a connection that breaks', { operation: 'SecretList', nth: 2, reset: 'after' }],
    ['an answer that breaks off', { operation: 'SecretList', nth: 2, answer: 'cut' }],
  ])('7: with %s is made once more, rows intact', async (_, rule) => {
    faults(rule)
    expect(names(await listed(mainList))).toEqual(names([...seeded(vaultLandmarks.main).values()]))
    expect(strongroom.calls().SecretList).toBe(1 + Math.ceil(seeded(vaultLandmarks.main).size / 25))
  })

  test.each(['malformed', 'html'] as const)(
    '12: with a %s answer is an error of Azure’s, not a crash',
    async (answer) => {
      faults({ operation: 'SecretList', nth: 1, answer })
      const response = await get(mainList)
      expect(response.status).toBe(502)
      expect((await problem(response)).code).toBe('azure_error')
      strongroom.forget()
      expect((await get(mainList)).status).toBe(200)
    },
  )
})

test('a value whose answer is malformed stands in no error', async () => {
  const { vault, secret } = secretLandmarks.canary
  const [version] = seeded(vault).get(secret)?.versions ?? []
  const address = `${listOf(vault)}/${secret}/versions/${version?.version}/reveal`
  const reveal = () => strongroom.api('POST', address, { token })
  faults({ operation: 'SecretGet', answer: 'malformed' })
  const spoilt = await reveal()
  expect(spoilt.status).toBe(502)
  expect(await spoilt.text()).not.toContain('CANARY')
  strongroom.forget()
  expect(await (await reveal()).text()).toContain('CANARY')
})

test('21: calls to Azure stop when the client goes away in the middle of a list', async () => {
  const { vault, secret } = secretLandmarks.manyVersions
  faults({ operation: 'SecretListVersions', latencyMs: 50 })
  const address = `${listOf(vault)}/${secret}/versions`
  const response = await strongroom.api('GET', address, { token, headers: stream })
  const reader = response.body?.getReader()
  expect((await reader?.read())?.done).toBe(false)
  await reader?.cancel()
  const atCancel = strongroom.calls().SecretListVersions ?? 0
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(strongroom.calls().SecretListVersions).toBeLessThanOrEqual(atCancel + 1)
  expect(atCancel).toBeLessThan(24)
})

describe('when Resource Graph fails', () => {
  test('each subscription is asked itself, and one that fails is named', async () => {
    const [unreadable] = strongroom.emulator.state.subscriptions
    faults(
      { operation: 'ResourceGraphQuery', status: 403, code: 'AuthorizationFailed' },
      {
        operation: 'VaultList',
        path: `/subscriptions/${unreadable?.subscriptionId}/**`,
        status: 403,
        code: 'AuthorizationFailed',
      },
    )
    const { items, problems } = await (await strongroom.api('GET', '/api/vaults', { as: people.ines })).json()
    const readable = [...strongroom.emulator.state.vaults.values()].filter(
      ({ subscriptionId }) => subscriptionId !== unreadable?.subscriptionId,
    )
    expect(names(items)).toEqual(names(readable.map(({ name }) => ({ name: name.toLowerCase() }))))
    expect(problems).toEqual([expect.objectContaining({ code: 'forbidden', subject: unreadable?.displayName })])
  })
})

describe('a vault', () => {
  test('shows its facts and rights to who may read it, and its data plane alone to who may not', async () => {
    const seen = await (await strongroom.api('GET', `/api/vaults/${vaultLandmarks.main}`, { as: people.tomas })).json()
    expect(seen.facts).toMatchObject({ permissionModel: 'rbac', sku: 'premium' })
    expect(seen.rights.secrets).toMatchObject({ list: 'yes', read: 'no', set: 'no' })
    expect(seen.rights.keys).toMatchObject({ list: 'yes', read: 'yes', create: 'no', sign: 'no' })
    expect(seen.rights.certificates).toMatchObject({ list: 'yes', import: 'no' })
    const blind = await (await strongroom.api('GET', `/api/vaults/${vaultLandmarks.main}`, { as: people.priya })).json()
    expect(blind).toMatchObject({ name: vaultLandmarks.main, facts: null })
    expect(blind.rights).toMatchObject({ secrets: { list: 'unknown', set: 'unknown' }, keys: { sign: 'unknown' } })
  })

  test('on access policies tells what they grant, and nothing of what a group might', async () => {
    const detail = await (await get(`/api/vaults/${vaultLandmarks.refusesSecurityAdministrators}`)).json()
    expect(detail.facts.permissionModel).toBe('accessPolicy')
    expect(Object.values<object>(detail.rights).flatMap((kind) => Object.values(kind))).not.toContain('no')
  })

  test('that does not exist is not found', async () => {
    const response = await get('/api/vaults/kv-nowhere-at-all')
    expect(response.status).toBe(404)
    expect((await problem(response)).code).toBe('vault_not_found')
    expect((await get(listOf('kv-nowhere-at-all'))).status).toBe(404)
  })

  test.each([
    ['a role', 'lena', vaultLandmarks.main, 'forbidden_by_role'],
    ['a policy', 'ines', vaultLandmarks.refusesSecurityAdministrators, 'forbidden_by_policy'],
    ['its firewall', 'priya', vaultLandmarks.selectedNetworks, 'forbidden_by_firewall'],
    ['its closed network', 'ines', vaultLandmarks.privateOnly, 'forbidden_by_firewall'],
  ] as const)('15: that refuses by %s says which kind it is', async (_, person, vault, code) => {
    const response = await strongroom.api('GET', listOf(vault), { as: people[person] })
    expect(response.status).toBe(403)
    expect((await problem(response)).code).toBe(code)
  })

  test('whose reader holds one secret alone opens that one and lists nothing', async () => {
    const { vault, secret } = secretLandmarks.developerObjectScope
    const rights = async (address: string) => (await strongroom.api('GET', address, { as: people.daniel })).json()
    const detail = await rights(`/api/vaults/${vault}`)
    expect(detail.rights.secrets.read).not.toBe('yes')
    const [version] = seeded(vault).get(secret)?.versions.slice(-1) ?? []
    const reveal = `${listOf(vault)}/${secret}/versions/${version?.version}/reveal`
    expect((await strongroom.api('POST', reveal, { as: people.daniel })).status).toBe(200)
    expect((await strongroom.api('GET', listOf(vault), { as: people.daniel })).status).toBe(403)
  })
})
