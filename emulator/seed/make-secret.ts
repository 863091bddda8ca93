import type { Secret, SecretVersion } from '../state.ts'
import { hexId, random } from './random.ts'

export const daySeconds = 86_400

/** A version as a person would describe it: days before or after today in place of dates. */
export interface VersionOutline {
  /** Days since it was written; at least 1, so that it is never in the future. */
  ageDays: number
  /** Second of that day; otherwise drawn from the version's key. */
  secondOfDay?: number
  value: string
  contentType?: string
  tags?: Record<string, string>
  /** True unless said. */
  enabled?: boolean
  /** Days since it was last changed, when it was changed after it was written. */
  updatedAgeDays?: number
  /** Negative when it has expired. */
  expiresInDays?: number
  startsInDays?: number
  managedKeyName?: string
}

/**
 * The secret that an outline describes.
 * @param outlines oldest first
 * @param today Unix seconds at the start of the day
 */
export function makeSecret(vaultName: string, name: string, outlines: VersionOutline[], today: number): Secret {
  return {
    name,
    versions: outlines.map((outline, index) => makeVersion(`${vaultName}/${name}/${index}`, outline, today)),
  }
}

function makeVersion(key: string, outline: VersionOutline, today: number): SecretVersion {
  const second = outline.secondOfDay ?? random(`second ${key}`).integer(6 * 3600, 20 * 3600)
  const on = (days: number) => today + days * daySeconds + second
  const created = on(-outline.ageDays)
  return {
    version: hexId(key),
    value: outline.value,
    ...(outline.contentType !== undefined && { contentType: outline.contentType }),
    tags: { ...outline.tags },
    enabled: outline.enabled ?? true,
    created,
    updated: outline.updatedAgeDays === undefined ? created : on(-outline.updatedAgeDays),
    ...(outline.startsInDays !== undefined && { nbf: on(outline.startsInDays) }),
    ...(outline.expiresInDays !== undefined && { exp: on(outline.expiresInDays) }),
    ...(outline.managedKeyName !== undefined && { managedKeyName: outline.managedKeyName }),
  }
}
