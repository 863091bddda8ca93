import type { Key, KeyRotationPolicy, KeyShape, KeyVersion } from '../key-state.ts'
import { daySeconds } from './make-secret.ts'
import { hexId, random } from './random.ts'

/** A key as a person would describe it: days before or after today in place of dates. */
export interface KeyOutline {
  name: string
  shape: KeyShape
  /** Age of each version, the oldest first; at least 1. */
  ageDays: readonly number[]
  /** How long each version lives; for ever when absent. */
  lifeDays?: number
  /** Days from today on which the current version becomes valid. */
  startsInDays?: number
  policy?: Pick<KeyRotationPolicy, 'lifetimeActions' | 'expiryTime'>
  /** The policy's time has passed and nothing was made. */
  hasMissedRotation?: true
  /** Everything that its type can, when absent. */
  keyOps?: readonly string[]
  tags?: Record<string, string>
  /** Of the current version; true unless said. */
  enabled?: boolean
  /** Who may be handed the private key, as the JSON of a release policy. */
  releasePolicy?: object
}

const ordinaryOps = {
  RSA: ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey'],
  EC: ['sign', 'verify'],
  oct: ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'],
}

/**
 * The key that an outline describes. Nothing of its material is made: that is left to whoever first looks.
 * @param today Unix seconds at the start of the day
 */
export function makeKey(vaultName: string, outline: KeyOutline, today: number): Key {
  const { name, ageDays, policy, releasePolicy, hasMissedRotation } = outline
  const second = random(`key ${vaultName}/${name}`).integer(6 * 3600, 20 * 3600)
  const versions = ageDays.map((age, index) =>
    makeVersion(vaultName, outline, index, today - age * daySeconds + second),
  )
  const oldest = versions[0]?.created ?? today
  return {
    name,
    versions,
    ...(releasePolicy && {
      releasePolicy: {
        contentType: 'application/json; charset=utf-8',
        data: Buffer.from(JSON.stringify(releasePolicy)).toString('base64url'),
        isImmutable: false,
      },
    }),
    ...(hasMissedRotation && { hasMissedRotation }),
    ...(policy && { rotationPolicy: { ...policy, created: oldest, updated: oldest } }),
  }
}

function makeVersion(vaultName: string, outline: KeyOutline, index: number, created: number): KeyVersion {
  const { name, shape, ageDays, lifeDays, startsInDays, keyOps, tags = {}, enabled = true } = outline
  const isCurrent = index === ageDays.length - 1
  const family = shape.kty.startsWith('EC') ? 'EC' : shape.kty.startsWith('RSA') ? 'RSA' : 'oct'
  return {
    version: hexId(`${vaultName}/keys/${name}/${index}`),
    shape: { ...shape },
    keyOps: [...(keyOps ?? ordinaryOps[family])],
    tags: { ...tags },
    enabled: isCurrent ? enabled : true,
    created,
    updated: created,
    ...(isCurrent &&
      startsInDays !== undefined && { nbf: created + (ageDays[index] ?? 0) * daySeconds + startsInDays * daySeconds }),
    ...(lifeDays !== undefined && { exp: created + lifeDays * daySeconds }),
  }
}

/** Ages of a key that has been rotated every so many days until now. */
export function rotatedEvery(days: number, oldestAgeDays: number): number[] {
  return Array.from({ length: Math.floor((oldestAgeDays - 1) / days) + 1 }, (_, index) => oldestAgeDays - index * days)
}
