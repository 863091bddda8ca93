import 'server-only'
import type { Backup, BackupCollection, Restored, RestoreRequest } from '../domain/backup.ts'
import type { AzureContext } from './context.ts'
import { unlessAmbiguous } from './outcome.ts'
import { certificateClient, keyClient, secretClient } from './vaults.ts'

/**
 * All versions of an object as Key Vault seals them: nobody but Key Vault can open them. Audited as a backup.
 * @throws backup_refused where it has more than 500 versions
 */
export async function backUp(
  azure: AzureContext,
  vaultName: string,
  collection: BackupCollection,
  name: string,
): Promise<Backup> {
  const blob = await sealed(azure, vaultName, collection, name)
  return { name, blob: Buffer.from(blob ?? []).toString('base64') }
}

function sealed(azure: AzureContext, vaultName: string, collection: BackupCollection, name: string) {
  switch (collection) {
    case 'secrets':
      return secretClient(azure, vaultName).backupSecret(name)
    case 'keys':
      return keyClient(azure, vaultName).backupKey(name)
    case 'certificates':
      return certificateClient(azure, vaultName).backupCertificate(name)
  }
}

/**
 * Brings an object back under its own name with all its versions. Sent once: an unknown outcome is `outcome_unknown`.
 * @throws backup_refused for another subscription or geography, or what is no backup; conflict where the name is taken
 */
export async function restore(
  azure: AzureContext,
  vaultName: string,
  { collection, blob }: RestoreRequest,
): Promise<Restored> {
  return { name: await unlessAmbiguous(restored(azure, vaultName, collection, Buffer.from(blob, 'base64'))) }
}

async function restored(
  azure: AzureContext,
  vaultName: string,
  collection: BackupCollection,
  blob: Uint8Array,
): Promise<string> {
  switch (collection) {
    case 'secrets':
      return (await secretClient(azure, vaultName).restoreSecretBackup(blob)).name
    case 'keys':
      return (await keyClient(azure, vaultName).restoreKeyBackup(blob)).name
    case 'certificates':
      return (await certificateClient(azure, vaultName).restoreCertificateBackup(blob)).name
  }
}
