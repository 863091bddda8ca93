import { createPublicKey, type KeyObject } from 'node:crypto'
import type {
  Certificate,
  CertificateContentType,
  CertificatePolicy,
  CertificateVersion,
} from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import type { PrivateJwk } from '../key-state.ts'
import type { ImportCertificateBody } from './certificate-body.ts'
import { auditedProperties, certificateBundle, certificateId } from './certificate-bundle.ts'
import { issuedVersions, saveCertificate } from './certificate-lookup.ts'
import { newVersionId } from './certificate-request.ts'
import { dropTwins, putTwins, shapeOf } from './certificate-twins.ts'
import { privateJwkOf } from './cryptography/private-jwk.ts'
import { asymmetric } from './make-certificate.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { assertMayBegin } from './pending-certificates.ts'
import { newPolicy } from './whole-policy.ts'
import { type CertificateChain, chainOf } from './x509/certificate-chain.ts'
import { readPem, UnreadablePem } from './x509/pem.ts'
import { type CertificateFacts, readCertificate, UnreadableCertificate } from './x509/read-certificate.ts'
import { type KeyAndCertificates, readPfx, UnreadablePfx } from './x509/read-pfx.ts'

const pfxType: CertificateContentType = 'application/x-pkcs12'
const pemType: CertificateContentType = 'application/x-pem-file'

interface Imported extends CertificateChain {
  facts: CertificateFacts
  material: PrivateJwk
  contentType: CertificateContentType
}

/** Takes in a certificate with its key as a new version. */
export async function importCertificate(call: KeyVaultCall, body: ImportCertificateBody): Promise<Answer> {
  const { vault, name, emulator } = call
  assertMayBegin(call)
  const imported = await read(body)
  const now = emulator.clock.nowSeconds()
  if (imported.facts.notAfter <= now) throw invalidContent('The certificate has expired.')
  const policy = policyOf(body, imported, now)
  // Again: another call may have begun one while this one read.
  assertMayBegin(call)
  const known = vault.objects.certificates.get(name.toLowerCase())
  const certificate: Certificate = known ?? { name, versions: [], policy }
  const issued = issuedVersions(certificate)
  if (issued.length === 0) dropTwins(vault, name)
  const version = versionOf(imported, body, now)
  certificate.policy = { ...policy, ...(known && { created: known.policy.created }) }
  certificate.versions = [...issued, version]
  delete certificate.operation
  putTwins(vault, certificate, version, imported.material)
  saveCertificate(vault, certificate)
  call.audit.id = certificateId(call, certificate.name, version.version)
  call.audit.properties = auditedProperties(version)
  return { status: 200, body: certificateBundle(call, certificate, version) }
}

function versionOf(imported: Imported, body: ImportCertificateBody, now: number): CertificateVersion {
  const { facts, leaf, chain } = imported
  const { tags = {}, enabled = true, preserveCertOrder } = body
  return {
    version: newVersionId(),
    isIssued: true,
    cer: leaf.toString('base64'),
    chain: chain.map((der) => der.toString('base64')),
    tags,
    enabled,
    created: now,
    updated: now,
    nbf: facts.notBefore,
    exp: facts.notAfter,
    ...(preserveCertOrder !== undefined && { preserveCertOrder }),
  }
}

/** What the certificate itself says, under what the caller gave. */
function policyOf({ policy: given = {} }: ImportCertificateBody, imported: Imported, now: number): CertificatePolicy {
  const { facts, material, contentType } = imported
  const keyShape = shapeOf(asymmetric(material))
  return newPolicy(
    {
      keyShape,
      contentType,
      lifetimeActions: [{ action: 'EmailContacts', lifetimePercentage: 80 }],
      ...given,
      x509: { ...facts.properties, ...given.x509 },
    },
    now,
  )
}

async function read(body: ImportCertificateBody): Promise<Imported> {
  const given = body.policy?.contentType
  const { content, contentType } = await contentOf(body.value, body.password, given)
  const { privateKey, certificates } = content
  try {
    const chain = chainOf(certificates, createPublicKey(privateKey), body.preserveCertOrder)
    if (!chain) throw mismatch()
    const facts = readCertificate(chain.leaf)
    return { ...chain, facts, material: materialOf(privateKey), contentType: given ?? contentType }
  } catch (error) {
    if (!(error instanceof UnreadableCertificate)) throw error
    throw contentType === pemType ? unreadablePem() : unreadablePfx()
  }
}

/**
 * Told apart by what they are: Microsoft's own clients send a PFX under the content type of PEM, which is then what the
 * secret becomes.
 */
async function contentOf(value: string, password: string, given: CertificateContentType | undefined) {
  const bytes = Buffer.from(value, 'base64')
  const text = [value, bytes.toString('latin1')].find((one) => one.includes('-----BEGIN '))
  if (text !== undefined && given !== pfxType) return { content: pemContent(text), contentType: pemType }
  const pfx = bytes[0] === 0x30 ? bytes : Buffer.from(bytes.toString('latin1'), 'base64')
  if (given === pemType && pfx[0] !== 0x30) throw unreadablePem()
  return { content: await pfxContent(pfx, password), contentType: pfxType }
}

function pemContent(text: string): KeyAndCertificates {
  try {
    return readPem(text)
  } catch (error) {
    if (!(error instanceof UnreadablePem)) throw error
    throw new KeyVaultError(
      400,
      'BadParameter',
      'The specified PEM X.509 certificate content is in an unexpected format. Please check if certificate is in valid PEM format.',
    )
  }
}

async function pfxContent(pfx: Buffer, password: string): Promise<KeyAndCertificates> {
  try {
    return await readPfx(pfx, password)
  } catch (error) {
    if (!(error instanceof UnreadablePfx)) throw error
    throw unreadablePfx()
  }
}

/** @throws KeyVaultError for a key of a type or size that Key Vault has not */
function materialOf(privateKey: KeyObject): PrivateJwk {
  try {
    const material = privateJwkOf(privateKey.export({ format: 'jwk' }))
    const shape = shapeOf(asymmetric(material))
    if ('crv' in shape || [2048, 3072, 4096].includes(shape.keySize)) return material
  } catch {}
  throw invalidContent('One or more X.509 properties are invalid.')
}

function unreadablePfx(): KeyVaultError {
  return new KeyVaultError(
    400,
    'BadParameter',
    'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate is in valid PKCS#12 format.',
  )
}

function unreadablePem(): KeyVaultError {
  return new KeyVaultError(
    400,
    'BadParameter',
    'The specified PEM X.509 certificate content can not be read. Please check if certificate is in valid PEM format. Accepted formats: PEM content or Base64 encoded PEM content.',
  )
}

function mismatch(): KeyVaultError {
  return new KeyVaultError(
    400,
    'BadParameter',
    'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.',
  )
}

function invalidContent(reason: string): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', `The specified X.509 certificate content is invalid. Error: ${reason}`)
}
