import type { Vault } from '../state.ts'
import { isSince } from './api-version.ts'
import type { Deletion } from './object-kind.ts'
import type { KeyVaultCall } from './operation.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'

/** What every version has and a caller may set. Absent and null mean the same in a request: not given. */
export interface CommonChanges {
  tags?: Record<string, string>
  enabled?: boolean
  nbf?: number
  exp?: number
}

interface CommonVersion {
  enabled: boolean
  created: number
  updated: number
  nbf?: number
  exp?: number
}

/** https://learn.microsoft.com/azure/key-vault/secrets/about-secrets; keys and certificates have the same. */
const tagLimits = { count: 15, name: 512, value: 512 }

/** @throws KeyVaultError 400 */
export function readCommonChanges(body: JsonObject): CommonChanges {
  const attributes = attributesIn(body)
  return {
    ...given('tags', body.tags, isTags),
    ...given('enabled', attributes.enabled, isBoolean),
    ...given('nbf', attributes.nbf, isTimestamp),
    ...given('exp', attributes.exp, isTimestamp),
  }
}

/** @throws KeyVaultError 400 */
export function attributesIn(body: JsonObject): JsonObject {
  const attributes = body.attributes ?? {}
  if (!isObject(attributes)) throw invalidProperty()
  return attributes
}

/** The property under its name, or nothing where it is not given. @throws KeyVaultError 400 */
export function given<Name extends string, Value>(name: Name, value: unknown, is: (value: unknown) => value is Value) {
  if (value === undefined || value === null) return {}
  if (!is(value)) throw invalidProperty()
  return { [name]: value } as Record<Name, Value> // a computed key widens to string
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

/** The end of the year 9999: Key Vault's dates are .NET's. */
const lastTimestamp = 253_402_300_799

/** Unix seconds. */
function isTimestamp(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= lastTimestamp
}

function isTags(value: unknown): value is Record<string, string> {
  if (!isObject(value)) return false
  const entries = Object.entries(value)
  return (
    entries.length <= tagLimits.count &&
    entries.every(
      ([name, tag]) => name.length <= tagLimits.name && typeof tag === 'string' && tag.length <= tagLimits.value,
    )
  )
}

/** The `attributes` of an answer. */
export function answeredAttributes({ vault, apiVersion }: KeyVaultCall, version: CommonVersion) {
  const { enabled, nbf, exp, created, updated } = version
  return {
    ...answeredDates({ enabled, nbf, exp }),
    created,
    updated,
    recoveryLevel: recoveryLevelOf(vault),
    ...(isSince(apiVersion, '7.1') && { recoverableDays: vault.softDeleteRetentionInDays }),
  }
}

export function answeredDates({
  enabled,
  nbf,
  exp,
}: {
  enabled: boolean
  nbf: number | undefined
  exp: number | undefined
}) {
  return { enabled, ...(nbf !== undefined && { nbf }), ...(exp !== undefined && { exp }) }
}

/** Key Vault leaves out an empty list of tags. */
export function answeredTags(tags: Record<string, string>) {
  return Object.keys(tags).length > 0 ? { tags } : {}
}

/** @param collection `deletedsecrets`, `deletedkeys`, `deletedcertificates` */
export function answeredDeletion({ vaultUri }: KeyVaultCall, collection: string, object: Deletion & { name: string }) {
  const { name, deletedDate, scheduledPurgeDate } = object
  return { recoveryId: `${vaultUri}/${collection}/${name}`, deletedDate, scheduledPurgeDate }
}

function recoveryLevelOf({ softDeleteRetentionInDays, enablePurgeProtection }: Vault): string {
  const level = softDeleteRetentionInDays < 90 ? 'CustomizedRecoverable' : 'Recoverable'
  return enablePurgeProtection ? level : `${level}+Purgeable`
}
