import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { FaultRule } from '../../emulator/faults.ts'
import { secretLandmarks } from '../../emulator/seed/landmarks.ts'
import type { SecretVersion as StoredVersion } from '../../emulator/state.ts'
import { provenanceTags, type RollbackResult } from '../domain/rollback.ts'
import { unexpectedVersions } from '../domain/secret-versions.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

type Place = { vault: string; secret: string }

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.priya)
  // Pays the vault's challenge, so that each test counts its own calls alone.
  await strongroom.api('GET', `/api/vaults/${secretLandmarks.rollback.vault}/secrets`, { token })
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const addressOf = ({ vault, secret }: Place) => `/api/vaults/${vault}/secrets/${secret}`
const faults = (...rules: FaultRule[]) => strongroom.emulator.faults.replace(rules)

function stored({ vault, secret }: Place): StoredVersion[] {
  const found = strongroom.emulator.state.vaults.get(vault)?.objects.secrets.get(secret)
  if (!found) throw new Error(`The seed has no ${secret}`)
  return found.versions
}

/** The current version and the one before it, as a person would roll back. */
function situation(place: Place) {
  const [target, current] = stored(place).slice(-2)
  if (!target || !current) throw new Error('A rollback needs two versions')
  return { target, current, request: { version: target.version, expectedCurrentVersion: current.version } }
}

const rollBack = (place: Place, body: object, account?: string) =>
  strongroom.api('POST', `${addressOf(place)}/rollback`, { ...(account ? { as: account } : { token }), body })

async function succeeded(place: Place, body: object): Promise<RollbackResult> {
  const response = await rollBack(place, body)
  expect(response.status, await response.clone().text()).toBe(200)
  return response.json()
}

async function refused(place: Place, body: object, account?: string) {
  const response = await rollBack(place, body, account)
  return { status: response.status, ...(await response.json()).error }
}

describe('a rollback', () => {
  test('takes four calls, one of them a write, and copies value, content type, tags and dates with its provenance', async () => {
    const place = secretLandmarks.rollback
    const { target, current, request } = situation(place)
    const result = await succeeded(place, request)
    expect(strongroom.calls()).toEqual({ SecretGet: 3, SecretSet: 1 })
    const written = stored(place).at(-1)
    expect(written).toMatchObject({ value: target.value, enabled: true, version: result.newVersion.version })
    expect([written?.contentType, written?.exp, written?.nbf]).toEqual([target.contentType, target.exp, target.nbf])
    expect(written?.tags).toEqual({
      ...target.tags,
      [provenanceTags.target]: target.version,
      [provenanceTags.operation]: result.operationId,
    })
    expect(result).toMatchObject({
      targetVersion: target.version,
      previousVersion: current.version,
      droppedTags: [],
      isReconciled: false,
      concurrentVersion: null,
    })
  })

  test('works when the current version is disabled: the version list tells which it is', async () => {
    const place = secretLandmarks.disabledCurrent
    const { target, request } = situation(place)
    const result = await succeeded(place, request)
    expect(stored(place).at(-1)).toMatchObject({ value: target.value, version: result.newVersion.version })
    expect(strongroom.calls()).toMatchObject({ SecretSet: 1, SecretListVersions: 1 })
  })

  test('works among 600 versions without reading their list', async () => {
    const place = secretLandmarks.manyVersions
    await succeeded(place, situation(place).request)
    expect(strongroom.calls()).toEqual({ SecretGet: 3, SecretSet: 1 })
  })

  test.each([
    [secretLandmarks.fifteenTags, [provenanceTags.operation, provenanceTags.target]],
    [secretLandmarks.fourteenTags, [provenanceTags.target]],
  ] as const)('of %o says which tags had no room', async (place, droppedTags) => {
    const { target, request } = situation(place)
    const result = await succeeded(place, request)
    expect(result.droppedTags).toEqual(droppedTags)
    expect(stored(place).at(-1)?.tags).toMatchObject(target.tags)
  })

  test('of an expired version copies the expiry, or clears it on request', async () => {
    const place = secretLandmarks.expiredPrevious
    const { target, request } = situation(place)
    expect(target.exp).toBeDefined()
    const cleared = await succeeded(place, { ...request, expiry: 'clear' })
    expect(stored(place).at(-1)?.exp).toBeUndefined()
    const again = { version: target.version, expectedCurrentVersion: cleared.newVersion.version }
    await succeeded(place, again)
    expect(stored(place).at(-1)?.exp).toBe(target.exp)
  })

  test('is undone by another one', async () => {
    const place = secretLandmarks.sameValue
    const { current, request } = situation(place)
    const { newVersion } = await succeeded(place, request)
    await succeeded(place, { version: current.version, expectedCurrentVersion: newVersion.version })
    expect(stored(place).at(-1)?.value).toBe(current.value)
  })
})

describe('nothing is written', () => {
  const unchanged = async (place: Place, act: () => Promise<unknown>) => {
    const before = stored(place).length
    await act()
    expect(stored(place)).toHaveLength(before)
    expect(strongroom.calls().SecretSet ?? 0).toBe(0)
  }

  test('when another version has become current: both ids are told', async () => {
    const place = secretLandmarks.rollback
    const { target, current } = situation(place)
    const [stale] = stored(place)
    await unchanged(place, async () => {
      expect(await refused(place, { version: target.version, expectedCurrentVersion: stale?.version })).toMatchObject({
        status: 409,
        code: 'concurrent_change',
        currentVersion: current.version,
        expectedCurrentVersion: stale?.version,
      })
    })
  })

  test('when the target is disabled', async () => {
    const place = secretLandmarks.disabledPrevious
    await unchanged(place, async () => {
      expect(await refused(place, situation(place).request)).toMatchObject({ status: 409, code: 'target_disabled' })
    })
  })

  test('when a certificate owns the secret', async () => {
    const place = secretLandmarks.managed
    await unchanged(place, async () => {
      expect(await refused(place, situation(place).request)).toMatchObject({ status: 409, code: 'secret_managed' })
    })
  })

  test('when the person may not, and the smallest role that may is named', async () => {
    const place = secretLandmarks.rollback
    await unchanged(place, async () => {
      expect(await refused(place, situation(place).request, people.tomas)).toMatchObject({
        status: 403,
        code: 'forbidden_by_role',
        missingRight: { role: 'Key Vault Secrets User' },
      })
    })
  })

  test('when the same operation has been written already: it is reported instead', async () => {
    const place = secretLandmarks.jsonOneKeyDiffers
    const request = { ...situation(place).request, operationId: randomUUID() }
    const first = await succeeded(place, request)
    strongroom.forget()
    await unchanged(place, async () => {
      const second = await succeeded(place, request)
      expect(second).toMatchObject({ isReconciled: true, newVersion: { version: first.newVersion.version } })
    })
  })

  test('when the same operation has been written and somebody wrote on top of it: both versions are told', async () => {
    const place = secretLandmarks.jsonOneKeyDiffers
    const request = { ...situation(place).request, operationId: randomUUID() }
    const first = await succeeded(place, request)
    const theirs = await strongroom.api('PUT', addressOf(place), { token, body: { value: 'theirs' } })
    const { version: concurrentVersion } = await theirs.json()
    strongroom.forget()
    await unchanged(place, async () => {
      const second = await succeeded(place, request)
      expect(second).toMatchObject({
        isReconciled: true,
        newVersion: { version: first.newVersion.version },
        concurrentVersion,
      })
    })
  })
})

describe('a rollback that is asked for again where fifteen tags left no room for its own', () => {
  const place = secretLandmarks.fifteenTags
  const attempt = async () => {
    // Of another second than whatever was written before, so that the order of the versions is certain.
    strongroom.emulator.clock.offsetSeconds += 5
    const [target] = stored(place)
    const expectedCurrentVersion = stored(place).at(-1)?.version
    const request = { version: target?.version, expectedCurrentVersion, operationId: randomUUID() }
    const { newVersion, droppedTags } = await succeeded(place, request)
    expect(droppedTags).toContain(provenanceTags.operation)
    strongroom.emulator.clock.offsetSeconds += 5
    strongroom.forget()
    return { target, request, written: newVersion.version }
  }
  const write = async (body: object) =>
    (await (await strongroom.api('PUT', addressOf(place), { as: people.ines, body })).json()).version

  test('is found by its time and content, also under what somebody wrote on top of it', async () => {
    const { request, written } = await attempt()
    const found = { isReconciled: true, newVersion: { version: written } }
    expect(await succeeded(place, request)).toMatchObject({ ...found, concurrentVersion: null })
    expect(strongroom.calls().SecretSet).toBeUndefined()
    const theirs = await write({ value: 'theirs' })
    expect(await succeeded(place, request)).toMatchObject({ ...found, concurrentVersion: theirs })
    const late = { ...request, expectedCurrentVersion: written, operationId: randomUUID() }
    expect(await refused(place, late)).toMatchObject({ code: 'concurrent_change', currentVersion: theirs })
  })

  test('is unknown where another version looks the same: it is never said that nothing was written', async () => {
    const { target, request } = await attempt()
    await write({ value: 'theirs', tags: target?.tags, contentType: target?.contentType })
    const count = stored(place).length
    expect(await refused(place, request)).toMatchObject({ status: 502, code: 'outcome_unknown' })
    expect(stored(place)).toHaveLength(count)
  })
})

describe('an answer that is lost', () => {
  test.each<[string, FaultRule]>([
    ['a connection that breaks after the write', { reset: 'after' }],
    ['an answer that breaks off', { answer: 'cut' }],
    ['an answer of a proxy', { answer: 'html' }],
  ])('8: to %s makes one write that is found by its tag', async (_, rule) => {
    const place = secretLandmarks.sixtyVersions
    const before = stored(place).length
    faults({ operation: 'SecretSet', ...rule })
    const result = await succeeded(place, situation(place).request)
    expect(result.isReconciled).toBe(true)
    expect(result.newVersion.version).toBe(stored(place).at(-1)?.version)
    expect(strongroom.calls().SecretSet).toBe(1)
    expect(stored(place)).toHaveLength(before + 1)
  })

  test('8: is found by its content where no tag had room', async () => {
    const place = secretLandmarks.fifteenTags
    const before = stored(place).length
    faults({ operation: 'SecretSet', reset: 'after' })
    // Of one second with the version before it, none could be told to be ours.
    strongroom.emulator.clock.offsetSeconds += 60
    const result = await succeeded(place, {
      version: stored(place)[0]?.version,
      expectedCurrentVersion: stored(place).at(-1)?.version,
    })
    expect(result).toMatchObject({ isReconciled: true, newVersion: { version: stored(place).at(-1)?.version } })
    expect(stored(place)).toHaveLength(before + 1)
  })

  test('9: to a 500 before anything was written is that failure: one attempt, no version', async () => {
    const place = secretLandmarks.rollback
    const before = stored(place).length
    faults({ operation: 'SecretSet', status: 500 })
    expect(await refused(place, situation(place).request)).toMatchObject({ status: 502, code: 'azure_error' })
    expect(strongroom.calls().SecretSet).toBe(1)
    expect(stored(place)).toHaveLength(before)
    strongroom.forget()
    await succeeded(place, situation(place).request)
    expect(stored(place)).toHaveLength(before + 1)
  })

  test('9: to a connection that broke before the write is unknown after a while, and safe to repeat by its id', async () => {
    const place = secretLandmarks.rollback
    const before = stored(place).length
    faults({ operation: 'SecretSet', reset: 'before' })
    const request = { ...situation(place).request, operationId: randomUUID() }
    expect(await refused(place, request)).toMatchObject({ status: 502, code: 'outcome_unknown' })
    expect(strongroom.calls().SecretSet).toBe(1)
    expect(stored(place)).toHaveLength(before)
    strongroom.forget()
    await succeeded(place, request)
    expect(stored(place)).toHaveLength(before + 1)
  })
})

test('a write that was begun is finished when the client goes away, and stands in the log as it ended', async () => {
  const place = secretLandmarks.developerRollback
  const before = stored(place).length
  const lines: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(lines.push(String(text))))
  faults({ operation: 'SecretSet', latencyMs: 1_000 })
  const leaving = new AbortController()
  const { request } = situation(place)
  const answer = strongroom.api('POST', `${addressOf(place)}/rollback`, {
    as: people.daniel,
    body: request,
    signal: leaving.signal,
  })
  await vi.waitFor(() => expect(strongroom.calls().SecretGet).toBe(2), { timeout: 5_000, interval: 5 })
  // Both reads are answered and the write has begun its second on the way.
  setTimeout(() => leaving.abort(), 300)
  await answer
  vi.restoreAllMocks()
  expect(stored(place)).toHaveLength(before + 1)
  expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'rollback', result: 'ok' })
})

describe('any other write', () => {
  const place = { vault: secretLandmarks.rollback.vault, secret: 'written-by-a-test' }
  const put = () => strongroom.api('PUT', addressOf(place), { as: people.ines, body: { value: 'v' } })

  test('8: is sent once when its answer is lost, and said to be open', async () => {
    expect((await put()).status).toBe(201)
    faults({ operation: 'SecretSet', reset: 'after' })
    const response = await put()
    expect((await response.json()).error.code).toBe('outcome_unknown')
    expect(stored(place)).toHaveLength(2)
  })

  test('changes the named properties of one version and keeps all others, tags among them', async () => {
    const [version] = stored(place)
    const address = `${addressOf(place)}/versions/${version?.version}`
    const patch = (body: object) => strongroom.api('PATCH', address, { as: people.ines, body })
    await patch({ tags: { owner: 'a', stage: 'b' }, contentType: 'text/plain' })
    const response = await patch({ tags: { owner: null, team: 'c' }, enabled: false })
    expect(await response.json()).toMatchObject({
      tags: { stage: 'b', team: 'c' },
      contentType: 'text/plain',
      enabled: false,
    })
    expect(strongroom.calls().SecretGet).toBeUndefined()
  })

  test('deletes recoverably and says until when', async () => {
    const response = await strongroom.api('DELETE', addressOf(place), { as: people.ines })
    expect(await response.json()).toMatchObject({ name: place.secret, scheduledPurgeDate: expect.stringMatching(/Z$/) })
    const again = await put()
    expect(again.status).toBe(409)
    expect((await again.json()).error.code).toBe('secret_deleted')
  })

  test('to a managed secret is refused as such', async () => {
    const response = await strongroom.api('PUT', addressOf(secretLandmarks.managed), {
      as: people.ines,
      body: { value: 'v' },
    })
    expect((await response.json()).error.code).toBe('secret_managed')
  })
})

test('26: a hundred pairs of concurrent rollbacks lose no version that is not reported', async () => {
  const place = secretLandmarks.rollback
  for (let round = 0; round < 100; round += 1) {
    const before = [...stored(place)]
    const [first, second] = before
    const attempt = (target: StoredVersion | undefined) =>
      rollBack(place, { version: target?.version, expectedCurrentVersion: before.at(-1)?.version }).then(outcomeOf)
    const outcomes = await Promise.all([attempt(first), attempt(second)])
    const known = new Set(before.map(({ version }) => version))
    // As the page reloads the version list after a rollback.
    const reloaded = stored(place).map(({ version, created }) => ({
      version,
      createdOn: new Date(created * 1000).toISOString(),
    }))
    const written = reloaded.filter(({ version }) => !known.has(version)).map(({ version }) => version)
    for (const { result, code } of outcomes) {
      if (!result) {
        expect(code).toBe('concurrent_change')
        continue
      }
      const own = result.newVersion.version
      const reported = new Set(unexpectedVersions(reloaded, known, own).map(({ version }) => version))
      if (result.concurrentVersion) reported.add(result.concurrentVersion)
      expect([...reported, own].sort(), `round ${round}`).toEqual(written.sort())
    }
    expect(outcomes.filter(({ result }) => result)).toHaveLength(written.length)
  }
})

async function outcomeOf(response: Response): Promise<{ result?: RollbackResult; code?: string }> {
  const body = await response.json()
  return response.ok ? { result: body } : { code: body.error.code }
}
