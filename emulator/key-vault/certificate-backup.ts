import type { Certificate, DeletedCertificate } from '../certificate-state.ts'
import type { Key } from '../key-state.ts'
import type { Secret } from '../state.ts'
import { restoreBackup, sealBackup } from './backup.ts'
import { certificateBundle, certificateId } from './certificate-bundle.ts'
import { certificateKind, currentVersion } from './certificate-lookup.ts'
import { assertTwinsAreFree } from './certificate-twins.ts'
import { type ObjectKind, objectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'

/** A certificate is not whole without the two objects that it brings. */
interface WholeCertificate extends Certificate {
  key?: Key
  secret?: Secret
}

const wholeKind = certificateKind as ObjectKind<WholeCertificate, WholeCertificate & DeletedCertificate>

export async function backupCertificate(call: KeyVaultCall): Promise<Answer> {
  const certificate = objectNamed(certificateKind, call.vault, call.name)
  call.audit.id = certificateId(call, certificate.name)
  const { keys, secrets } = call.vault.objects
  const key = keys.get(certificate.name.toLowerCase())
  const secret = secrets.get(certificate.name.toLowerCase())
  const whole = { ...certificate, ...(key && { key }), ...(secret && { secret }) }
  return { status: 200, body: { value: await sealBackup(wholeKind, call, whole) } }
}

/** Brings the certificate back under its own name, with its key, its secret, its policy and its version ids. */
export async function restoreCertificate(call: KeyVaultCall, { blob }: { blob: string }): Promise<Answer> {
  const { objects } = call.vault
  const { key, secret, ...certificate } = await restoreBackup(wholeKind, call, blob)
  const id = certificate.name.toLowerCase()
  objects.certificates.delete(id)
  assertTwinsAreFree(call.vault, certificate.name)
  objects.certificates.set(id, certificate)
  if (key) objects.keys.set(id, key)
  if (secret) objects.secrets.set(id, secret)
  const version = currentVersion(certificate)
  call.audit.id = certificateId(call, certificate.name, version.version)
  return { status: 200, body: certificateBundle(call, certificate, version) }
}
