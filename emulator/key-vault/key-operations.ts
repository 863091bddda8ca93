import type { ApiVersion } from './api-version.ts'
import { readBackup } from './backup.ts'
import { deleteKey, getDeletedKey, getDeletedKeys, purgeDeletedKey, recoverDeletedKey } from './deleted-keys.ts'
import { getKeyAttestation } from './key-attestation.ts'
import { backupKey, restoreKey } from './key-backup.ts'
import { readCreateKey, readImportKey, readUpdateKey } from './key-body.ts'
import { decryptWithKey, encryptWithKey, readEncryption, unwrapKey, wrapKey } from './key-encryption.ts'
import { readRelease, releaseKey } from './key-release.ts'
import { getKeyRotationPolicy, rotateKey, updateKeyRotationPolicy } from './key-rotation.ts'
import { readSign, readVerify, signWithKey, verifyWithKey } from './key-signature.ts'
import { createKey, getKey, getKeys, getKeyVersions, importKey, updateKey } from './keys.ts'
import type { KeyVaultOperation } from './operation.ts'
import { plannedOperations } from './planned-operation.ts'
import { getRandomBytes, readRandomBytes } from './random-bytes.ts'
import { withBody } from './request-body.ts'
import { readRotationPolicy } from './rotation-policy-body.ts'

/** `{name} {method} {path} {audit name} {data action} {access policy permission}`, what does it, and the right in an HSM. */
const rows: [row: string, run: NonNullable<KeyVaultOperation['run']>, managedHsmAction: string][] = [
  [
    'CreateKey POST /keys/{key-name}/create KeyCreate keys/create/action create',
    withBody(readCreateKey, createKey),
    'keys/create',
  ],
  ['RotateKey POST /keys/{key-name}/rotate KeyRotate keys/rotate/action rotate', rotateKey, 'keys/rotate/action'],
  [
    'ImportKey PUT /keys/{key-name} KeyImport keys/import/action import',
    withBody(readImportKey, importKey),
    'keys/import/action',
  ],
  ['DeleteKey DELETE /keys/{key-name} KeyDelete keys/delete delete', deleteKey, 'keys/delete'],
  [
    'UpdateKey PATCH /keys/{key-name}/{key-version} KeyUpdate keys/update/action update',
    withBody(readUpdateKey, updateKey),
    'keys/write/action',
  ],
  ['GetKey GET /keys/{key-name}/{key-version} KeyGet keys/read get', getKey, 'keys/read/action'],
  ['GetKeyVersions GET /keys/{key-name}/versions KeyListVersions keys/read list', getKeyVersions, 'keys/read/action'],
  ['GetKeys GET /keys KeyList keys/read list', getKeys, 'keys/read/action'],
  ['BackupKey POST /keys/{key-name}/backup KeyBackup keys/backup/action backup', backupKey, 'keys/backup/action'],
  [
    'RestoreKey POST /keys/restore KeyRestore keys/restore/action restore',
    withBody(readBackup, restoreKey),
    'keys/restore/action',
  ],
  [
    'encrypt POST /keys/{key-name}/{key-version}/encrypt KeyEncrypt keys/encrypt/action encrypt',
    withBody(readEncryption, encryptWithKey),
    'keys/encrypt/action',
  ],
  [
    'decrypt POST /keys/{key-name}/{key-version}/decrypt KeyDecrypt keys/decrypt/action decrypt',
    withBody(readEncryption, decryptWithKey),
    'keys/decrypt/action',
  ],
  [
    'sign POST /keys/{key-name}/{key-version}/sign KeySign keys/sign/action sign',
    withBody(readSign, signWithKey),
    'keys/sign/action',
  ],
  [
    'verify POST /keys/{key-name}/{key-version}/verify KeyVerify keys/verify/action verify',
    withBody(readVerify, verifyWithKey),
    'keys/verify/action',
  ],
  [
    'wrapKey POST /keys/{key-name}/{key-version}/wrapkey KeyWrap keys/wrap/action wrapKey',
    withBody(readEncryption, wrapKey),
    'keys/wrap/action',
  ],
  [
    'unwrapKey POST /keys/{key-name}/{key-version}/unwrapkey KeyUnwrap keys/unwrap/action unwrapKey',
    withBody(readEncryption, unwrapKey),
    'keys/unwrap/action',
  ],
  [
    'release POST /keys/{key-name}/{key-version}/release KeyRelease keys/release/action release',
    withBody(readRelease, releaseKey),
    'keys/release/action',
  ],
  ['GetDeletedKeys GET /deletedkeys KeyListDeleted keys/read list', getDeletedKeys, 'keys/deletedKeys/read/action'],
  [
    'GetDeletedKey GET /deletedkeys/{key-name} KeyGetDeleted keys/read get',
    getDeletedKey,
    'keys/deletedKeys/read/action',
  ],
  [
    'PurgeDeletedKey DELETE /deletedkeys/{key-name} KeyPurge keys/purge/action purge',
    purgeDeletedKey,
    'keys/deletedKeys/delete',
  ],
  [
    'RecoverDeletedKey POST /deletedkeys/{key-name}/recover KeyRecover keys/recover/action recover',
    recoverDeletedKey,
    'keys/deletedKeys/recover/action',
  ],
  [
    'GetKeyRotationPolicy GET /keys/{key-name}/rotationpolicy KeyRotationPolicyGet keyrotationpolicies/read getrotationpolicy',
    getKeyRotationPolicy,
    'keys/read/action',
  ],
  [
    'UpdateKeyRotationPolicy PUT /keys/{key-name}/rotationpolicy KeyRotationPolicySet keyrotationpolicies/write setrotationpolicy',
    withBody(readRotationPolicy, updateKeyRotationPolicy),
    'keys/write/action',
  ],
  [
    'GetKeyAttestation GET /keys/{key-name}/{key-version}/attestation KeyGetAttestation keys/read get',
    getKeyAttestation,
    'keys/read/action',
  ],
  ['GetRandomBytes POST /rng RandomBytesGet rng/action get', withBody(readRandomBytes, getRandomBytes), 'rng/action'],
]

const managedHsmOnly = new Set(['GetRandomBytes', 'GetKeyAttestation'])

/** Operations that came after 7.0. */
const since: Record<string, ApiVersion> = {
  RotateKey: '7.3',
  GetKeyRotationPolicy: '7.3',
  UpdateKeyRotationPolicy: '7.3',
  release: '7.3',
  GetRandomBytes: '7.3',
  GetKeyAttestation: '7.6',
}

export const keyOperations: KeyVaultOperation[] = rows.flatMap(([row, run, managedHsmAction]) =>
  plannedOperations('keys', [row]).map((operation) => {
    const { [operation.name]: first } = since
    return {
      ...operation,
      run,
      managedHsmAction,
      ...(first && { since: first }),
      ...(managedHsmOnly.has(operation.name) && { isManagedHsmOnly: true }),
    }
  }),
)
