import { KeyVaultError } from '../errors.ts'
import type { KeyLifetimeAction } from '../key-state.ts'
import { nominalSeconds, parseDuration } from './iso-duration.ts'
import { invalidProperty, isObject, type JsonObject } from './request-body.ts'

export interface RotationPolicyBody {
  lifetimeActions?: KeyLifetimeAction[]
  expiryTime?: string
}

const daySeconds = 86_400
const shortestExpiryDays = 28
const shortestTriggerDays = 7

/** What Key Vault does when nobody says otherwise: it notifies, and rotates nothing. */
export const defaultNotification: KeyLifetimeAction = { type: 'Notify', timeBeforeExpiry: 'P30D' }

/**
 * The limits are Key Vault's; the words are the emulator's own.
 * @see https://learn.microsoft.com/azure/key-vault/keys/how-to-configure-key-rotation
 * @throws KeyVaultError 400
 */
export function readRotationPolicy(body: JsonObject): RotationPolicyBody {
  const attributes = body.attributes ?? {}
  if (!isObject(attributes)) throw invalidProperty()
  const expiryTime = readDuration('expiryTime', attributes.expiryTime)
  if (expiryTime && daysOf(expiryTime) < shortestExpiryDays) {
    throw invalid(`expiryTime must be at least ${shortestExpiryDays} days.`)
  }
  const lifetimeActions = readActions(body.lifetimeActions, expiryTime)
  return { ...(lifetimeActions && { lifetimeActions }), ...(expiryTime && { expiryTime }) }
}

function readActions(value: unknown, expiryTime: string | undefined): KeyLifetimeAction[] | undefined {
  if (value === undefined || value === null) return undefined
  if (!Array.isArray(value)) throw invalidProperty()
  const actions = value.map((one) => readAction(one, expiryTime))
  for (const type of ['Rotate', 'Notify'] as const) {
    if (actions.filter((one) => one.type === type).length > 1) throw invalid(`there can be one ${type} action only.`)
  }
  return actions
}

function readAction(value: unknown, expiryTime: string | undefined): KeyLifetimeAction {
  if (!isObject(value) || !isObject(value.action) || !isObject(value.trigger)) throw invalidProperty()
  const type = typeOf(value.action.type)
  const timeAfterCreate = readDuration('timeAfterCreate', value.trigger.timeAfterCreate)
  const timeBeforeExpiry = readDuration('timeBeforeExpiry', value.trigger.timeBeforeExpiry)
  if ((timeAfterCreate === undefined) === (timeBeforeExpiry === undefined)) {
    throw invalid(`the trigger of the ${type} action must be either timeAfterCreate or timeBeforeExpiry.`)
  }
  if (type === 'Notify' && timeAfterCreate)
    throw invalid('the Notify action can only be triggered by timeBeforeExpiry.')
  if (type === 'Rotate' && timeBeforeExpiry && !expiryTime) {
    throw invalid('expiryTime is required where the Rotate action is triggered by timeBeforeExpiry.')
  }
  assertTrigger(type, timeAfterCreate, timeBeforeExpiry, expiryTime)
  return { type, ...(timeAfterCreate && { timeAfterCreate }), ...(timeBeforeExpiry && { timeBeforeExpiry }) }
}

/** At least a week after a version is made, and at least a week before it expires. */
function assertTrigger(type: string, afterCreate?: string, beforeExpiry?: string, expiryTime?: string): void {
  const trigger = afterCreate ?? beforeExpiry ?? ''
  const named = afterCreate ? 'timeAfterCreate' : 'timeBeforeExpiry'
  if (daysOf(trigger) < shortestTriggerDays) {
    throw invalid(`${named} of the ${type} action must be at least ${shortestTriggerDays} days.`)
  }
  if (expiryTime && daysOf(expiryTime) - daysOf(trigger) < shortestTriggerDays) {
    throw invalid(
      `${named} of the ${type} action must be at least ${shortestTriggerDays} days shorter than expiryTime.`,
    )
  }
}

/** Compared without regard to case. */
function typeOf(value: unknown): KeyLifetimeAction['type'] {
  const name = typeof value === 'string' ? value.toLowerCase() : ''
  if (name === 'rotate') return 'Rotate'
  if (name === 'notify') return 'Notify'
  throw invalidProperty()
}

function readDuration(name: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string' && parseDuration(value)) return value
  throw invalid(`${name} must be a duration as in ISO 8601, for example P90D.`)
}

function daysOf(text: string): number {
  const duration = parseDuration(text)
  return duration ? nominalSeconds(duration) / daySeconds : 0
}

function invalid(reason: string): KeyVaultError {
  return new KeyVaultError(400, 'BadParameter', `Invalid key rotation policy: ${reason}`)
}
