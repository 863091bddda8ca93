import { durationWords } from './relative-time.ts'
import type { SecretProperties } from './secret.ts'

/** The days before an expiry at which a person plans, prepares, acts and hurries. */
export const expiryThresholdDays = [7, 14, 30, 90] as const
export type ExpiryThreshold = (typeof expiryThresholdDays)[number]

/** From here on an expiry is `soon` and wants somebody's attention. */
const soonDays: ExpiryThreshold = 30

export type ExpirySeverity = 'overdue' | 'soon' | 'later' | 'none'

export interface Expiry {
  severity: ExpirySeverity
  /** `expired 12 days ago`, `expires in 3 days`, `no expiry`. */
  words: string
  /** The smallest threshold that the remaining time fits in; null when overdue, further away, or without expiry. */
  withinDays: ExpiryThreshold | null
}

const dayMs = 86_400_000

/** What an expiry date means at a moment. Key Vault counts a secret as expired from the very second of its date. */
export function expiryOf(expiresOn: string | null, nowMs: number): Expiry {
  if (expiresOn === null) return { severity: 'none', words: 'no expiry', withinDays: null }
  const leftMs = Date.parse(expiresOn) - nowMs
  const duration = durationWords(leftMs / 1000)
  if (leftMs <= 0) {
    return { severity: 'overdue', words: `expired ${duration} ago`, withinDays: null }
  }
  return {
    severity: leftMs <= soonDays * dayMs ? 'soon' : 'later',
    words: `expires in ${duration}`,
    withinDays: expiryThresholdDays.find((days) => leftMs <= days * dayMs) ?? null,
  }
}

/** What can be said of a version at once: a current version may also be disabled and expired. */
export type VersionState = 'current' | 'enabled' | 'disabled' | 'expired' | 'notYetValid'

/** The states of a version, the most telling first after `current`. */
export function versionStates(
  version: Pick<SecretProperties, 'enabled' | 'expiresOn' | 'notBefore'>,
  options: { isCurrent: boolean; nowMs: number },
): VersionState[] {
  const states: VersionState[] = options.isCurrent ? ['current'] : []
  states.push(version.enabled ? 'enabled' : 'disabled')
  if (expiryOf(version.expiresOn, options.nowMs).severity === 'overdue') states.push('expired')
  if (version.notBefore !== null && Date.parse(version.notBefore) > options.nowMs) states.push('notYetValid')
  return states
}
