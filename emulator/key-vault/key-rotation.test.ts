import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { smallState } from '../testing/small-state.ts'

/** Rotation and its policies, by hand and by the clock. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.clock.offsetSeconds = 0
})
afterAll(() => cloud.close())

const host = 'kv-roles.vault'
const url = (path: string) => `https://${host}.emulator.test${path}?api-version=7.6`
const day = 86_400

function passDays(days: number) {
  cloud.emulator.clock.offsetSeconds += days * day
}

async function versionsOf(name: string) {
  const versions = []
  for await (const version of cloud.keys(host).listPropertiesOfKeyVersions(name)) versions.push(version)
  return versions.sort((left, right) => Number(left.createdOn) - Number(right.createdOn))
}

/** Whole days from one date to another. */
function days(from: Date | undefined, to: Date | undefined): number {
  return Math.round((Number(to) - Number(from)) / (day * 1000))
}

test('rotating makes a version of the same kind with other material, and keeps the old one', async () => {
  const client = cloud.keys(host)
  const first = await client.createRsaKey('a', { keySize: 3072, keyOps: ['sign', 'verify'], tags: { a: 'b' } })
  const second = await client.rotateKey('a')
  expect(second.properties.version).not.toBe(first.properties.version)
  expect(second.key?.n).not.toEqual(first.key?.n)
  expect(second.key?.n).toHaveLength(384)
  expect(second).toMatchObject({ keyOperations: ['sign', 'verify'], properties: { tags: { a: 'b' }, enabled: true } })
  expect(second.properties.expiresOn).toBeUndefined()
  expect((await client.getKey('a')).id).toBe(second.id)
  expect((await client.getKey('a', { version: first.properties.version ?? '' })).key?.n).toEqual(first.key?.n)
  await expect(client.rotateKey('never')).rejects.toMatchObject({ statusCode: 404, code: 'KeyNotFound' })
})

test('a key without a policy notifies a month before it expires, and is rotated by nobody', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  expect(await client.getKeyRotationPolicy('a')).toMatchObject({
    id: `https://${host}.emulator.test/keys/a/rotationpolicy`,
    lifetimeActions: [{ action: 'Notify', timeBeforeExpiry: 'P30D' }],
  })
  passDays(3650)
  expect(await versionsOf('a')).toHaveLength(1)
  await expect(client.getKeyRotationPolicy('never')).rejects.toMatchObject({ statusCode: 404, code: 'KeyNotFound' })
})

test('a policy is replaced whole, and a notification is always part of it', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  const first = await client.updateKeyRotationPolicy('a', {
    expiresIn: 'P90D',
    lifetimeActions: [{ action: 'Rotate', timeBeforeExpiry: 'P30D' }],
  })
  expect(first).toMatchObject({
    expiresIn: 'P90D',
    lifetimeActions: [
      { action: 'Rotate', timeBeforeExpiry: 'P30D' },
      { action: 'Notify', timeBeforeExpiry: 'P30D' },
    ],
  })
  expect(await client.getKeyRotationPolicy('a')).toEqual(first)
  passDays(1)
  const second = await client.updateKeyRotationPolicy('a', {
    lifetimeActions: [{ action: 'Notify', timeBeforeExpiry: 'P60D' }],
  })
  expect(second.lifetimeActions).toEqual([{ action: 'Notify', timeBeforeExpiry: 'P60D', timeAfterCreate: undefined }])
  expect(second.expiresIn).toBeUndefined()
  expect(second.createdOn).toEqual(first.createdOn)
  expect(days(first.updatedOn, second.updatedOn)).toBe(1)
  expect((await client.updateKeyRotationPolicy('a', {})).lifetimeActions).toMatchObject([{ action: 'Notify' }])
})

test("a version that is made by rotation expires as the policy says, and the caller's own does not", async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', { expiresIn: 'P90D' })
  const { properties } = await client.rotateKey('a')
  expect(days(properties.createdOn, properties.expiresOn)).toBe(90)
  expect((await client.createEcKey('a')).properties.expiresOn).toBeUndefined()
})

test('a key is rotated when its time after creation has come, and not before', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', {
    expiresIn: 'P60D',
    lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P30D' }],
  })
  passDays(29)
  expect(await versionsOf('a')).toHaveLength(1)
  passDays(2)
  const [first, second] = await versionsOf('a')
  expect(days(first?.createdOn, second?.createdOn)).toBe(30)
  expect(days(second?.createdOn, second?.expiresOn)).toBe(60)
  expect((await client.getKey('a')).properties.version).toBe(second?.version)
})

test('a key is rotated when its time before expiry has come', async () => {
  const client = cloud.keys(host)
  const expiresOn = new Date(cloud.emulator.clock.nowMs() + 40 * day * 1000)
  await client.createEcKey('a', { expiresOn })
  await client.updateKeyRotationPolicy('a', {
    expiresIn: 'P40D',
    lifetimeActions: [{ action: 'Rotate', timeBeforeExpiry: 'P10D' }],
  })
  passDays(29)
  expect(await versionsOf('a')).toHaveLength(1)
  passDays(2)
  const versions = await versionsOf('a')
  expect(versions).toHaveLength(2)
  expect(days(versions[0]?.createdOn, versions[1]?.createdOn)).toBe(30)
})

test('a clock that leaps a year leaves a year of versions, each at its time', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', { lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P90D' }] })
  passDays(366)
  const versions = await versionsOf('a')
  expect(versions.map((one) => days(versions[0]?.createdOn, one.createdOn))).toEqual([0, 90, 180, 270, 360])
  const { result } = await cloud.cryptography((await client.getKey('a')).id ?? '').sign('ES256', Buffer.alloc(32))
  expect(result).toHaveLength(64)
})

test('a policy that comes late rotates at once and not in the past', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  passDays(100)
  await client.updateKeyRotationPolicy('a', { lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P30D' }] })
  const versions = await versionsOf('a')
  expect(versions.map((one) => days(versions[0]?.createdOn, one.createdOn))).toEqual([0, 100])
})

test('a clock that leaps a thousand years is answered in time', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', { lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P7D' }] })
  passDays(30 * 365)
  expect((await client.getKey('a')).properties.createdOn?.getTime()).toBeGreaterThan(Date.now() + 29 * 365 * day * 1000)
  expect(await versionsOf('a')).toHaveLength(501)
})

test('a deleted key rests: it catches up when it is recovered', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', { lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P7D' }] })
  await (await client.beginDeleteKey('a', { intervalInMs: 10 })).pollUntilDone()
  passDays(6.9)
  expect(cloud.emulator.state.vaults.get('kv-roles')?.objects.deletedKeys.get('a')?.versions).toHaveLength(1)
  await (await client.beginRecoverDeletedKey('a', { intervalInMs: 10 })).pollUntilDone()
  passDays(0.2)
  expect(await versionsOf('a')).toHaveLength(2)
})

const rotate = (trigger: object, attributes = {}) => ({
  lifetimeActions: [{ trigger, action: { type: 'Rotate' } }],
  attributes,
})
const invalid = (reason: string) => `Invalid key rotation policy: ${reason}`

test.each([
  [
    'a life of less than 28 days',
    { attributes: { expiryTime: 'P27D' } },
    invalid('expiryTime must be at least 28 days.'),
  ],
  [
    'a life that is no duration',
    { attributes: { expiryTime: '90D' } },
    invalid('expiryTime must be a duration as in ISO 8601, for example P90D.'),
  ],
  [
    'a rotation in the first week',
    rotate({ timeAfterCreate: 'P6D' }),
    invalid('timeAfterCreate of the Rotate action must be at least 7 days.'),
  ],
  [
    'a rotation in the last week',
    rotate({ timeAfterCreate: 'P85D' }, { expiryTime: 'P90D' }),
    invalid('timeAfterCreate of the Rotate action must be at least 7 days shorter than expiryTime.'),
  ],
  [
    'a rotation within a week of expiry',
    rotate({ timeBeforeExpiry: 'P6D' }, { expiryTime: 'P90D' }),
    invalid('timeBeforeExpiry of the Rotate action must be at least 7 days.'),
  ],
  [
    'a rotation before an expiry that never comes',
    rotate({ timeBeforeExpiry: 'P30D' }),
    invalid('expiryTime is required where the Rotate action is triggered by timeBeforeExpiry.'),
  ],
  [
    'two triggers',
    rotate({ timeAfterCreate: 'P30D', timeBeforeExpiry: 'P30D' }, { expiryTime: 'P90D' }),
    invalid('the trigger of the Rotate action must be either timeAfterCreate or timeBeforeExpiry.'),
  ],
  [
    'no trigger',
    rotate({}),
    invalid('the trigger of the Rotate action must be either timeAfterCreate or timeBeforeExpiry.'),
  ],
  [
    'a notification after creation',
    { lifetimeActions: [{ trigger: { timeAfterCreate: 'P30D' }, action: { type: 'Notify' } }] },
    invalid('the Notify action can only be triggered by timeBeforeExpiry.'),
  ],
  [
    'two rotations',
    {
      lifetimeActions: [
        ...rotate({ timeAfterCreate: 'P30D' }).lifetimeActions,
        ...rotate({ timeAfterCreate: 'P40D' }).lifetimeActions,
      ],
    },
    invalid('there can be one Rotate action only.'),
  ],
  [
    'an unknown action',
    { lifetimeActions: [{ trigger: { timeAfterCreate: 'P30D' }, action: { type: 'Burn' } }] },
    'Property has invalid value\r\n',
  ],
  ['actions that are no list', { lifetimeActions: {} }, 'Property has invalid value\r\n'],
])('a policy of %s is refused, and the one before it stays', async (_, body, message) => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', { expiresIn: 'P90D' })
  expect(await cloud.send('PUT', url('/keys/a/rotationpolicy'), { body })).toMatchObject({
    status: 400,
    json: { error: { code: 'BadParameter', message } },
  })
  expect(await client.getKeyRotationPolicy('a')).toMatchObject({ expiresIn: 'P90D' })
})

test('the name of an action is read whatever its case', async () => {
  await cloud.keys(host).createEcKey('a')
  const body = { lifetimeActions: [{ trigger: { timeAfterCreate: 'P30D' }, action: { type: 'rotate' } }] }
  expect(await cloud.send('PUT', url('/keys/a/rotationpolicy'), { body })).toMatchObject({
    status: 200,
    json: { lifetimeActions: [{ action: { type: 'Rotate' } }, { action: { type: 'Notify' } }] },
  })
})

test('a rotation that was missed is not caught up with, until somebody rotates by hand', async () => {
  const client = cloud.keys(host)
  await client.createEcKey('a')
  await client.updateKeyRotationPolicy('a', { lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P30D' }] })
  const key = cloud.emulator.state.vaults.get('kv-roles')?.objects.keys.get('a')
  if (!key) throw new Error('the key is not there')
  key.hasMissedRotation = true
  passDays(45)
  expect(await versionsOf('a')).toHaveLength(1)
  await client.rotateKey('a')
  passDays(31)
  expect(await versionsOf('a')).toHaveLength(3)
})
