import { createPublicKey } from 'node:crypto'
import type { CertificateOperation } from '../certificate-state.ts'
import { KeyVaultError } from '../errors.ts'
import type { MergeCertificateBody } from './certificate-body.ts'
import { auditedProperties, certificateBundle, certificateId } from './certificate-bundle.ts'
import { complete } from './certificate-request.ts'
import { privateKeyOf } from './cryptography/private-jwk.ts'
import { asymmetric } from './make-certificate.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { assertInProgress, pendingOf } from './pending-certificates.ts'
import { type CertificateChain, chainOf } from './x509/certificate-chain.ts'
import { UnreadableCertificate } from './x509/read-certificate.ts'

/** Completes a request with what an authority made of it: the certificate, with or without those above it. */
export function mergeCertificate(call: KeyVaultCall, { x5c, ...changes }: MergeCertificateBody): Answer {
  const { certificate, operation } = pendingOf(call)
  assertMergeable(operation)
  const version = certificate.versions.find((one) => one.version === operation.version)
  const chain = signedChain(x5c, operation, version?.preserveCertOrder ?? false)
  const now = call.emulator.clock.nowSeconds()
  const merged = complete(call.vault, certificate, operation, chain, { ...changes, created: now, updated: now })
  call.audit.id = certificateId(call, certificate.name, merged.version)
  call.audit.properties = auditedProperties(merged)
  const location = `${certificateId(call, certificate.name)}?api-version=${call.apiVersion}`
  return { status: 201, body: certificateBundle(call, certificate, merged), headers: { Location: location } }
}

/** While an issuer works on it, nobody else completes it; once that has failed, anybody may. */
function assertMergeable(operation: CertificateOperation): void {
  const { status, issuer } = operation
  if (status === 'completed') assertInProgress(operation)
  if (status !== 'inProgress' || issuer.name === 'Unknown') return
  const message = `Merge is forbidden on pending object created with issuer : ${issuer.name} while it is in progess.`
  throw new KeyVaultError(403, 'Forbidden', message)
}

function signedChain(x5c: string[], { privateKey }: CertificateOperation, keepsOrder: boolean): CertificateChain {
  if (!privateKey) throw new Error('A request that can be merged has its key.')
  try {
    const publicKey = createPublicKey(privateKeyOf(asymmetric(privateKey)))
    const chain = chainOf(x5c.map(decoded), publicKey, keepsOrder)
    if (chain) return chain
  } catch (error) {
    if (!(error instanceof UnreadableCertificate)) throw error
    throw new KeyVaultError(400, 'BadParameter', 'ASN1 bad tag value met.\r\n')
  }
  throw new KeyVaultError(
    400,
    'BadParameter',
    'The public key of the end-entity certificate in the specified X.509 certificate content does not match the public part of the specified private key. Please check if certificate is valid.',
  )
}

/** Clients that hold PEM send its base64 as if it were the certificate: encoded once more. */
function decoded(one: string): Buffer {
  const bytes = Buffer.from(one, 'base64')
  const text = bytes.toString('latin1').replaceAll(/-----(BEGIN|END) CERTIFICATE-----|\s/g, '')
  return /^MII[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : bytes
}
