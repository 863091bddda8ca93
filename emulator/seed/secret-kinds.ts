import type { Random } from './random.ts'
import {
  connectionString,
  credentials,
  environmentFile,
  pemCertificate,
  pemKey,
  settings,
  token,
} from './secret-values.ts'

/** Where a value is used: goes into host names and user names. */
export interface ValueContext {
  service: string
  environment: string
  /** The same for all versions of a secret: what stays when a password changes. */
  fixed: Random
  /** Of this version alone. */
  fresh: Random
}

export interface SecretKind {
  /** The second half of the name: `payments-api` + `sql-connection-string`. */
  suffix: string
  contentType?: string
  value: (context: ValueContext) => string
}

/** What companies keep in Key Vault. Every value says that it is a sample and wears no vendor's prefix. */
export const secretKinds: readonly [SecretKind, ...SecretKind[]] = [
  { suffix: 'api-key', contentType: 'text/plain', value: ({ fresh }) => token(fresh, 40) },
  {
    suffix: 'sql-connection-string',
    contentType: 'connection string',
    value: (context) => connectionString('sql', context),
  },
  { suffix: 'client-secret', contentType: 'text/plain', value: ({ fresh }) => token(fresh, 34) },
  { suffix: 'settings', contentType: 'application/json', value: settings },
  { suffix: 'sendgrid-token', contentType: 'text/plain', value: ({ fresh }) => token(fresh, 48) },
  {
    suffix: 'servicebus-connection-string',
    contentType: 'connection string',
    value: (context) => connectionString('servicebus', context),
  },
  { suffix: 'database-password', value: ({ fresh }) => token(fresh, 24) },
  { suffix: 'tls-client-certificate', contentType: 'application/x-pem-file', value: pemCertificate },
  {
    suffix: 'redis-connection-string',
    contentType: 'connection string',
    value: (context) => connectionString('redis', context),
  },
  { suffix: 'webhook-signing-key', value: ({ fresh }) => token(fresh, 32) },
  { suffix: 'credentials', contentType: 'application/json', value: credentials },
  { suffix: 'jwt-signing-key', contentType: 'application/x-pem-file', value: ({ fresh }) => pemKey('PRIVATE', fresh) },
  {
    suffix: 'storage-connection-string',
    contentType: 'connection string',
    value: (context) => connectionString('storage', context),
  },
  {
    suffix: 'sftp-private-key',
    contentType: 'application/x-pem-file',
    value: ({ fresh }) => pemKey('OPENSSH PRIVATE', fresh),
  },
  {
    suffix: 'encryption-passphrase',
    value: ({ fresh }) => `sample ${fresh.text(6)} ${fresh.text(7)} ${fresh.text(5)} ${fresh.text(8)}`,
  },
  { suffix: 'environment-file', contentType: 'text/plain', value: environmentFile },
  { suffix: 'partner-token', contentType: 'text/plain', value: ({ fresh }) => token(fresh, 64) },
  {
    suffix: 'eventhub-connection-string',
    contentType: 'connection string',
    value: (context) => connectionString('eventhub', context),
  },
]
