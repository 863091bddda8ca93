import * as z from 'zod/mini'

/**
 * The names a client may send. Each is a bare label: a vault is never addressed by URL, so nothing a client sends can
 * choose a host (docs/decisions/003).
 */

/**
 * A vault's name as it stands in its host name: 3–24 lower-case letters, digits and single hyphens, a letter first.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault
 */
export const VaultName = z
  .string()
  .check(
    z.regex(
      /^(?=.{3,24}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
      'A vault name is 3 to 24 lower-case letters, digits and single hyphens, begins with a letter and ends with a letter or digit.',
    ),
  )

/**
 * A secret's name: 1–127 letters, digits and hyphens.
 * @see https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#objects-identifiers-and-versioning
 */
export const SecretName = z
  .string()
  .check(z.regex(/^[0-9A-Za-z-]{1,127}$/, 'A secret name is 1 to 127 letters, digits and hyphens.'))

/** A key's name: as a secret's. */
export const KeyName = z
  .string()
  .check(z.regex(/^[0-9A-Za-z-]{1,127}$/, 'A key name is 1 to 127 letters, digits and hyphens.'))

/** A certificate's name: as a secret's. */
export const CertificateName = z
  .string()
  .check(z.regex(/^[0-9A-Za-z-]{1,127}$/, 'A certificate name is 1 to 127 letters, digits and hyphens.'))

/** The name of an issuer of a vault, an account at a certificate authority. */
export const IssuerName = z
  .string()
  .check(z.regex(/^[0-9A-Za-z-]{1,127}$/, 'The name of an issuer is 1 to 127 letters, digits and hyphens.'))

/** A version identifier as Key Vault makes them: 32 hexadecimal digits. */
export const SecretVersionId = z
  .string()
  .check(z.regex(/^[0-9a-f]{32}$/, 'A version is 32 lower-case hexadecimal digits.'))
