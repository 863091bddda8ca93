import * as z from 'zod/mini'

/** What secrets, keys and certificates have in common, as Key Vault keeps it. */

/**
 * A date as Key Vault keeps it: whole seconds of Unix time in 32 bits. On the wire between browser and server it is
 * an ISO 8601 string in UTC.
 */
export const Timestamp = z.iso.datetime()

/** @see https://learn.microsoft.com/azure/key-vault/secrets/about-secrets; keys and certificates have the same. */
export const objectLimits = { tags: 15, tagLength: 512 } as const

const maxTimestampMs = 0x7fffffff * 1000

/** A date on its way to Key Vault. */
export const NewTimestamp = z.string().check(
  z.refine((text) => {
    const at = Date.parse(text)
    // Second 0 is read back as no date at all.
    return z.iso.datetime().safeParse(text).success && at >= 1000 && at <= maxTimestampMs
  }, 'A date is ISO 8601 in UTC, between 1970 and 2038, for example 2027-01-31T00:00:00Z.'),
)

const TagText = (what: string) =>
  z
    .string()
    .check(z.maxLength(objectLimits.tagLength, `A tag ${what} is at most ${objectLimits.tagLength} characters long.`))

const TagName = TagText('name').check(z.minLength(1, 'A tag name is not empty.'))

export const tagCountMessage = (noun: string, most: number = objectLimits.tags) => `A ${noun} has at most ${most} tags.`

const isTagCount = (tags: Record<string, string | null>) =>
  Object.values(tags).filter((value) => value !== null).length <= objectLimits.tags

/** The tags of a new version. `noun` is what carries them, as in "A secret has at most 15 tags." */
export const newTags = (noun: string) =>
  z.record(TagName, TagText('value')).check(z.refine(isTagCount, tagCountMessage(noun)))

/** A merge patch (RFC 7396) of tags: a text sets one, null removes it, a tag not named stays. */
export const tagPatch = (noun: string) =>
  z.record(TagName, z.nullable(TagText('value'))).check(z.refine(isTagCount, tagCountMessage(noun)))

interface Dates {
  notBefore?: string | null | undefined
  expiresOn?: string | null | undefined
}

const isAfter = (dates: Dates) =>
  !dates.notBefore || !dates.expiresOn || Date.parse(dates.expiresOn) > Date.parse(dates.notBefore)

/** For an object with both dates. */
export const inOrder = () =>
  z.refine<Dates>(isAfter, { message: 'The expiry is later than the activation date.', path: ['expiresOn'] })

/**
 * For a patch. Whether Key Vault removes a date that a version has is documented nowhere, and those who tried report that
 * it does not: so nothing else may hang on it.
 * @see https://github.com/hashicorp/terraform-provider-azurerm/issues/28355
 * @see https://github.com/Azure/azure-sdk-for-net/issues/5267
 */
export const removedAlone = (date: keyof Dates) =>
  z.refine<Dates>(
    (patch) => patch[date] !== null || Object.entries(patch).every(([name, value]) => isDate(name) && value === null),
    {
      message: 'A date is removed by itself, since Key Vault may keep it. Save the other changes first.',
      path: [date],
    },
  )

const isDate = (name: string) => name === 'expiresOn' || name === 'notBefore'

/** For a patch. */
export const notEmpty = () =>
  z.refine<object>((patch) => Object.keys(patch).length > 0, 'Name at least one property to change.')

/** What Key Vault answers to a deletion: when the object is gone for good; null where the vault did not say. */
export const Deletion = z.object({
  name: z.string(),
  deletedOn: z.nullable(Timestamp),
  scheduledPurgeDate: z.nullable(Timestamp),
  recoveryLevel: z.nullable(z.string()),
})
export type Deletion = z.infer<typeof Deletion>
