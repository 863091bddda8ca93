import type { DeletedSecret, Secret, SecretVersion } from '../state.ts'
import { managedByCertificate, notFound, type ObjectKind } from './object-kind.ts'
import { currentVersion } from './secret-bundle.ts'

export const secretKind: ObjectKind<Secret, DeletedSecret> = {
  noun: 'Secret',
  live: ({ secrets }) => secrets,
  deleted: ({ deletedSecrets }) => deletedSecrets,
}

/** The version that was asked for; the current one when none was. @throws KeyVaultError 404 SecretNotFound */
export function versionOf(secret: Secret, version: string): SecretVersion {
  if (version === '') return currentVersion(secret)
  const found = secret.versions.find((one) => one.version === version)
  if (!found) throw notFound(secretKind, `${secret.name}/${version}`)
  return found
}

/** @throws KeyVaultError 403 where the secret backs a certificate */
export function assertNotManaged(secret: Secret, operation: 'set' | 'update' | 'delete' | 'purge' | 'recover'): void {
  if (currentVersion(secret).managedKeyName !== undefined) throw managedByCertificate(secretKind, operation)
}
