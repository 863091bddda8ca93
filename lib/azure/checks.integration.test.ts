import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { keyLandmarks, secretLandmarks, vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import type { ObjectCheck } from '../domain/object-check.ts'
import { api } from '../routes.ts'
import { readChecks } from '../test-support/objects.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const check = async (what: ObjectCheck, asked?: Parameters<typeof api.objects>[0], as = token) =>
  readChecks(await strongroom.api('GET', api.checks(what, asked), { token: as }))

/** What the emulator holds of a vault, from its own side, without what its certificates brought. */
function seeded(vaultName: string) {
  const objects = strongroom.emulator.state.vaults.get(vaultName)?.objects
  if (!objects) throw new Error(`${vaultName} is not in the seed`)
  const certificates = new Set([...objects.certificates.values()].map(({ name }) => name))
  const counts = (kind: string, items: Iterable<{ name: string; versions: readonly object[] }>) =>
    [...items]
      .filter(({ name }) => kind === 'certificate' || !certificates.has(name))
      .map(({ name, versions }) => {
        // A version that is still requested is in no list.
        const listed = versions.filter((version) => !('isIssued' in version) || version.isIssued)
        return [`${kind}/${name}`, Math.min(501, listed.length)] as const
      })
  return new Map<string, number>([
    ...counts('secret', objects.secrets.values()),
    ...counts('key', objects.keys.values()),
    ...counts('certificate', objects.certificates.values()),
  ])
}

test('versions are counted by Key Vault’s own lists, and no further than one past the most of a backup', async () => {
  const { vault, secret } = secretLandmarks.manyVersions
  const { values, statuses } = await check('versions', { vaults: [vault] })
  expect(statuses.map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
  expect(values.get(`${vault}/secret/${secret}`)).toBe(501)
  const found = new Map([...values].map(([id, value]) => [id.slice(vault.length + 1), value]))
  expect(found).toEqual(seeded(vault))
  // 21 pages of the storm, and none of its last three.
  const pages = [...found.values()].reduce<number>((sum, count) => sum + Math.max(1, Math.ceil((count ?? 0) / 25)), 0)
  const { SecretListVersions = 0, KeyListVersions = 0, CertificateListVersions = 0 } = strongroom.calls()
  expect(SecretListVersions + KeyListVersions + CertificateListVersions).toBe(pages)
})

test('a key that should have rotated tells when, for one call a key', async () => {
  const { vault, key } = keyLandmarks.missedRotation
  const { values, statuses } = await check('rotation', { vaults: [vault] })
  expect(statuses.map(({ kind, state }) => [kind, state])).toEqual([['key', 'ok']])
  const missed = strongroom.emulator.state.vaults.get(vault)?.objects.keys.get(key)
  const created = missed?.versions.at(-1)?.created ?? 0
  expect(values.get(`${vault}/key/${key}`)).toBe(created + 90 * 86_400)
  expect(strongroom.calls().KeyRotationPolicyGet).toBe(values.size)
})

test('a key without a rotation never rotates, which is not the same as not known', async () => {
  const { values } = await check('rotation', { vaults: [vaultLandmarks.main] })
  expect(values.get(`${vaultLandmarks.main}/key/pin-block-kek`)).toBeNull()
  expect(values.has(`${vaultLandmarks.main}/key/no-such-key`)).toBe(false)
})

test('a vault that refuses costs a few calls and says so, and no other vault is the worse for it', async () => {
  const { vault } = keyLandmarks.missedRotation
  const host = `${vaultLandmarks.main}.vault.emulator.test`
  strongroom.emulator.faults.replace([{ host, operation: 'KeyRotationPolicyGet', status: 403 }])
  const { values, statuses } = await check('rotation', { vaults: [vaultLandmarks.main, vault] })
  expect(statuses.find(({ vaultName }) => vaultName === vaultLandmarks.main)?.state).toMatch(/^forbidden/)
  expect([...values.keys()].some((id) => id.startsWith(`${vaultLandmarks.main}/`))).toBe(false)
  expect(values.get(`${vault}/key/${keyLandmarks.missedRotation.key}`)).toBeTypeOf('number')
})

test('a check of another name does not exist', async () => {
  const response = await strongroom.api('GET', '/api/checks/everything', { token })
  expect(response.status).toBe(400)
})
