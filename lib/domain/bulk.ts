import * as z from 'zod/mini'
import { ObjectKind } from './object.ts'
import { ErrorCode } from './problem.ts'
import { secretLimits } from './secret.ts'

/** One change to many objects. Tags named in `set` are set, those in `remove` taken away, all others stay. */
export const BulkAction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('enable') }),
  z.object({ kind: z.literal('disable') }),
  z.object({ kind: z.literal('setExpiry'), expiresOn: z.string() }),
  z.object({ kind: z.literal('changeTags'), set: z.record(z.string(), z.string()), remove: z.array(z.string()) }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('recover') }),
])
export type BulkAction = z.infer<typeof BulkAction>

/** What a plan must know of an object. */
export interface BulkTarget {
  vaultName: string
  kind: ObjectKind
  name: string
  managed: boolean
  enabled: boolean
  expiresOn: string | null
  notBefore: string | null
  tags: Record<string, string>
}

export interface PlannedItem<T> {
  target: T
  /** What will happen to it; null where it is skipped. */
  will: string | null
  /** Why nothing will; null where something will. */
  skipped: string | null
}

const day = (date: string) => date.slice(0, 16).replace('T', ' ')

/** A target's tags as they would be afterwards. */
function tagsAfter(tags: Record<string, string>, { set, remove }: { set: Record<string, string>; remove: string[] }) {
  return { ...Object.fromEntries(Object.entries(tags).filter(([name]) => !remove.includes(name))), ...set }
}

/** Whether a change has nothing to do on an object, or has been done: what a look at it after a lost answer decides by. */
export function isAlreadySo(action: BulkAction, target: Pick<BulkTarget, 'enabled' | 'expiresOn' | 'tags'>): boolean {
  switch (action.kind) {
    case 'enable':
      return target.enabled
    case 'disable':
      return !target.enabled
    case 'setExpiry':
      return target.expiresOn !== null && Date.parse(target.expiresOn) === Date.parse(action.expiresOn)
    case 'changeTags': {
      const hasAll = Object.entries(action.set).every(([name, value]) => target.tags[name] === value)
      return hasAll && action.remove.every((name) => !Object.hasOwn(target.tags, name))
    }
    case 'delete':
    case 'recover':
      return false
  }
}

/**
 * What a change will do to each object, and to which nothing, for what reason.
 * @param whyNot why the person may not do it to this one; null where they may try
 */
export function planBulk<T extends BulkTarget>(
  action: BulkAction,
  targets: readonly T[],
  whyNot: (target: T) => string | null,
): PlannedItem<T>[] {
  return targets.map((target) => {
    const skipped = skipReason(action, target) ?? whyNot(target)
    return skipped ? { target, will: null, skipped } : { target, will: willWords(action, target), skipped: null }
  })
}

function skipReason(action: BulkAction, target: BulkTarget): string | null {
  if (target.managed) return `A certificate manages it: change the certificate ${target.name} instead.`
  if (action.kind === 'setExpiry' && target.kind === 'certificate') return 'Its expiry is part of what was signed.'
  if (isAlreadySo(action, target)) return alreadyWords[action.kind]
  if (action.kind === 'setExpiry' && target.notBefore && Date.parse(target.notBefore) >= Date.parse(action.expiresOn)) {
    return `It becomes valid at ${day(target.notBefore)} UTC, which is not before that expiry.`
  }
  if (action.kind === 'changeTags') {
    const count = Object.keys(tagsAfter(target.tags, action)).length
    if (count > secretLimits.tags) return `It would have ${count} tags; at most ${secretLimits.tags} are possible.`
  }
  return null
}

const alreadyWords: Record<BulkAction['kind'], string> = {
  enable: 'It is enabled already.',
  disable: 'It is disabled already.',
  setExpiry: 'It expires then already.',
  changeTags: 'Its tags are so already.',
  delete: '',
  recover: '',
}

function willWords(action: BulkAction, target: BulkTarget): string {
  switch (action.kind) {
    case 'enable':
      return 'Disabled → enabled'
    case 'disable':
      return 'Enabled → disabled'
    case 'setExpiry':
      return `Expiry ${target.expiresOn ? day(target.expiresOn) : 'none'} → ${day(action.expiresOn)} UTC`
    case 'changeTags': {
      const removed = action.remove.filter((name) => Object.hasOwn(target.tags, name)).map((name) => `−${name}`)
      const set = Object.entries(action.set).filter(([name, value]) => target.tags[name] !== value)
      return [...removed, ...set.map(([name, value]) => `+${name}=${value}`)].join(', ')
    }
    case 'delete':
      return 'Deleted with all versions, recoverable'
    case 'recover':
      return 'Recovered with all versions'
  }
}

/** `waiting` was not sent; `unknown` was sent and its answer is lost: it is looked at before anything else. */
export const BulkState = z.enum(['waiting', 'running', 'done', 'failed', 'unknown'])
export type BulkState = z.infer<typeof BulkState>

export const LedgerItem = z.object({
  vaultName: z.string(),
  kind: ObjectKind,
  name: z.string(),
  state: BulkState,
  /** Why it failed, in words; empty else. */
  reason: z.string(),
  /** Of a refusal, so that its reasons can be looked up. */
  refused: z.optional(z.object({ code: ErrorCode, action: z.optional(z.string()) })),
})
export type LedgerItem = z.infer<typeof LedgerItem>

/** What is kept of a bulk change in the browser: names and outcomes, no value. */
export const BulkLedger = z.object({
  action: BulkAction,
  items: z.array(LedgerItem),
})
export type BulkLedger = z.infer<typeof BulkLedger>

/** How many items are in each state. */
export function countStates(items: readonly LedgerItem[]): Record<BulkState, number> {
  const counts: Record<BulkState, number> = { waiting: 0, running: 0, done: 0, failed: 0, unknown: 0 }
  for (const { state } of items) counts[state] += 1
  return counts
}

/** A ledger as it is found after a reload: what was running then has an outcome that nobody here knows. */
export function afterReload(ledger: BulkLedger): BulkLedger {
  return {
    ...ledger,
    items: ledger.items.map((item) => (item.state === 'running' ? { ...item, state: 'unknown' } : item)),
  }
}

/** More than this many are confirmed by typing. */
export const bulkTypedAbove = 10

/** The most of one change: its ledger is written to the tab's storage, which is small, at every step. */
export const mostBulkItems = 1_000
