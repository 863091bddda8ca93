import { readBackup } from './backup.ts'
import { backupCertificate, restoreCertificate } from './certificate-backup.ts'
import {
  readCreateCertificate,
  readImportCertificate,
  readMergeCertificate,
  readUpdateCertificate,
  readUpdateOperation,
} from './certificate-body.ts'
import {
  deleteCertificateContacts,
  getCertificateContacts,
  readContacts,
  setCertificateContacts,
} from './certificate-contacts.ts'
import {
  deleteCertificateIssuer,
  getCertificateIssuer,
  getCertificateIssuers,
  readSetIssuer,
  readUpdateIssuer,
  setCertificateIssuer,
  updateCertificateIssuer,
} from './certificate-issuers.ts'
import { readPolicy } from './certificate-policy.ts'
import {
  getCertificate,
  getCertificatePolicy,
  getCertificates,
  getCertificateVersions,
  updateCertificate,
  updateCertificatePolicy,
} from './certificates.ts'
import {
  deleteCertificate,
  getDeletedCertificate,
  getDeletedCertificates,
  purgeDeletedCertificate,
  recoverDeletedCertificate,
} from './deleted-certificates.ts'
import { importCertificate } from './import-certificate.ts'
import { mergeCertificate } from './merge-certificate.ts'
import type { KeyVaultOperation } from './operation.ts'
import {
  createCertificate,
  deleteCertificateOperation,
  getCertificateOperation,
  updateCertificateOperation,
} from './pending-certificates.ts'
import { plannedOperations } from './planned-operation.ts'
import { withBody } from './request-body.ts'

type Run = NonNullable<KeyVaultOperation['run']>

/** `{name} {method} {path} {audit name} {data action} {access policy permission}`, and what does it. */
const rows: [row: string, run: Run][] = [
  ['GetCertificates GET /certificates CertificateList certificates/read list', getCertificates],
  [
    'DeleteCertificate DELETE /certificates/{certificate-name} CertificateDelete certificates/delete delete',
    deleteCertificate,
  ],
  [
    'SetCertificateContacts PUT /certificates/contacts CertificateContactsSet certificatecontacts/write managecontacts',
    withBody(readContacts, setCertificateContacts),
  ],
  [
    'GetCertificateContacts GET /certificates/contacts CertificateContactsGet certificates/read managecontacts',
    getCertificateContacts,
  ],
  [
    'DeleteCertificateContacts DELETE /certificates/contacts CertificateContactsDelete certificatecontacts/write managecontacts',
    deleteCertificateContacts,
  ],
  [
    'GetCertificateIssuers GET /certificates/issuers CertificateIssuersList certificatecas/read listissuers',
    getCertificateIssuers,
  ],
  [
    'SetCertificateIssuer PUT /certificates/issuers/{issuer-name} CertificateIssuerSet certificatecas/write setissuers',
    withBody(readSetIssuer, setCertificateIssuer),
  ],
  [
    'UpdateCertificateIssuer PATCH /certificates/issuers/{issuer-name} CertificateIssuerUpdate certificatecas/write setissuers',
    withBody(readUpdateIssuer, updateCertificateIssuer),
  ],
  [
    'GetCertificateIssuer GET /certificates/issuers/{issuer-name} CertificateIssuerGet certificatecas/read getissuers',
    getCertificateIssuer,
  ],
  [
    'DeleteCertificateIssuer DELETE /certificates/issuers/{issuer-name} CertificateIssuerDelete certificatecas/delete deleteissuers',
    deleteCertificateIssuer,
  ],
  [
    'CreateCertificate POST /certificates/{certificate-name}/create CertificateCreate certificates/create/action create',
    withBody(readCreateCertificate, createCertificate),
  ],
  [
    'ImportCertificate POST /certificates/{certificate-name}/import CertificateImport certificates/import/action import',
    withBody(readImportCertificate, importCertificate),
  ],
  [
    'GetCertificateVersions GET /certificates/{certificate-name}/versions CertificateListVersions certificates/read list',
    getCertificateVersions,
  ],
  [
    'GetCertificatePolicy GET /certificates/{certificate-name}/policy CertificatePolicyGet certificates/read get',
    getCertificatePolicy,
  ],
  [
    'UpdateCertificatePolicy PATCH /certificates/{certificate-name}/policy CertificatePolicyUpdate certificates/update/action update',
    withBody(readPolicy, updateCertificatePolicy),
  ],
  [
    'UpdateCertificate PATCH /certificates/{certificate-name}/{certificate-version} CertificateUpdate certificates/update/action update',
    withBody(readUpdateCertificate, updateCertificate),
  ],
  [
    'GetCertificate GET /certificates/{certificate-name}/{certificate-version} CertificateGet certificates/read get',
    getCertificate,
  ],
  [
    'UpdateCertificateOperation PATCH /certificates/{certificate-name}/pending CertificatePendingUpdate certificates/update/action update',
    withBody(readUpdateOperation, updateCertificateOperation),
  ],
  [
    'GetCertificateOperation GET /certificates/{certificate-name}/pending CertificatePendingGet certificates/read get',
    getCertificateOperation,
  ],
  [
    'DeleteCertificateOperation DELETE /certificates/{certificate-name}/pending CertificatePendingDelete certificates/delete update',
    deleteCertificateOperation,
  ],
  [
    'MergeCertificate POST /certificates/{certificate-name}/pending/merge CertificatePendingMerge certificates/create/action create',
    withBody(readMergeCertificate, mergeCertificate),
  ],
  [
    'BackupCertificate POST /certificates/{certificate-name}/backup CertificateBackup certificates/backup/action backup',
    backupCertificate,
  ],
  [
    'RestoreCertificate POST /certificates/restore CertificateRestore certificates/restore/action restore',
    withBody(readBackup, restoreCertificate),
  ],
  [
    'GetDeletedCertificates GET /deletedcertificates CertificateListDeleted certificates/read list',
    getDeletedCertificates,
  ],
  [
    'GetDeletedCertificate GET /deletedcertificates/{certificate-name} CertificateGetDeleted certificates/read get',
    getDeletedCertificate,
  ],
  [
    'PurgeDeletedCertificate DELETE /deletedcertificates/{certificate-name} CertificatePurge certificates/purge/action purge',
    purgeDeletedCertificate,
  ],
  [
    'RecoverDeletedCertificate POST /deletedcertificates/{certificate-name}/recover CertificateRecover certificates/recover/action recover',
    recoverDeletedCertificate,
  ],
]

export const certificateOperations: KeyVaultOperation[] = rows.flatMap(([row, run]) =>
  plannedOperations('certificates', [row]).map((operation) => ({ ...operation, run })),
)
