import { createPublicKey } from 'node:crypto'
import type { Certificate, CertificatePolicy, CertificateVersion } from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import type { Key, KeyShape, KeyVersion, PrivateJwk } from '../key-state.ts'
import type { Secret, SecretVersion, Vault } from '../state.ts'
import { issuedVersions } from './certificate-lookup.ts'
import { curveNamed } from './cryptography/curves.ts'
import { type AsymmetricJwk, modulusBits, privateKeyOf } from './cryptography/private-jwk.ts'
import { keyKind } from './key-kind.ts'
import { materialOf } from './key-material.ts'
import { asymmetric } from './make-certificate.ts'
import { assertNameIsFree, type Deletion, type NamedObject, type ObjectKind } from './object-kind.ts'
import { secretKind } from './secret-lookup.ts'
import { chainOf } from './x509/certificate-chain.ts'
import { writePem } from './x509/pem.ts'
import { writePfx } from './x509/write-pfx.ts'

// A certificate is three objects of one name: itself, a key and a secret, with a version of the same id for each of its
// own. The two follow it in everything and refuse changes of their own.
// https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#composition-of-a-certificate

/** @throws KeyVaultError 409 where a key or secret of that name is there that is no certificate's, or holds the name */
export function assertTwinsAreFree(vault: Vault, name: string): void {
  assertNameIsFree(keyKind, vault, name)
  assertNameIsFree(secretKind, vault, name)
  const { certificates, keys, secrets } = vault.objects
  const key = name.toLowerCase()
  if (certificates.has(key)) return
  for (const [noun, objects] of [['Key', keys] as const, ['Secret', secrets] as const]) {
    if (!objects.has(key)) continue
    throw new KeyVaultError(409, 'Conflict', `${noun} ${name} already exists and is not associated with a certificate.`)
  }
}

/**
 * The key and the secret of a certificate whose material is not made yet. They have the versions that were issued; a name
 * that was never issued shows what was asked for.
 */
export function unmadeTwins(certificate: Certificate): { key: Key; secret: Secret } {
  const { name, policy } = certificate
  const issued = issuedVersions(certificate)
  const shown = issued.length > 0 ? issued : certificate.versions
  return {
    key: { name, versions: shown.map((version) => keyVersion(policy, version)) },
    secret: { name, versions: shown.map((version) => secretVersion(certificate, version)) },
  }
}

/** Makes the key and the secret say what the version says; adds their versions where they have none yet. */
export function putTwins(vault: Vault, certificate: Certificate, version: CertificateVersion, material?: PrivateJwk) {
  const { name, policy } = certificate
  const { keys, secrets } = twinPlaces(vault, name)
  const id = name.toLowerCase()
  const key = keys.get(id) ?? { name, versions: [] }
  const secret = secrets.get(id) ?? { name, versions: [] }
  const known = key.versions.find((one) => one.version === version.version)
  const made = material ?? known?.material
  upsert(key, keyVersion(policy, version, made))
  upsert(secret, secretVersion(certificate, version, made))
  keys.set(id, key)
  secrets.set(id, secret)
}

/** The private key of a version: undefined where there is none, and made now where nobody has looked yet. */
export async function keyOfVersion(
  vault: Vault,
  { name }: Certificate,
  version: string,
): Promise<PrivateJwk | undefined> {
  const key = twinPlaces(vault, name).keys.get(name.toLowerCase())
  const twin = key?.versions.find((one) => one.version === version)
  return key && twin && materialOf(vault, key, twin)
}

/** What was changed of a version shows on its key and its secret. */
export function updateTwins({ objects: { keys, secrets } }: Vault, { name }: Certificate, version: CertificateVersion) {
  const { tags, isIssued, updated } = version
  const enabled = version.enabled && isIssued
  for (const objects of [keys, secrets] as Map<string, { versions: (KeyVersion | SecretVersion)[] }>[]) {
    const object = objects.get(name.toLowerCase())
    const twin = object?.versions.find((one) => one.version === version.version)
    if (!object || !twin) continue
    Object.assign(twin, { tags, enabled, updated })
    objects.set(name.toLowerCase(), object)
  }
}

/** Forgets a key and a secret whose certificate never came to be. */
export function dropTwins({ objects: { keys, secrets } }: Vault, name: string): void {
  keys.delete(name.toLowerCase())
  secrets.delete(name.toLowerCase())
}

/** Does to the key and the secret what was done to the certificate. */
export function withTwins(move: <Live extends NamedObject>(kind: ObjectKind<Live, Live & Deletion>) => unknown): void {
  move(keyKind)
  move(secretKind)
}

/** Where the key and the secret are: beside their certificate, also when that is deleted. */
function twinPlaces({ objects }: Vault, name: string): { keys: Map<string, Key>; secrets: Map<string, Secret> } {
  if (!objects.deletedCertificates.has(name.toLowerCase())) return objects
  // A deleted object is one with more to it, and nothing here makes a new one.
  return { keys: objects.deletedKeys as Map<string, Key>, secrets: objects.deletedSecrets as Map<string, Secret> }
}

function keyVersion(policy: CertificatePolicy, version: CertificateVersion, material?: PrivateJwk): KeyVersion {
  const { enabled, created, updated, nbf, exp, tags, isIssued } = version
  return {
    version: version.version,
    // Of the key that is there: the policy is about the next one.
    shape: material ? shapeOf(asymmetric(material), policy.keyShape.kty.endsWith('-HSM')) : policy.keyShape,
    ...(material && { material }),
    keyOps: keyOperations(policy),
    tags,
    // Until its certificate is there, nobody uses the key.
    enabled: enabled && isIssued,
    created,
    updated,
    nbf,
    exp,
    isManaged: true,
  }
}

function secretVersion(
  { name, policy }: Certificate,
  version: CertificateVersion,
  material?: PrivateJwk,
): SecretVersion {
  const { enabled, created, updated, nbf, exp, tags, isIssued } = version
  return {
    version: version.version,
    value: secretValue(policy, version, material),
    contentType: policy.contentType,
    tags,
    enabled: enabled && isIssued,
    created,
    updated,
    nbf,
    exp,
    managedKeyName: name,
  }
}

/** The certificates with their key, unless that may not leave the vault. Empty until they are made. */
function secretValue(policy: CertificatePolicy, { chain = [] }: CertificateVersion, material?: PrivateJwk): string {
  if (!material || chain.length === 0) return ''
  const privateKey = privateKeyOf(asymmetric(material))
  const certificates = chain.map((one) => Buffer.from(one, 'base64'))
  const ordered = chainOf(certificates, createPublicKey(privateKey), true)
  if (!ordered) throw new Error('A certificate lost its key.')
  const exported = { ...ordered, ...(policy.isExportable && { privateKey }) }
  return policy.contentType === 'application/x-pem-file' ? writePem(exported) : writePfx(exported).toString('base64')
}

/**
 * What the key may do follows from what its certificate says it is for.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#x509-to-key-vault-usage-mapping
 */
function keyOperations({ keyShape, x509: { keyUsage } }: CertificatePolicy): string[] {
  const signing = ['sign', 'verify']
  const byUsage = {
    digitalSignature: signing,
    nonRepudiation: signing,
    keyCertSign: signing,
    cRLSign: signing,
    keyEncipherment: ['wrapKey', 'unwrapKey'],
    dataEncipherment: ['encrypt', 'decrypt'],
    encipherOnly: ['encrypt'],
    decipherOnly: ['decrypt'],
    keyAgreement: [],
  }
  const possible = keyShape.kty.startsWith('EC') ? signing : [...new Set(Object.values(byUsage).flat())]
  if (keyUsage.length === 0) return possible
  const allowed = new Set(keyUsage.flatMap((usage) => byUsage[usage]))
  return possible.filter((one) => allowed.has(one))
}

/** What a key is made of, from the key itself. */
export function shapeOf(material: AsymmetricJwk, isHsm = false): KeyShape {
  const suffix = isHsm ? '-HSM' : ''
  if (material.kty === 'RSA') return { kty: `RSA${suffix}`, keySize: modulusBits(material) }
  const curve = curveNamed(material.crv)
  if (!curve) throw new TypeError(`A key on ${material.crv} is none of Key Vault's.`)
  return { kty: `EC${suffix}`, crv: curve.name }
}

function upsert<Version extends { version: string }>(object: { versions: Version[] }, version: Version): void {
  const at = object.versions.findIndex((one) => one.version === version.version)
  if (at < 0) object.versions.push(version)
  else object.versions[at] = version
}
