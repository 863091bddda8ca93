import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const imported = async (name: string, body: object) => {
  const response = await strongroom.api('POST', api.importKey(vaultLandmarks.main, name), { token, body })
  return { status: response.status, json: await response.json() }
}
const rsaPair = (modulusLength = 2048) => generateKeyPairSync('rsa', { modulusLength })

test.each([
  ['PKCS#8', { type: 'pkcs8', format: 'pem' }],
  ['PKCS#1', { type: 'pkcs1', format: 'pem' }],
] as const)('an RSA key as %s PEM becomes a key with the same public half', async (name, encoding) => {
  const { privateKey, publicKey } = rsaPair()
  const { status, json } = await imported(`imported-${name.replace('#', '')}`, {
    material: privateKey.export(encoding).toString(),
    operations: ['sign'],
    tags: { from: 'elsewhere' },
  })
  expect(status, JSON.stringify(json)).toBe(201)
  expect(json.pem).toBe(publicKey.export({ type: 'spki', format: 'pem' }))
  expect(json).toMatchObject({ keyType: 'RSA', operations: ['sign'], tags: { from: 'elsewhere' } })
})

test.each(['P-256', 'P-384', 'P-521', 'secp256k1'])('an EC key on %s comes as SEC 1 PEM or JWK', async (namedCurve) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve })
  const pem = publicKey.export({ type: 'spki', format: 'pem' })
  const material = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  expect((await imported(`pem-${namedCurve}`, { material })).json.pem).toBe(pem)
  const jwk = JSON.stringify(privateKey.export({ format: 'jwk' }))
  expect((await imported(`jwk-${namedCurve}`, { material: jwk, isHsm: true })).json).toMatchObject({
    pem,
    keyType: 'EC-HSM',
  })
})

test('an encrypted PEM needs its passphrase', async () => {
  const material = rsaPair()
    .privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' })
    .toString()
  expect((await imported('sealed', { material })).json.error.message).toMatch(/is encrypted/)
  expect((await imported('sealed', { material, passphrase: 'wrong' })).json.error.message).toMatch(/not be decrypted/)
  expect((await imported('sealed', { material, passphrase: 'right' })).status).toBe(201)
})

const ed25519 = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const small = rsaPair(1024).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
test.each([
  ['nothing of the kind', 'hello', /neither PEM nor a JSON Web Key/],
  ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString(), /public key, without a private/],
  ['a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', /certificate, without/],
  ['half a PEM', '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg', /broken/],
  ['a public JWK', JSON.stringify(publicKey.export({ format: 'jwk' })), /no private half/],
  ['a JWK that does not fit', '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}', /incomplete/],
  ['broken JSON', '{"kty":', /not valid JSON/],
  ['a curve that Key Vault has not', ed25519, /ed25519/],
  ['1024 bits', small, /1024 bits/],
])('%s is refused in words of its own, without a call and without quoting it', async (_, material, message) => {
  const { status, json } = await imported('refused', { material })
  expect([status, json.error.code]).toEqual([400, 'key_unreadable'])
  expect(json.error.message).toMatch(message)
  expect(JSON.stringify(json)).not.toContain(material.slice(30, 60) || material)
  expect(strongroom.calls()).toEqual({})
})
