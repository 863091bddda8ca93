import * as z from 'zod/mini'

/**
 * A date as Key Vault keeps it: whole seconds of Unix time in 32 bits. On the wire between browser and server it is
 * an ISO 8601 string in UTC.
 */
const Timestamp = z.iso.datetime()

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

/** When a deleted secret is gone for good; null where the vault did not say. */
export const DeletedSecret = z.object({
  name: z.string(),
  deletedOn: z.nullable(Timestamp),
  scheduledPurgeDate: z.nullable(Timestamp),
  recoveryLevel: z.nullable(z.string()),
})
export type DeletedSecret = z.infer<typeof DeletedSecret>

/** Key Vault's limits on a secret. @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets */
export const secretLimits = { valueBytes: 25 * 1024, contentTypeLength: 255, tags: 15, tagLength: 512 } as const

const maxTimestampMs = 0x7fffffff * 1000

const FutureProofTimestamp = z.string().check(
  z.refine((text) => {
    const at = Date.parse(text)
    // Second 0 is read back as no date at all.
    return z.iso.datetime().safeParse(text).success && at >= 1000 && at <= maxTimestampMs
  }, 'A date is ISO 8601 in UTC, between 1970 and 2038, for example 2027-01-31T00:00:00Z.'),
)

const TagText = (what: string) =>
  z
    .string()
    .check(z.maxLength(secretLimits.tagLength, `A tag ${what} is at most ${secretLimits.tagLength} characters long.`))

const TagName = TagText('name').check(z.minLength(1, 'A tag name is not empty.'))

export const tagCountMessage = `A secret has at most ${secretLimits.tags} tags.`

const isTagCount = (tags: Record<string, string | null>) =>
  Object.values(tags).filter((value) => value !== null).length <= secretLimits.tags

const Tags = z.record(TagName, TagText('value')).check(z.refine(isTagCount, tagCountMessage))

const ContentType = z
  .string()
  .check(
    z.maxLength(
      secretLimits.contentTypeLength,
      `A content type is at most ${secretLimits.contentTypeLength} characters long.`,
    ),
  )

const isAfter = (dates: { notBefore?: string | null | undefined; expiresOn?: string | null | undefined }) =>
  !dates.notBefore || !dates.expiresOn || Date.parse(dates.expiresOn) > Date.parse(dates.notBefore)
const orderMessage = { message: 'The expiry is later than the activation date.', path: ['expiresOn'] }

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
    tags: z.optional(Tags),
    enabled: z.optional(z.boolean()),
    expiresOn: z.optional(z.nullable(FutureProofTimestamp)),
    notBefore: z.optional(z.nullable(FutureProofTimestamp)),
  })
  .check(z.refine(isAfter, orderMessage))
export type NewSecretVersion = z.infer<typeof NewSecretVersion>

/**
 * The body of PATCH …/versions/{version}: only what changes. `tags` is a merge patch (RFC 7396): a text sets a tag, null
 * removes it, a tag not named stays. Key Vault replaces the whole map, so the server reads it again first.
 */
export const SecretPropertiesPatch = z
  .strictObject({
    enabled: z.optional(z.boolean()),
    contentType: z.optional(z.nullable(ContentType)),
    tags: z.optional(z.record(TagName, z.nullable(TagText('value'))).check(z.refine(isTagCount, tagCountMessage))),
    expiresOn: z.optional(z.nullable(FutureProofTimestamp)),
    notBefore: z.optional(z.nullable(FutureProofTimestamp)),
  })
  .check(
    z.refine((patch) => Object.keys(patch).length > 0, 'Name at least one property to change.'),
    z.refine(isAfter, orderMessage),
  )
export type SecretPropertiesPatch = z.infer<typeof SecretPropertiesPatch>
