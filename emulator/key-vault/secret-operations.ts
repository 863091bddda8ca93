import { readBackup } from './backup.ts'
import {
  deleteSecret,
  getDeletedSecret,
  getDeletedSecrets,
  purgeDeletedSecret,
  recoverDeletedSecret,
} from './deleted-secrets.ts'
import type { KeyVaultOperation } from './operation.ts'
import { withBody } from './request-body.ts'
import { backupSecret, restoreSecret } from './secret-backup.ts'
import { readSetSecret, readUpdateSecret } from './secret-body.ts'
import { getSecret, getSecrets, getSecretVersions, setSecret, updateSecret } from './secrets.ts'

const secret = '/secrets/{secret-name}'
const deleted = '/deletedsecrets/{secret-name}'

function secretOperation(
  row: Pick<KeyVaultOperation, 'name' | 'method' | 'path' | 'auditName'>,
  rights: { dataAction: string; permission: string },
  run: KeyVaultOperation['run'],
): KeyVaultOperation {
  return {
    ...row,
    dataAction: `Microsoft.KeyVault/vaults/secrets/${rights.dataAction}`,
    policy: { object: 'secrets', permission: rights.permission },
    ...(run && { run }),
  }
}

const metadata = 'readMetadata/action'

export const secretOperations: KeyVaultOperation[] = [
  secretOperation(
    { name: 'SetSecret', method: 'PUT', path: secret, auditName: 'SecretSet' },
    { dataAction: 'setSecret/action', permission: 'set' },
    withBody(readSetSecret, setSecret),
  ),
  secretOperation(
    { name: 'DeleteSecret', method: 'DELETE', path: secret, auditName: 'SecretDelete' },
    { dataAction: 'delete', permission: 'delete' },
    deleteSecret,
  ),
  secretOperation(
    { name: 'UpdateSecret', method: 'PATCH', path: `${secret}/{secret-version}`, auditName: 'SecretUpdate' },
    { dataAction: 'update/action', permission: 'set' },
    withBody(readUpdateSecret, updateSecret),
  ),
  secretOperation(
    { name: 'GetSecret', method: 'GET', path: `${secret}/{secret-version}`, auditName: 'SecretGet' },
    { dataAction: 'getSecret/action', permission: 'get' },
    getSecret,
  ),
  secretOperation(
    { name: 'GetSecrets', method: 'GET', path: '/secrets', auditName: 'SecretList' },
    { dataAction: metadata, permission: 'list' },
    getSecrets,
  ),
  secretOperation(
    { name: 'GetSecretVersions', method: 'GET', path: `${secret}/versions`, auditName: 'SecretListVersions' },
    { dataAction: metadata, permission: 'list' },
    getSecretVersions,
  ),
  secretOperation(
    { name: 'GetDeletedSecrets', method: 'GET', path: '/deletedsecrets', auditName: 'SecretListDeleted' },
    { dataAction: metadata, permission: 'list' },
    getDeletedSecrets,
  ),
  secretOperation(
    { name: 'GetDeletedSecret', method: 'GET', path: deleted, auditName: 'SecretGetDeleted' },
    { dataAction: metadata, permission: 'get' },
    getDeletedSecret,
  ),
  secretOperation(
    { name: 'PurgeDeletedSecret', method: 'DELETE', path: deleted, auditName: 'SecretPurge' },
    { dataAction: 'purge/action', permission: 'purge' },
    purgeDeletedSecret,
  ),
  secretOperation(
    { name: 'RecoverDeletedSecret', method: 'POST', path: `${deleted}/recover`, auditName: 'SecretRecover' },
    { dataAction: 'recover/action', permission: 'recover' },
    recoverDeletedSecret,
  ),
  secretOperation(
    { name: 'BackupSecret', method: 'POST', path: `${secret}/backup`, auditName: 'SecretBackup' },
    { dataAction: 'backup/action', permission: 'backup' },
    backupSecret,
  ),
  secretOperation(
    { name: 'RestoreSecret', method: 'POST', path: '/secrets/restore', auditName: 'SecretRestore' },
    { dataAction: 'restore/action', permission: 'restore' },
    withBody(readBackup, restoreSecret),
  ),
]
