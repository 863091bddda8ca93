import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRule } from '../../emulator/faults.ts'
import { deletedLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import type { DeletedObject } from '../domain/deleted-object.ts'
import { api } from '../routes.ts'
import { people, readLines, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom({ settleMs: 400 })
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const developer = vaultLandmarks.developer
const faults = (...rules: FaultRule[]) => strongroom.emulator.faults.replace(rules)
const list = (vault: string, account = token) => strongroom.api('GET', api.deletedOf(vault), { token: account })
const recover = (vault: string, collection: string, name: string, body: object = {}, as = token) =>
  strongroom.api('POST', api.recoverObject(vault, collection, name), { token: as, body })
const purge = (vault: string, collection: string, name: string, as = token) =>
  strongroom.api('DELETE', api.deletedObject(vault, collection, name), { token: as })
const put = (vault: string, name: string) =>
  strongroom.api('PUT', api.secret(vault, name), { token, body: { value: 'a value' } })
const remove = (vault: string, name: string) => strongroom.api('DELETE', api.secret(vault, name), { token })

async function items(vault: string): Promise<DeletedObject[]> {
  return (await (await list(vault)).json()).items
}
const named = async (vault: string, name: string) => (await items(vault)).filter((one) => one.name === name)

async function problem(response: Response) {
  return (await response.json()).error
}

describe('the list of deleted objects', () => {
  test('holds every kind with its dates and its recovery level, and reads no object', async () => {
    const found = await items(developer)
    const { objects } = strongroom.emulator.state.vaults.get(developer) ?? {}
    const seeded = [objects?.deletedSecrets, objects?.deletedKeys, objects?.deletedCertificates]
    expect(found).toHaveLength(seeded.reduce((sum, each) => sum + (each?.size ?? 0), 0))
    expect(new Set(found.map(({ kind }) => kind))).toEqual(new Set(['secret', 'key', 'certificate']))
    for (const one of found) {
      expect(Date.parse(one.scheduledPurgeDate ?? '') - Date.parse(one.deletedOn ?? '')).toBe(7 * 86_400_000)
      expect(one.recoveryLevel).toContain('Purgeable')
    }
    expect(found.filter(({ managed }) => managed).map(({ kind, name }) => `${kind} ${name}`)).toEqual(
      expect.arrayContaining(['key orders-spike-tls', 'secret orders-spike-tls']),
    )
    expect(Object.keys(strongroom.calls()).filter((name) => /Get|Recover/.test(name))).toEqual([])
  })

  test('comes page by page as lines', async () => {
    const response = await strongroom.api('GET', api.deletedOf(vaultLandmarks.main), {
      token,
      headers: { accept: 'application/x-ndjson' },
    })
    const { items: rows, last } = await readLines<DeletedObject>(response)
    expect(last).toEqual({ done: true })
    expect(rows.map(({ name }) => name)).toContain(deletedLandmarks.purgeProtected.secret)
    expect(rows.every(({ recoveryLevel }) => recoveryLevel === 'Recoverable')).toBe(true)
  })

  test('names a kind that refuses and shows the others', async () => {
    const daniel = await strongroom.token(people.daniel)
    const response = await list(developer, daniel)
    expect(response.status).toBe(200)
    const body = await response.json()
    expect(new Set(body.items.map(({ kind }: DeletedObject) => kind))).toEqual(new Set(['secret']))
    expect(body.problems.map(({ subject, code }: { subject: string; code: string }) => [subject, code]).sort()).toEqual(
      [
        ['Deleted certificates', 'forbidden_by_role'],
        ['Deleted keys', 'forbidden_by_role'],
      ],
    )
  })

  test('is refused as a whole to somebody who may list none of the kinds', async () => {
    const response = await list(developer, await strongroom.token(people.lena))
    expect(response.status).toBe(403)
    expect(await problem(response)).toMatchObject({ code: 'forbidden_by_role' })
  })

  test('of a vault that is not there is one 404', async () => {
    const response = await list('kv-nobody-has-this')
    expect(response.status).toBe(404)
    expect((await problem(response)).code).toBe('vault_not_found')
  })
})

describe('a recovery', () => {
  test('brings a secret back, waits until it shows, and reads its value not once', async () => {
    const { vault, secret } = deletedLandmarks.purgedTomorrow
    const response = await recover(vault, 'secrets', secret)
    expect(await response.json()).toEqual({ kind: 'secret', name: secret, isShown: true })
    expect(strongroom.calls()).toMatchObject({ SecretRecover: 1 })
    expect(strongroom.calls().SecretGet).toBeUndefined()
    expect(await named(vault, secret)).toEqual([])
    expect((await strongroom.api('GET', api.secret(vault, secret), { token })).status).toBe(200)
  })

  test.each(['keys', 'certificates'] as const)('brings back one of the %s', async (collection) => {
    const name = collection === 'keys' ? 'webhook-spike' : 'orders-spike-tls'
    expect(await (await recover(developer, collection, name)).json()).toMatchObject({ name, isShown: true })
    expect(await named(developer, name)).toEqual([])
  })

  test('of what is not deleted is a 404, although an object of that name is there', async () => {
    await put(vaultLandmarks.sandbox, 'alive')
    const response = await recover(vaultLandmarks.sandbox, 'secrets', 'alive')
    expect(response.status).toBe(404)
    expect(await problem(response)).toMatchObject({ code: 'not_found', message: expect.stringContaining('recovered') })
  })

  test('right after a deletion waits for it to show', async () => {
    const vault = vaultLandmarks.sandbox
    await put(vault, 'undone')
    await remove(vault, 'undone')
    expect((await recover(vault, 'secrets', 'undone')).status).toBe(404)
    expect(await (await recover(vault, 'secrets', 'undone', { isJustDeleted: true })).json()).toMatchObject({
      isShown: true,
    })
  })

  test('whose answer is lost is told as unknown and was sent once', async () => {
    const vault = vaultLandmarks.sandbox
    await put(vault, 'lost')
    await remove(vault, 'lost')
    await expect.poll(async () => (await named(vault, 'lost')).length).toBe(1)
    strongroom.forget()
    faults({ operation: 'SecretRecover', reset: 'after' })
    const response = await recover(vault, 'secrets', 'lost')
    expect(await problem(response)).toMatchObject({ code: 'outcome_unknown' })
    expect(strongroom.calls().SecretRecover).toBe(1)
  })

  test('of a certificate’s own secret is refused: the certificate brings it back', async () => {
    const name = 'legacy-terminal-mtls'
    const response = await recover(vaultLandmarks.main, 'secrets', name)
    expect(await problem(response)).toMatchObject({ code: 'secret_managed' })
  })
})

describe('27: conflicts', () => {
  test('a name is held while its object is deleted, and free again after the recovery', async () => {
    const vault = vaultLandmarks.sandbox
    await put(vault, 'held')
    await remove(vault, 'held')
    await expect.poll(async () => (await named(vault, 'held')).length).toBe(1)
    const refused = await put(vault, 'held')
    expect(refused.status).toBe(409)
    expect(await problem(refused)).toMatchObject({
      code: 'secret_deleted',
      message: expect.stringMatching(/recoverable/),
    })
    await recover(vault, 'secrets', 'held')
    expect((await put(vault, 'held')).status).toBe(201)
  })

  test('a deletion while the object is being recovered is a conflict, and works once it has come back', async () => {
    faults({ operation: 'SecretDelete', nth: 1, status: 409, code: 'Conflict' })
    const vault = vaultLandmarks.sandbox
    await put(vault, 'wavering')
    const early = await remove(vault, 'wavering')
    expect(early.status).toBe(409)
    expect(await problem(early)).toMatchObject({ code: 'conflict' })
    expect((await remove(vault, 'wavering')).status).toBe(200)
  })

  test('a purge where purge protection is on names it, and not a missing policy', async () => {
    const { vault, secret } = deletedLandmarks.purgeProtected
    const response = await purge(vault, 'secrets', secret)
    expect(response.status).toBe(403)
    expect(await problem(response)).toMatchObject({ code: 'purge_protected' })
    expect(await named(vault, secret)).toHaveLength(1)
  })
})

describe('a purge', () => {
  test('destroys a secret: it cannot be recovered', async () => {
    const { vault, secret } = deletedLandmarks.purgeable
    expect((await purge(vault, 'secrets', secret)).status).toBe(200)
    expect(await named(vault, secret)).toEqual([])
    expect((await recover(vault, 'secrets', secret)).status).toBe(404)
  })

  test('is refused to who has no right to it', async () => {
    const { vault, secret } = deletedLandmarks.purgedTomorrow
    const response = await purge(vault, 'secrets', secret, await strongroom.token(people.tomas))
    expect(response.status).toBe(403)
  })

  test('of a collection or name that cannot be is refused before any call', async () => {
    for (const address of [
      api.deletedObject(developer, 'storage', 'x'),
      api.deletedObject(developer, 'secrets', '../keys/x'),
    ]) {
      expect((await strongroom.api('DELETE', address, { token })).status).toBe(400)
    }
    expect(Object.keys(strongroom.calls()).filter((name) => name !== 'SigningKeys')).toEqual([])
  })
})
