import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeyVersion } from '../key-state.ts'
import { startSmallCloud } from '../testing/small-cloud.ts'

/** Keys over a restart: what was encrypted before it must open after it. */

let dataDir: string
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'keys-restart-'))
})
afterEach(() => rm(dataDir, { recursive: true }))

const host = 'kv-roles.vault'
const dataKey = Buffer.from('a data key')
const digest = createHash('sha256').update('signed before').digest()

test('keys, versions, policies and rotations are there again, and open what they closed', async () => {
  const before = await startSmallCloud({ dataDir })
  const client = before.keys(host)
  const rsa = await client.createRsaKey('rsa')
  const closed = await before.cryptography(rsa.id ?? '').wrapKey('RSA-OAEP', dataKey)
  const ec = await client.createEcKey('ec', { tags: { a: 'b' } })
  const { result: signature } = await before.cryptography(ec.id ?? '').sign('ES256', digest)
  await client.updateKeyRotationPolicy('ec', { lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P30D' }] })
  before.emulator.clock.offsetSeconds = 31 * 86_400
  const rotated = await client.getKey('ec')
  expect(rotated.id).not.toBe(ec.id)
  await client.updateKeyProperties('rsa', { enabled: true, tags: { c: 'd' } })
  await before.close()

  const after = await startSmallCloud({ dataDir })
  const again = after.keys(host)
  expect((await after.cryptography(rsa.id ?? '').unwrapKey('RSA-OAEP', closed.result)).result).toEqual(dataKey)
  expect(await after.cryptography(ec.id ?? '').verify('ES256', digest, signature)).toMatchObject({ result: true })
  expect(await again.getKey('ec')).toMatchObject({ id: rotated.id, key: { x: rotated.key?.x } })
  expect((await again.getKey('rsa')).properties.tags).toEqual({ c: 'd' })
  expect(await again.getKeyRotationPolicy('ec')).toMatchObject({ lifetimeActions: [{ timeAfterCreate: 'P30D' }, {}] })
  await after.close()
})

test('material that a seed left to the first look is kept once somebody looked', async () => {
  const version = (): KeyVersion => ({
    version: 'b'.repeat(32),
    shape: { kty: 'EC', crv: 'P-256' },
    keyOps: ['sign', 'verify'],
    tags: {},
    enabled: true,
    created: 1_700_000_000,
    updated: 1_700_000_000,
  })
  const start = async () => {
    const cloud = await startSmallCloud({ dataDir })
    const keys = cloud.emulator.state.vaults.get('kv-roles')?.objects.keys
    // As a seed would, which is made anew at each start and never written.
    if (keys && !keys.has('seeded')) Map.prototype.set.call(keys, 'seeded', { name: 'seeded', versions: [version()] })
    return cloud
  }
  const before = await start()
  const first = await before.keys(host).getKey('seeded')
  await before.close()
  const after = await start()
  expect((await after.keys(host).getKey('seeded')).key?.x).toEqual(first.key?.x)
  await after.close()
})
