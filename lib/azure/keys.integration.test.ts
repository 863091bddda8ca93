import { createHash, createPublicKey, publicEncrypt, constants as rsa, verify } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { EncryptionAlgorithm, longestPlaintextBytes } from '../domain/key-algorithms.ts'
import { api } from '../routes.ts'
import { people, readLines, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => {
  strongroom.forget()
  strongroom.emulator.clock.offsetSeconds = 0
})

const vault: string = vaultLandmarks.main
const standardVault = vaultLandmarks.developer

const call = async (method: string, address: string, body?: unknown) => {
  const response = await strongroom.api(method, address, { token, ...(body !== undefined && { body }) })
  return { status: response.status, json: await response.json(), headers: response.headers }
}
const make = async (name: string, body: object = { keyType: 'EC' }, place = vault) => {
  const { status, json } = await call('PUT', api.key(place, name), body)
  expect(status, JSON.stringify(json)).toBe(201)
  return json
}
const digest = (text: string, algorithm = 'sha256') => createHash(algorithm).update(text).digest('base64url')

describe('reading', () => {
  test('the list tells what Key Vault’s own list tells, without a call for each row', async () => {
    const response = await strongroom.api('GET', api.keys(vault), {
      token,
      headers: { accept: 'application/x-ndjson' },
    })
    const { items } = await readLines<{ name: string; managed: boolean; isHsm: boolean }>(response)
    const seeded = strongroom.emulator.state.vaults.get(vault)?.objects.keys
    expect(items.map(({ name }) => name).sort()).toEqual([...(seeded?.values() ?? [])].map(({ name }) => name).sort())
    expect(items.find(({ name }) => name === 'pin-block-kek')).toMatchObject({ managed: false, isHsm: true })
    expect(items.some(({ managed }) => managed)).toBe(true)
    expect(strongroom.calls().KeyGet).toBeUndefined()
    expect(strongroom.calls().KeyList).toBe(Math.ceil(items.length / 25))
  })

  test('a key comes with type, size and a public half that verifies what the key signed', async () => {
    const made = await make('read-rsa', {
      keyType: 'RSA',
      keySizeBits: 3072,
      isHsm: true,
      operations: ['sign', 'verify'],
    })
    const { json: key } = await call('GET', api.key(vault, 'read-rsa'))
    expect(key).toEqual(made)
    expect(key).toMatchObject({ keyType: 'RSA-HSM', keySizeBits: 3072, curve: null, isHsm: true, isExportable: false })
    expect(key.operations).toEqual(['sign', 'verify'])
    const { json } = await call('POST', api.keyUse(vault, 'read-rsa', key.version, 'sign'), {
      algorithm: 'RS256',
      digest: digest('hello'),
    })
    const signature = Buffer.from(json.signature, 'base64url')
    expect(verify('sha256', Buffer.from('hello'), key.pem, signature)).toBe(true)
    expect(verify('sha256', Buffer.from('other'), key.pem, signature)).toBe(false)
    expect(createPublicKey({ key: key.jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })).toBe(key.pem)
  })

  test.each(['P-256', 'P-384', 'P-521', 'P-256K'])('a key on %s says so, and has a public half', async (curve) => {
    const key = await make(`read-${curve}`, { keyType: 'EC', curve })
    expect(key).toMatchObject({ keyType: 'EC', curve, keySizeBits: null, isHsm: false })
    expect(key.pem).toMatch(/^-----BEGIN PUBLIC KEY-----/)
  })

  test('versions are listed newest first, and one that is no longer current can be read', async () => {
    const first = await make('read-versions')
    strongroom.emulator.clock.offsetSeconds = 2
    const second = await make('read-versions')
    const { json } = await call('GET', api.keyVersions(vault, 'read-versions'))
    expect(json.items.map(({ version }: { version: string }) => version)).toEqual([second.version, first.version])
    expect((await call('GET', api.keyVersion(vault, 'read-versions', first.version))).json).toEqual(first)
  })

  test('a key that is not there is key_not_found, alone and by its versions', async () => {
    for (const address of [api.key(vault, 'never'), api.keyVersions(vault, 'never')]) {
      expect(await call('GET', address)).toMatchObject({ status: 404, json: { error: { code: 'key_not_found' } } })
    }
  })

  test.each(['..%2Fsecrets%2Fx', 'a%2Fb', 'a%3Fb', 'a_b', 'a%00', 'x'.repeat(128), '%E2%80%AEyek'])(
    'the name %s is refused before any call, wherever it stands',
    async (name) => {
      const place = `${api.keys(vault)}/${name}`
      for (const [method, address, body] of [
        ['GET', place, undefined],
        ['POST', `${place}/rotate`, {}],
        ['GET', `${place}/versions`, undefined],
        ['POST', `${place}/versions/${'a'.repeat(32)}/sign`, { algorithm: 'ES256', digest: digest('x') }],
      ] as const) {
        expect((await call(method, address, body)).status).toBe(400)
      }
      expect(strongroom.calls()).toEqual({})
    },
  )

  test('a person without a role is refused with the role that is missing; the auditor reads and changes nothing', async () => {
    const lena = await strongroom.api('GET', api.keys(vault), { as: people.lena })
    expect(lena.status).toBe(403)
    expect((await lena.json()).error).toMatchObject({
      code: 'forbidden_by_role',
      missingRight: { role: 'Key Vault Reader' },
    })
    const { version } = await make('read-rights')
    expect((await strongroom.api('GET', api.key(vault, 'read-rights'), { as: people.tomas })).status).toBe(200)
    const sign = await strongroom.api('POST', api.keyUse(vault, 'read-rights', version, 'sign'), {
      as: people.tomas,
      body: { algorithm: 'ES256', digest: digest('x') },
    })
    expect(sign.status).toBe(403)
    expect((await sign.json()).error.missingRight.role).toBe('Key Vault Crypto User')
    const rights = await strongroom.api('GET', api.keyRights(vault, 'read-rights'), { as: people.tomas })
    expect(await rights.json()).toMatchObject({ read: 'yes', sign: 'no', create: 'no', rotate: 'no', backup: 'no' })
  })
})

describe('changing', () => {
  test('a patch changes what it names, merges tags and clears a date', async () => {
    const made = await make('patched', {
      keyType: 'RSA',
      tags: { keep: '1', change: '2', drop: '3' },
      expiresOn: '2031-01-01T00:00:00Z',
    })
    const { status, json } = await call('PATCH', api.keyVersion(vault, 'patched', made.version), {
      enabled: false,
      operations: ['sign', 'verify'],
      tags: { change: 'x', drop: null },
      notBefore: '2030-01-01T00:00:00Z',
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      enabled: false,
      operations: ['sign', 'verify'],
      tags: { keep: '1', change: 'x' },
      notBefore: '2030-01-01T00:00:00Z',
      expiresOn: '2031-01-01T00:00:00Z',
    })
  })

  test('a rotation makes one more version of the same kind, current at once', async () => {
    const first = await make('rotated', { keyType: 'RSA', keySizeBits: 3072 })
    const { status, json } = await call('POST', api.rotateKey(vault, 'rotated'), {})
    expect(status).toBe(201)
    expect(json.version).not.toBe(first.version)
    expect(json).toMatchObject({ keyType: 'RSA', keySizeBits: 3072 })
    expect((await call('GET', api.key(vault, 'rotated'))).json.version).toBe(json.version)
    expect(strongroom.calls().KeyRotate).toBe(1)
  })

  test('a policy is read back as it was set, and expires the next rotation', async () => {
    await make('policed')
    const policy = {
      expiresIn: 'P1Y',
      rotate: { trigger: 'beforeExpiry', duration: 'P30D' },
      notifyBeforeExpiry: 'P14D',
    }
    expect((await call('PUT', api.rotationPolicy(vault, 'policed'), policy)).json).toMatchObject(policy)
    expect((await call('GET', api.rotationPolicy(vault, 'policed'))).json).toMatchObject(policy)
    const { json } = await call('POST', api.rotateKey(vault, 'policed'), {})
    expect(json.expiresOn.slice(0, 4)).toBe(String(Number(json.createdOn.slice(0, 4)) + 1))
    const other = { expiresIn: null, rotate: { trigger: 'afterCreation', duration: 'P90D' }, notifyBeforeExpiry: null }
    // Key Vault adds its own notification where none is set.
    expect((await call('PUT', api.rotationPolicy(vault, 'policed'), other)).json).toMatchObject({
      ...other,
      notifyBeforeExpiry: 'P30D',
    })
  })

  test.each([
    ['a life of 27 days', { expiresIn: 'P27D' }, 'expiresIn'],
    ['a rotation after 6 days', { rotate: { trigger: 'afterCreation', duration: 'P6D' } }, 'rotate'],
    ['a rotation before no expiry', { rotate: { trigger: 'beforeExpiry', duration: 'P30D' } }, 'rotate'],
    ['a rotation too near', { expiresIn: 'P30D', rotate: { trigger: 'afterCreation', duration: 'P24D' } }, 'rotate'],
    ['a notification 6 days before', { expiresIn: 'P90D', notifyBeforeExpiry: 'P6D' }, 'notifyBeforeExpiry'],
  ])('a policy with %s is refused before any call', async (_, part, path) => {
    const policy = { expiresIn: null, rotate: null, notifyBeforeExpiry: null, ...part }
    const { status, json } = await call('PUT', api.rotationPolicy(vault, 'policed'), policy)
    expect(status).toBe(400)
    expect(json.error.fields).toEqual([{ path, message: expect.any(String) }])
    expect(strongroom.calls()).toEqual({})
  })

  test.each([
    ['no type', {}, 'keyType'],
    ['a size that Key Vault has not', { keyType: 'RSA', keySizeBits: 1024 }, 'keySizeBits'],
    ['a curve on an RSA key', { keyType: 'RSA', curve: 'P-256' }, 'keyType'],
    ['a use that EC has not', { keyType: 'EC', operations: ['encrypt'] }, 'operations'],
    ['no use at all', { keyType: 'EC', operations: [] }, 'operations'],
    [
      'an expiry before its activation',
      { keyType: 'EC', notBefore: '2031-01-01T00:00:00Z', expiresOn: '2030-01-01T00:00:00Z' },
      'expiresOn',
    ],
    [
      'sixteen tags',
      { keyType: 'EC', tags: Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`t${at}`, ''])) },
      'tags',
    ],
    ['what nobody asked for', { keyType: 'EC', exportable: true }, 'exportable'],
  ])('a key with %s is refused before any call, with its field', async (_, body, path) => {
    const { status, json } = await call('PUT', api.key(vault, 'refused'), body)
    expect(status).toBe(400)
    expect(json.error.fields).toEqual([{ path, message: expect.any(String) }])
    expect(strongroom.calls()).toEqual({})
  })

  test('a key of the hardware module needs a premium vault, and Key Vault says so where it is none', async () => {
    const { status, json } = await call('PUT', api.key(standardVault, 'hsm'), { keyType: 'RSA', isHsm: true })
    expect(status).toBe(400)
    expect(json.error.azure.message).toMatch(/standard vault/)
    await make('soft', { keyType: 'RSA' }, standardVault)
  })

  test('a deleted key is recoverable by its date, and holds its name', async () => {
    await make('deleted')
    const { status, json } = await call('DELETE', api.key(vault, 'deleted'))
    expect(status).toBe(200)
    expect(json).toMatchObject({ name: 'deleted', scheduledPurgeDate: expect.stringMatching(/^\d{4}-/) })
    expect((await call('GET', api.key(vault, 'deleted'))).json.error.code).toBe('key_not_found')
    expect((await call('PUT', api.key(vault, 'deleted'), { keyType: 'EC' })).json.error.code).toBe('secret_deleted')
  })

  test('what a certificate manages is refused with that reason', async () => {
    const { items } = (await call('GET', api.keys(vault))).json
    const { name } = items.find(({ managed }: { managed: boolean }) => managed)
    for (const [method, address, body] of [
      ['PUT', api.key(vault, name), { keyType: 'EC' }],
      ['POST', api.rotateKey(vault, name), {}],
      ['DELETE', api.key(vault, name), undefined],
    ] as const) {
      expect(await call(method, address, body)).toMatchObject({
        status: 409,
        json: { error: { code: 'secret_managed' } },
      })
    }
  })

  test('a write whose answer is lost is sent once and said to be unknown', async () => {
    await make('lost')
    strongroom.forget()
    strongroom.emulator.faults.replace([{ operation: 'KeyRotate', reset: 'after' }])
    const { status, json } = await call('POST', api.rotateKey(vault, 'lost'), {})
    expect([status, json.error.code]).toEqual([502, 'outcome_unknown'])
    expect(strongroom.calls().KeyRotate).toBe(1)
    strongroom.emulator.faults.replace([])
    expect((await call('GET', api.keyVersions(vault, 'lost'))).json.items).toHaveLength(2)
  })
})

describe('using', () => {
  test.each([
    ['P-256', 'ES256', 'sha256'],
    ['P-384', 'ES384', 'sha384'],
    ['P-521', 'ES512', 'sha512'],
    ['P-256K', 'ES256K', 'sha256'],
  ])('a key on %s signs by %s and tells its own signature from another', async (curve, algorithm, hash) => {
    const name = `signing-${curve}`
    const { version } = await make(name, { keyType: 'EC', curve })
    const body = { algorithm, digest: digest('text', hash) }
    const { json } = await call('POST', api.keyUse(vault, name, version, 'sign'), body)
    const verification = (change: object) =>
      call('POST', api.keyUse(vault, name, version, 'verify'), { ...body, signature: json.signature, ...change })
    expect((await verification({})).json).toEqual({ isValid: true })
    expect((await verification({ digest: digest('other', hash) })).json).toEqual({ isValid: false })
    expect(strongroom.calls()).toMatchObject({ KeySign: 1, KeyVerify: 2 })
    expect(strongroom.calls().KeyGet).toBeUndefined()
  })

  test('Key Vault itself encrypts, and decrypts what others encrypted to the public half', async () => {
    const { version, pem } = await make('encrypting', { keyType: 'RSA' })
    strongroom.forget()
    const body = { algorithm: 'RSA-OAEP-256', plaintext: Buffer.from('a text').toString('base64url') }
    const { json } = await call('POST', api.keyUse(vault, 'encrypting', version, 'encrypt'), body)
    const back = await call('POST', api.keyUse(vault, 'encrypting', version, 'decrypt'), {
      algorithm: body.algorithm,
      ciphertext: json.ciphertext,
    })
    expect(back.json).toEqual({ plaintext: body.plaintext })
    expect(back.headers.get('cache-control')).toBe('no-store')
    expect(strongroom.calls()).toMatchObject({ KeyEncrypt: 1, KeyDecrypt: 1 })
    const padding = { key: pem, padding: rsa.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }
    const ciphertext = publicEncrypt(padding, Buffer.from('theirs')).toString('base64url')
    const theirs = await call('POST', api.keyUse(vault, 'encrypting', version, 'decrypt'), {
      algorithm: body.algorithm,
      ciphertext,
    })
    expect(theirs.json).toEqual({ plaintext: Buffer.from('theirs').toString('base64url') })
  })

  test.each([
    ['disabled', { enabled: false }, /disabled/],
    ['not yet valid', { notBefore: '2036-01-01T00:00:00Z' }, /not yet valid/],
    ['expired', { expiresOn: '2020-01-01T00:00:00Z' }, /expired/],
    ['not permitted to', { operations: ['verify'] }, /not permitted/],
  ])('a key that is %s does not sign, and says why', async (state, properties, message) => {
    const name = `unusable-${state.replaceAll(' ', '-')}`
    const { version } = await make(name, { keyType: 'EC', ...properties })
    const { status, json } = await call('POST', api.keyUse(vault, name, version, 'sign'), {
      algorithm: 'ES256',
      digest: digest('x'),
    })
    expect([status, json.error.code]).toEqual([409, 'key_unusable'])
    expect(json.error.message).toMatch(message)
  })

  test('a digest of another length, and padded base64, are refused before any call', async () => {
    const { version } = await make('lengths')
    strongroom.forget()
    for (const wrong of [digest('x', 'sha384'), `${digest('x')}=`, '']) {
      const body = { algorithm: 'ES256', digest: wrong }
      expect((await call('POST', api.keyUse(vault, 'lengths', version, 'sign'), body)).status).toBe(400)
    }
    expect(strongroom.calls()).toEqual({})
  })

  test.each(EncryptionAlgorithm.options)(
    'by %s the longest text is as long as is said, and not a byte longer',
    async (algorithm) => {
      const { version } = await make(`longest-${algorithm.replace('_', '-')}`, { keyType: 'RSA' })
      const encrypt = (length: number) =>
        call('POST', api.keyUse(vault, `longest-${algorithm.replace('_', '-')}`, version, 'encrypt'), {
          algorithm,
          plaintext: Buffer.alloc(length, 1).toString('base64url'),
        })
      const bytes = longestPlaintextBytes(algorithm, 2048)
      expect((await encrypt(bytes)).status).toBe(200)
      expect((await encrypt(bytes + 1)).status).toBe(400)
    },
  )

  test('the log names who used which version for what, and no text that went through', async () => {
    const { version } = await make('logged', { keyType: 'RSA' })
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const plaintext = Buffer.from('canary-plaintext').toString('base64url')
    await call('POST', api.keyUse(vault, 'logged', version, 'encrypt'), { algorithm: 'RSA-OAEP', plaintext })
    const text = written.mock.calls.map(([line]) => String(line)).join('')
    written.mockRestore()
    const line = text.split('\n').find((one) => one.includes('"event":"encrypt"')) ?? ''
    expect(JSON.parse(line)).toMatchObject({
      who: { userPrincipalName: people.ines },
      vault,
      key: 'logged',
      versions: [version],
      result: 'ok',
      azureRequestIds: [expect.any(String)],
    })
    expect(text).not.toContain(plaintext)
  })
})
