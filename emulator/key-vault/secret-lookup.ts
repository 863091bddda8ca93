import { KeyVaultError } from '../errors.ts'
import type { DeletedSecret, Secret, SecretVersion, Vault } from '../state.ts'
import { currentVersion } from './secret-bundle.ts'

/** What has not settled yet, in real time, does not show. */
function isSettled({ settlesAtMs }: Secret): boolean {
  return settlesAtMs === undefined || settlesAtMs <= Date.now()
}

export function visibleSecrets(vault: Vault): Secret[] {
  return [...vault.objects.secrets.values()].filter(isSettled)
}

export function visibleDeletedSecrets(vault: Vault): DeletedSecret[] {
  return [...vault.objects.deletedSecrets.values()].filter((one) => isSettled(one) && !one.isPurging)
}

/** @throws KeyVaultError 404 SecretNotFound */
export function secretNamed(vault: Vault, name: string): Secret {
  const secret = vault.objects.secrets.get(name.toLowerCase())
  if (!secret || !isSettled(secret)) throw secretNotFound(name)
  return secret
}

/** @throws KeyVaultError 404 SecretNotFound */
export function deletedSecretNamed(vault: Vault, name: string): DeletedSecret {
  const secret = vault.objects.deletedSecrets.get(name.toLowerCase())
  if (secret && isSettled(secret) && !secret.isPurging) return secret
  throw new KeyVaultError(404, 'SecretNotFound', `Deleted Secret not found: ${name}`)
}

/** The version that was asked for; the current one when none was. @throws KeyVaultError 404 SecretNotFound */
export function versionOf(secret: Secret, version: string): SecretVersion {
  if (version === '') return currentVersion(secret)
  const found = secret.versions.find((one) => one.version === version)
  if (!found) throw secretNotFound(`${secret.name}/${version}`)
  return found
}

/** A name is held while its secret is deleted, being deleted, purged or recovered. @throws KeyVaultError 409 Conflict */
export function assertNameIsFree(vault: Vault, name: string): void {
  const deleted = vault.objects.deletedSecrets.get(name.toLowerCase())
  if (deleted && (deleted.isPurging || !isSettled(deleted))) {
    throw conflict(
      `Secret ${name} is currently being deleted and cannot be re-created; retry later.`,
      'ObjectIsBeingDeleted',
    )
  }
  if (deleted) {
    throw conflict(
      `Secret ${name} is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the secret can only be recovered or purged.`,
      'ObjectIsDeletedButRecoverable',
    )
  }
  const secret = vault.objects.secrets.get(name.toLowerCase())
  if (secret && !isSettled(secret)) {
    throw conflict(`Secret ${name} is currently being recovered; retry later.`, 'ObjectIsBeingRecovered')
  }
}

/**
 * A secret that backs a certificate follows the certificate.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#composition-of-a-certificate
 */
export function assertNotManaged(secret: Secret, operation: 'set' | 'update' | 'delete'): void {
  if (currentVersion(secret).managedKeyName === undefined) return
  const message = `Operation ${operation} is not allowed on secret ${secret.name}: it is managed by the certificate of the same name.`
  throw new KeyVaultError(403, 'Forbidden', message, 'SecretManagedByKeyVault')
}

/** Takes away what the retention period, by the cloud's clock, or a purge, in real time, has ended. */
export function sweepDeletedSecrets({ objects: { deletedSecrets } }: Vault, now: number): void {
  for (const [key, secret] of deletedSecrets) {
    if (secret.scheduledPurgeDate <= now || (secret.isPurging && isSettled(secret))) deletedSecrets.delete(key)
  }
}

function conflict(message: string, innerCode: string): KeyVaultError {
  return new KeyVaultError(409, 'Conflict', message, innerCode)
}

function secretNotFound(nameOrId: string): KeyVaultError {
  return new KeyVaultError(
    404,
    'SecretNotFound',
    `A secret with (name/id) ${nameOrId} was not found in this key vault. If you recently deleted this secret you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182`,
  )
}
