import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deletedLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { api } from '../routes.ts'
import { readDeletedEverywhere } from '../test-support/objects.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const read = async (asked?: Parameters<typeof api.deleted>[0], as = token) =>
  readDeletedEverywhere(await strongroom.api('GET', api.deleted(asked), { token: as }))
const placeOf = ({ vaultName, kind, name }: { vaultName: string; kind: string; name: string }) =>
  `${vaultName}/${kind}/${name}`

/** What the emulator holds, from its own side, in the vaults that were read. */
function seeded(vaultNames: Set<string>): string[] {
  return [...strongroom.emulator.state.vaults].flatMap(([vaultName, { objects }]) => {
    if (!vaultNames.has(vaultName)) return []
    const places = (kind: string, items: Iterable<{ name: string }>) =>
      [...items].map(({ name }) => placeOf({ vaultName, kind, name }))
    return [
      ...places('secret', objects.deletedSecrets.values()),
      ...places('key', objects.deletedKeys.values()),
      ...places('certificate', objects.deletedCertificates.values()),
    ]
  })
}

test('what is deleted in all vaults comes once each, with a final word about each kind of each vault', async () => {
  const { items, statuses, totals, last } = await read()
  expect(last).toEqual({ done: true })
  const readable = new Set(statuses.filter(({ state }) => state === 'ok').map(({ vaultName }) => vaultName))
  expect(items.map(placeOf).sort()).toEqual(seeded(readable).sort())
  expect(items.length).toBeGreaterThan(20)
  expect(statuses).toHaveLength(strongroom.emulator.state.vaults.size * 3)
  expect(totals?.vaults).toBe(strongroom.emulator.state.vaults.size)
  const firewalled = statuses.filter(({ vaultName }) => vaultName === vaultLandmarks.selectedNetworks)
  expect(new Set(firewalled.map(({ state }) => state))).toEqual(new Set(['forbidden_by_firewall']))
})

test('a row tells what the list of its own vault tells', async () => {
  const { items } = await read()
  const response = await strongroom.api('GET', api.deletedOf(vaultLandmarks.main), { token })
  const { items: own } = await response.json()
  const ofVault = items
    .filter(({ vaultName }) => vaultName === vaultLandmarks.main)
    .map(({ vaultName: _, ...row }) => row)
  const byName = (left: { kind: string; name: string }, right: { kind: string; name: string }) =>
    `${left.kind} ${left.name}` < `${right.kind} ${right.name}` ? -1 : 1
  expect(ofVault.sort(byName)).toEqual(own.sort(byName))
  expect(ofVault.map(({ name }) => name)).toContain(deletedLandmarks.purgeProtected.secret)
})

test('a vault that fails costs its own rows alone, and can be read again by itself', async () => {
  const host = `${vaultLandmarks.developer}.vault.emulator.test`
  strongroom.emulator.faults.replace([{ host, operation: 'KeyListDeleted', status: 403, code: 'Forbidden' }])
  const { items, statuses, last } = await read()
  expect(last).toEqual({ done: true })
  expect(statuses.filter(({ vaultName, state }) => vaultName === vaultLandmarks.developer && state !== 'ok')).toEqual([
    expect.objectContaining({ kind: 'key', state: 'forbidden' }),
  ])
  expect(items.map(placeOf)).not.toContain(`${vaultLandmarks.developer}/key/webhook-spike`)
  strongroom.forget()
  const again = await read({ vaults: [vaultLandmarks.developer], kinds: ['key'] })
  expect(again.items.map(placeOf)).toContain(`${vaultLandmarks.developer}/key/webhook-spike`)
  expect(new Set(again.items.map(({ kind }) => kind))).toEqual(new Set(['key']))
  expect(strongroom.calls()).toEqual({ KeyListDeleted: 1 })
})

test('who may list nothing gets no row, and is told so for each vault asked for', async () => {
  const { items, statuses } = await read({ vaults: [vaultLandmarks.main] }, await strongroom.token(people.lena))
  expect(items).toEqual([])
  expect(statuses.map(({ state }) => state)).toEqual(['forbidden_by_role', 'forbidden_by_role', 'forbidden_by_role'])
})
