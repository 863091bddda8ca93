import * as z from 'zod/mini'
import {
  inOrder,
  NewTimestamp,
  newTags,
  notEmpty,
  objectLimits,
  removedAlone,
  Timestamp,
  tagPatch,
} from './object-properties.ts'

/** What Key Vault tells about a secret without its value. There is no `value` field, here or anywhere in a cache. */
export const SecretProperties = z.object({
  enabled: z.boolean(),
  createdOn: z.nullable(Timestamp),
  updatedOn: z.nullable(Timestamp),
  expiresOn: z.nullable(Timestamp),
  /** Informational for a secret: Key Vault answers a read before this date too. */
  notBefore: z.nullable(Timestamp),
  contentType: z.nullable(z.string()),
  tags: z.record(z.string(), z.string()),
  /** True when a certificate of the same name made it: it follows that certificate and must not be changed here. */
  managed: z.boolean(),
})
export type SecretProperties = z.infer<typeof SecretProperties>

/** A row of the secret list: the properties of the current version. The list names no version. */
export const Secret = z.object({ name: z.string(), ...SecretProperties.shape })
export type Secret = z.infer<typeof Secret>

export const SecretPage = z.object({ items: z.array(Secret) })
export type SecretPage = z.infer<typeof SecretPage>

export const SecretVersion = z.object({ name: z.string(), version: z.string(), ...SecretProperties.shape })
export type SecretVersion = z.infer<typeof SecretVersion>

export const SecretVersionPage = z.object({ items: z.array(SecretVersion) })
export type SecretVersionPage = z.infer<typeof SecretVersionPage>

/** A value on its way to the person who asked for it. It lives in one answer and one component's state. */
export const RevealedSecret = z.object({ version: z.string(), value: z.string(), contentType: z.nullable(z.string()) })
export type RevealedSecret = z.infer<typeof RevealedSecret>

/** Key Vault's limits on a secret. @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
export const secretLimits = { valueBytes: 25 * 1024, contentTypeLength: 255, ...objectLimits } as const

const ContentType = z
  .string()
  .check(
    z.maxLength(
      secretLimits.contentTypeLength,
      `A content type is at most ${secretLimits.contentTypeLength} characters long.`,
    ),
  )

/** The body of PUT …/secrets/{name}: a new secret, or a new version of one. */
export const NewSecretVersion = z
  .strictObject({
    value: z
      .string()
      .check(
        z.refine(
          (value) => new TextEncoder().encode(value).length <= secretLimits.valueBytes,
          `A secret is at most ${secretLimits.valueBytes / 1024} KB long, counted as UTF-8.`,
        ),
      ),
    contentType: z.optional(z.nullable(ContentType)),
    tags: z.optional(newTags('secret')),
    enabled: z.optional(z.boolean()),
    expiresOn: z.optional(z.nullable(NewTimestamp)),
    notBefore: z.optional(z.nullable(NewTimestamp)),
    /** Refused where a secret of this name is there; without it, that one gets a new version. */
    isNew: z.optional(z.boolean()),
  })
  .check(inOrder())
export type NewSecretVersion = z.infer<typeof NewSecretVersion>

/**
 * The body of PATCH …/versions/{version}: only what changes. `tags` is a merge patch (RFC 7396): a text sets a tag, null
 * removes it, a tag not named stays. Key Vault replaces the whole map, so the server reads it again first.
 */
export const SecretPropertiesPatch = z
  .strictObject({
    enabled: z.optional(z.boolean()),
    contentType: z.optional(z.nullable(ContentType)),
    tags: z.optional(tagPatch('secret')),
    expiresOn: z.optional(z.nullable(NewTimestamp)),
    notBefore: z.optional(z.nullable(NewTimestamp)),
  })
  .check(notEmpty(), inOrder(), removedAlone('expiresOn'), removedAlone('notBefore'))
export type SecretPropertiesPatch = z.infer<typeof SecretPropertiesPatch>
