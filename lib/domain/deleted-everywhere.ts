import type { DeletedLinePage, DeletedRow } from './deleted-page.ts'
import type { VaultStatus } from './object.ts'
import type { Problem } from './problem.ts'

/** What is deleted in all vaults, as far as it has been read, and how well that went. */
export interface DeletedEverywhere {
  items: readonly DeletedRow[]
  /** The last word about each kind of each vault. */
  statuses: readonly VaultStatus[]
  problems: readonly Problem[]
  vaultCount: number
  /** When the reading of the whole began. */
  asOfMs: number
  isCancelled: boolean
}

export const nothingDeleted = (asOfMs: number): DeletedEverywhere => ({
  items: [],
  statuses: [],
  problems: [],
  vaultCount: 0,
  asOfMs,
  isCancelled: false,
})

/** With what a line of the stream brings. */
export function withDeletedPage(before: DeletedEverywhere, page: DeletedLinePage): DeletedEverywhere {
  const statuses = [...before.statuses, ...page.statuses]
  const known = new Set(statuses.map(({ vaultName }) => vaultName)).size
  return {
    ...before,
    items: page.items.length > 0 ? [...before.items, ...page.items] : before.items,
    statuses,
    problems: page.problems ? [...before.problems, ...page.problems] : before.problems,
    vaultCount: Math.max(before.vaultCount, page.totals.vaults, known),
  }
}

/** Without what failed, partial rows included, so that reading it again brings nothing twice. */
export function withoutFailed(before: DeletedEverywhere): DeletedEverywhere {
  const pairOf = ({ vaultName, kind }: Pick<DeletedRow, 'vaultName' | 'kind'>) => `${vaultName}/${kind}`
  const failed = new Set(before.statuses.filter(({ state }) => state !== 'ok').map(pairOf))
  return {
    ...before,
    items: before.items.filter((row) => !failed.has(pairOf(row))),
    statuses: before.statuses.filter((status) => !failed.has(pairOf(status))),
    isCancelled: false,
  }
}

/** A list that was read anew, without what was taken off the old one while it was read. */
export function withoutRemoved(
  anew: DeletedEverywhere,
  before: Pick<DeletedEverywhere, 'items'>,
  now: Pick<DeletedEverywhere, 'items'>,
): DeletedEverywhere {
  const placeOf = ({ vaultName, kind, name }: DeletedRow) => `${vaultName}/${kind}/${name}`
  const left = new Set(now.items.map(placeOf))
  const removed = new Set(before.items.map(placeOf).filter((place) => !left.has(place)))
  return removed.size === 0 ? anew : { ...anew, items: anew.items.filter((row) => !removed.has(placeOf(row))) }
}
