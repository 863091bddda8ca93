import type { Secret } from '../state.ts'
import { makeSecret, type VersionOutline } from './make-secret.ts'
import { type Random, random } from './random.ts'
import { type SecretKind, secretKinds } from './secret-kinds.ts'
import { services } from './services.ts'
import type { VaultPlan } from './vault-plans.ts'

/**
 * The everyday secrets of a vault: every service with every kind of secret, in an order of its own, as many as asked.
 * @param taken names that are in use already
 */
export function ordinarySecrets(plan: VaultPlan, count: number, taken: ReadonlySet<string>, today: number): Secret[] {
  const names = services[plan.business].flatMap((service) => secretKinds.map((kind) => ({ service, kind })))
  const shuffled = names
    .map((entry) => ({ ...entry, name: `${entry.service}-${entry.kind.suffix}` }))
    .filter(({ name }) => !taken.has(name))
    .map((entry) => ({ ...entry, order: random(`order ${plan.name}/${entry.name}`).next() }))
    .sort((a, b) => a.order - b.order)
  if (shuffled.length < count) throw new Error(`${plan.name}: ${count} secrets asked, names for ${shuffled.length}`)
  return shuffled
    .slice(0, count)
    .map(({ name, service, kind }) => makeSecret(plan.name, name, history(plan, name, service, kind), today))
}

function history(plan: VaultPlan, name: string, service: string, kind: SecretKind): VersionOutline[] {
  const key = `${plan.name}/${name}`
  const chance = random(`history ${key}`)
  const lifetimeDays = chance.pick([90, 180, 365, 365, 730] as const)
  const expiresInDays = currentExpiry(chance, lifetimeDays)
  const newestAgeDays = Math.min(
    expiresInDays === undefined ? chance.integer(2, 600) : lifetimeDays - expiresInDays,
    plan.ageDays - 10,
  )
  const ages = versionAges(chance, versionCount(chance), newestAgeDays, plan.ageDays)
  const tagsOf = tagging(chance, plan)
  const retiresOldVersions = chance.chance(0.15)
  const isDisabled = chance.chance(0.03)
  const startsInDays = chance.chance(0.012) ? chance.integer(1, 20) : undefined
  const environment = plan.tags.environment ?? 'production'
  return ages.map((ageDays, index) => {
    const isCurrent = index === ages.length - 1
    const isRetired = retiresOldVersions && index < ages.length - 2
    const expires = isCurrent ? expiresInDays : lifetimeDays - ageDays
    return {
      ageDays,
      value: kind.value({
        service,
        environment,
        fixed: random(`fixed ${key}`),
        fresh: random(`value ${key}/${index}`),
      }),
      ...(kind.contentType !== undefined && { contentType: kind.contentType }),
      tags: tagsOf(index),
      ...(isRetired && { enabled: false, updatedAgeDays: ages[index + 2] ?? ageDays }),
      ...(isCurrent && isDisabled && { enabled: false, updatedAgeDays: Math.ceil(ageDays / 2) }),
      ...(isCurrent && startsInDays !== undefined && !isExpiring(expiresInDays, startsInDays) && { startsInDays }),
      ...(expiresInDays !== undefined && expires !== undefined && { expiresInDays: expires }),
    }
  })
}

/** Days until the current version expires; undefined for never. */
function currentExpiry(chance: Random, lifetimeDays: number): number | undefined {
  const drawn = chance.next()
  if (drawn < 0.24) return undefined
  if (drawn < 0.3) return -chance.integer(1, 140)
  if (drawn < 0.37) return chance.integer(1, 30)
  return chance.integer(5, lifetimeDays - 2)
}

/** Before or on the day it would become valid. */
function isExpiring(expiresInDays: number | undefined, startsInDays: number): boolean {
  return expiresInDays !== undefined && expiresInDays <= startsInDays
}

function versionCount(chance: Random): number {
  const drawn = chance.next()
  if (drawn < 0.36) return 1
  if (drawn < 0.66) return chance.integer(2, 4)
  if (drawn < 0.88) return chance.integer(5, 12)
  if (drawn < 0.97) return chance.integer(13, 30)
  return chance.integer(31, 60)
}

/** Ages in days, oldest first, no two on one day and none older than the vault. */
function versionAges(chance: Random, count: number, newestAgeDays: number, vaultAgeDays: number): number[] {
  const room = Math.floor((vaultAgeDays - newestAgeDays - 1) / count)
  const step = Math.max(1, Math.min(room, chance.pick([28, 30, 60, 85, 90, 180] as const)))
  const jitter = Math.floor(step / 4)
  return Array.from({ length: Math.min(count, vaultAgeDays - newestAgeDays) }, (_, back) =>
    back === 0 ? newestAgeDays : newestAgeDays + back * step - chance.integer(0, jitter),
  ).reverse()
}

function tagging(chance: Random, plan: VaultPlan): (version: number) => Record<string, string> {
  if (chance.chance(0.35)) return () => ({})
  const owner = plan.tags.owner ?? 'platform-team@meridian.example'
  const rotation = chance.pick(['automatic', 'manual', '90d', '365d'] as const)
  const firstTicket = chance.chance(0.4) ? chance.integer(1_200, 9_000) : undefined
  return (version) => ({
    owner,
    rotation,
    ...(firstTicket !== undefined && { ticket: `CHG-${firstTicket + version * 7}` }),
  })
}
