import 'server-only'
import * as z from 'zod/mini'
import type { DeletedRows } from '../domain/deleted-page.ts'
import type { ObjectKind } from '../domain/object.ts'
import type { ObjectRows } from '../domain/object-page.ts'
import type { RotationPolicy } from '../domain/rotation-policy.ts'
import { ProblemError } from './problem-error.ts'

/**
 * A row of any of Key Vault's three lists. Dates are Unix seconds; old objects lack some.
 * @see https://learn.microsoft.com/rest/api/keyvault/secrets/get-secrets/get-secrets and its siblings
 */
const ListItem = z.object({
  id: z.optional(z.string()),
  /** What a key's id is called. */
  kid: z.optional(z.string()),
  attributes: z.nullish(
    z.object({
      enabled: z.nullish(z.boolean()),
      created: z.nullish(z.number()),
      updated: z.nullish(z.number()),
      exp: z.nullish(z.number()),
      nbf: z.nullish(z.number()),
      recoveryLevel: z.nullish(z.string()),
      hsmPlatform: z.nullish(z.string()),
    }),
  ),
  contentType: z.nullish(z.string()),
  tags: z.nullish(z.record(z.string(), z.string())),
  managed: z.nullish(z.boolean()),
  /** Of deleted objects alone. */
  deletedDate: z.nullish(z.number()),
  scheduledPurgeDate: z.nullish(z.number()),
})
export type ListItem = z.infer<typeof ListItem>

const ListPage = z.object({ value: z.nullish(z.array(ListItem)), nextLink: z.nullish(z.string()) })

/** A page of a list, from the body of Key Vault's answer. @throws azure_error where it is no such page */
export function parseListPage(body: string): { items: ListItem[]; nextLink: string | null } {
  const page = ListPage.safeParse(parsed(body))
  if (!page.success) throw notUnderstood()
  return { items: page.data.value ?? [], nextLink: page.data.nextLink || null }
}

/** A key's rotation policy as Key Vault sends it, which the SDK flattens. */
const PolicyBody = z.object({
  lifetimeActions: z.nullish(
    z.array(
      z.object({
        trigger: z.nullish(
          z.object({ timeAfterCreate: z.nullish(z.string()), timeBeforeExpiry: z.nullish(z.string()) }),
        ),
        action: z.nullish(z.object({ type: z.nullish(z.string()) })),
      }),
    ),
  ),
})

/** When a key rotates, from the body of Key Vault's answer; null where it does not. @throws azure_error */
export function parseRotation(body: string): RotationPolicy['rotate'] {
  const policy = PolicyBody.safeParse(parsed(body))
  if (!policy.success) throw notUnderstood()
  const { timeAfterCreate, timeBeforeExpiry } =
    policy.data.lifetimeActions?.find(({ action }) => action?.type?.toLowerCase() === 'rotate')?.trigger ?? {}
  if (timeAfterCreate) return { trigger: 'afterCreation', duration: timeAfterCreate }
  return timeBeforeExpiry ? { trigger: 'beforeExpiry', duration: timeBeforeExpiry } : null
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // The parser's own message would quote the body.
    throw notUnderstood()
  }
}

function notUnderstood(): ProblemError {
  return new ProblemError({
    code: 'azure_error',
    message: 'Azure’s answer could not be understood.',
    remedy: 'Try again later.',
  })
}

/** The rows of a page, as they travel to the browser. */
export function toObjectRows(vaultName: string, kind: ObjectKind, items: readonly ListItem[]): ObjectRows {
  const column = <T>(read: (item: ListItem) => T) => columnOf(items.map(read))
  const after = (name: 'updated' | 'exp' | 'nbf') =>
    column(({ attributes }) => secondsAfter(attributes?.[name], attributes?.created))
  return {
    vault: vaultName,
    kind,
    names: items.map(nameOf),
    enabled: column(({ attributes }) => attributes?.enabled ?? true),
    created: column(({ attributes }) => attributes?.created ?? null),
    updated: after('updated'),
    expires: after('exp'),
    notBefore: after('nbf'),
    contentType: column(({ contentType }) => contentType || null),
    tags: column(({ tags }) => tags ?? {}),
    managed: column(({ managed }) => managed ?? false),
    recoveryLevel: column(({ attributes }) => attributes?.recoveryLevel ?? null),
    isHsm: column(({ attributes }) => (kind === 'key' ? isHsm(attributes?.hsmPlatform) : null)),
  }
}

/** As `toObjectRows`, of deleted objects: few enough to travel row by row. */
export function toDeletedRows(vault: string, kind: ObjectKind, items: readonly ListItem[]): DeletedRows {
  return {
    vault,
    kind,
    names: items.map(nameOf),
    rows: items.map(({ deletedDate, scheduledPurgeDate, attributes, managed, tags }) => ({
      deletedOn: isoDateOf(deletedDate),
      scheduledPurgeDate: isoDateOf(scheduledPurgeDate),
      recoveryLevel: attributes?.recoveryLevel ?? null,
      managed: managed ?? false,
      tags: tags ?? {},
    })),
  }
}

/** Unix seconds as our API writes them. */
export function isoDateOf(seconds: number | null | undefined): string | null {
  return seconds ? new Date(seconds * 1000).toISOString().replace('.000Z', 'Z') : null
}

/** The last part of an id without a version: `https://{vault}/secrets/{name}`. */
export function nameOf({ id, kid }: ListItem): string {
  const whole = id ?? kid ?? ''
  return whole.slice(whole.lastIndexOf('/') + 1)
}

/** Platform 0 is software; every other number is a generation of hardware modules. */
function isHsm(platform: string | null | undefined): boolean | null {
  return platform ? platform !== '0' : null
}

function secondsAfter(seconds: number | null | undefined, origin: number | null | undefined): number | null {
  return seconds ? seconds - (origin ?? 0) : null
}

/** One value where all are the same; a list of one for each otherwise. */
function columnOf<T>(values: T[]): T | T[] {
  const [first] = values
  if (first === undefined) return values
  const text = JSON.stringify(first)
  return values.every((value) => value === first || JSON.stringify(value) === text) ? first : values
}
