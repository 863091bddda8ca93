// The certificate library needs this polyfill in place before it loads.
import 'reflect-metadata'
import * as x509 from '@peculiar/x509'
import { SignJWT } from 'jose'
import type { Emulator } from '../emulator.ts'
import type { KeyVersion } from '../key-state.ts'
import { keyBundle, keyId, noteKey } from './key-bundle.ts'
import { keyKind, keyVersionOf } from './key-kind.ts'
import { objectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'

// Its signatures are the same each time: a version is attested once, and whoever asks again compares.
const algorithm = { name: 'Ed25519' } as const

interface Attester {
  certificate: string
  privateKey: CryptoKey
}

const attesters = new WeakMap<Emulator, Promise<Attester>>()

/**
 * A key with statements about where it lives. A Managed HSM answers with its manufacturer's own format; these are JSON Web
 * Signatures with the same fields in spirit, by a certificate of the emulator's.
 */
export async function getKeyAttestation(call: KeyVaultCall): Promise<Answer> {
  const key = objectNamed(keyKind, call.vault, call.name)
  const version = keyVersionOf(key, call.version)
  noteKey(call, key, version)
  const bundle = await keyBundle(call, key, version)
  const { certificate, privateKey } = await attesterOf(call.emulator)
  const common = { kid: keyId(call, key.name, version.version), kty: version.shape.kty, created: version.created }
  const state = async (claims: object) =>
    Buffer.from(await new SignJWT({ ...common, ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey))
  const isExtractable = key.releasePolicy !== undefined
  const privateStatement = await state({ part: 'private', isSensitive: true, isExtractable, key_ops: version.keyOps })
  const publicStatement = hasPublicHalf(version) && (await state({ part: 'public', key: bundle.key }))
  const attestation = {
    certificatePemFile: Buffer.from(certificate).toString('base64url'),
    privateKeyAttestation: privateStatement.toString('base64url'),
    ...(publicStatement && { publicKeyAttestation: publicStatement.toString('base64url') }),
    version: '1.0',
  }
  return { status: 200, body: { ...bundle, attributes: { ...bundle.attributes, attestation } } }
}

function hasPublicHalf({ shape }: KeyVersion): boolean {
  return shape.kty !== 'oct-HSM'
}

/** Made when first asked for; another one after a restart, as if the hardware had been replaced. */
function attesterOf(emulator: Emulator): Promise<Attester> {
  const known = attesters.get(emulator)
  if (known) return known
  const made = makeAttester()
  attesters.set(emulator, made)
  return made
}

async function makeAttester(): Promise<Attester> {
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: 'CN=Strongroom emulator: attestation of hardware that does not exist',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)],
  })
  return { certificate: certificate.toString('pem'), privateKey: keys.privateKey }
}
