import type { Key, KeyRotationPolicy, KeyVersion } from '../key-state.ts'
import type { Vault } from '../state.ts'
import { earliestOf } from './earliest.ts'
import { addDuration, parseDuration } from './iso-duration.ts'
import { keyBundle, keyId, noteKey } from './key-bundle.ts'
import { assertKeyNotManaged, currentKeyVersion, keyKind, saveKey } from './key-kind.ts'
import { newVersionId } from './keys.ts'
import { assertNameIsFree, objectNamed } from './object-kind.ts'
import type { Answer, KeyVaultCall } from './operation.ts'
import { defaultNotification, type RotationPolicyBody } from './rotation-policy-body.ts'

/** Adds a version like the current one, with new material, that lives as long as the policy says. */
export async function rotateKey(call: KeyVaultCall): Promise<Answer> {
  const key = objectNamed(keyKind, call.vault, call.name)
  noteKey(call, key, currentKeyVersion(key))
  assertKeyNotManaged(key, 'rotate')
  assertNameIsFree(keyKind, call.vault, call.name)
  const added = addRotatedVersion(key, call.emulator.clock.nowSeconds())
  saveKey(call.vault, key)
  noteKey(call, key, added)
  return { status: 200, body: await keyBundle(call, key, added) }
}

export function getKeyRotationPolicy(call: KeyVaultCall): Answer {
  call.audit.id = keyId(call, call.name)
  const key = objectNamed(keyKind, call.vault, call.name)
  return { status: 200, body: policyBundle(call, key) }
}

/** Replaces the policy. Actions that are not given are the default; so is a notification beside a rotation. */
export function updateKeyRotationPolicy(call: KeyVaultCall, body: RotationPolicyBody): Answer {
  call.audit.id = keyId(call, call.name)
  const key = objectNamed(keyKind, call.vault, call.name)
  assertKeyNotManaged(key, 'setrotationpolicy')
  const { lifetimeActions = [], expiryTime } = body
  const now = call.emulator.clock.nowSeconds()
  key.rotationPolicy = {
    lifetimeActions: lifetimeActions.some(({ type }) => type === 'Notify')
      ? lifetimeActions
      : [...lifetimeActions, defaultNotification],
    ...(expiryTime && { expiryTime }),
    created: key.rotationPolicy?.created ?? now,
    updated: now,
  }
  saveKey(call.vault, key)
  return { status: 200, body: policyBundle(call, key) }
}

/** What one look may catch up on: a clock that leaps a century does not fill the memory. */
const maxRotationsAtOnce = 500

/** Does the rotations whose time has come, each at its own time: a clock that leaps a year leaves a year of versions. */
export function rotateDueKeys(vault: Vault, now: number): void {
  if (now < firstRotation(vault.objects.keys)) return
  for (const key of vault.objects.keys.values()) {
    let rotations = 0
    for (let due = dueTime(key); due !== undefined && due <= now; due = dueTime(key)) {
      rotations += 1
      addRotatedVersion(key, rotations < maxRotationsAtOnce ? due : now)
    }
    if (rotations > 0) saveKey(vault, key)
  }
}

const firstRotation = earliestOf(dueTime)

/** When the current version is to be followed by another: never before the policy says so. */
function dueTime(key: Key): number | undefined {
  const due = triggerTime(key)
  return due === undefined ? undefined : Math.max(due, key.rotationPolicy?.updated ?? 0)
}

function triggerTime({ versions, rotationPolicy, hasMissedRotation }: Key): number | undefined {
  const current = versions.at(-1)
  const rotation = rotationPolicy?.lifetimeActions.find(({ type }) => type === 'Rotate')
  if (!current || !rotation || current.isManaged || hasMissedRotation) return undefined
  const afterCreate = parseDuration(rotation.timeAfterCreate)
  if (afterCreate) return addDuration(current.created, afterCreate)
  const beforeExpiry = parseDuration(rotation.timeBeforeExpiry)
  return beforeExpiry && current.exp !== undefined ? addDuration(current.exp, beforeExpiry, -1) : undefined
}

function addRotatedVersion(key: Key, at: number): KeyVersion {
  const { shape, keyOps, tags } = currentKeyVersion(key)
  const expiry = parseDuration(key.rotationPolicy?.expiryTime)
  const added: KeyVersion = {
    version: newVersionId(),
    shape,
    keyOps: [...keyOps],
    tags: { ...tags },
    enabled: true,
    created: at,
    updated: at,
    ...(expiry && { exp: addDuration(at, expiry) }),
  }
  key.versions.push(added)
  delete key.hasMissedRotation
  return added
}

function policyBundle(call: KeyVaultCall, { name, rotationPolicy }: Key) {
  const { lifetimeActions, expiryTime, created, updated }: Partial<KeyRotationPolicy> = rotationPolicy ?? {}
  return {
    id: `${keyId(call, name)}/rotationpolicy`,
    lifetimeActions: (lifetimeActions ?? [defaultNotification]).map(({ type, ...trigger }) => ({
      trigger,
      action: { type },
    })),
    attributes: {
      ...(expiryTime !== undefined && { expiryTime }),
      ...(created !== undefined && { created }),
      ...(updated !== undefined && { updated }),
    },
  }
}
