/**
 * What a principal can do with a vault, in the four rights that a person asks about, weakest first: read a value or use a
 * key; change objects; manage the vault itself; let oneself or others in.
 */
export const accessRights = ['read', 'write', 'manage', 'grant'] as const
export type AccessRight = (typeof accessRights)[number]

/** How a right is held: now; after activating a role; only where a condition of an assignment is met. */
export type AccessHow = 'now' | 'eligible' | 'condition'

/**
 * A cell of the matrix in one number, since there are a million of them: four bits of rights for each way to hold them,
 * and one that tells that the highest comes through a group.
 */
const shifts: Record<AccessHow, number> = { now: 0, eligible: 4, condition: 8 }
const rightsMask = 0xfff
const groupBit = 0x1000

export function cellOf(right: AccessRight, how: AccessHow): number {
  return (1 << accessRights.indexOf(right)) << shifts[how]
}

/** All rights of a cell, however they are held, as four bits: bit 0 is `read`. */
function levels(cell: number): number {
  return (cell | (cell >> shifts.eligible) | (cell >> shifts.condition)) & 0xf
}

/** 0 for no right at all, 1 for `read` to 4 for `grant`. */
export function cellLevel(cell: number): number {
  return 32 - Math.clz32(levels(cell))
}

/** What is held by oneself and by one's groups. */
export function mergeCells(own: number, throughGroups: number): number {
  const merged = own | (throughGroups & rightsMask)
  return cellLevel(merged) > cellLevel(own) ? merged | groupBit : merged
}

export interface CellReading {
  highest: AccessRight
  how: AccessHow
  isThroughGroup: boolean
  /** No right to the data yet, but the right to give it to itself. */
  isSelfGrant: boolean
  rights: readonly AccessRight[]
}

/** A cell in words of its own; undefined where there is no right. */
export function readCell(cell: number): CellReading | undefined {
  const level = cellLevel(cell)
  const highest = accessRights[level - 1]
  if (!highest) return undefined
  const bit = 1 << (level - 1)
  const how = cell & bit ? 'now' : (cell >> shifts.eligible) & bit ? 'eligible' : 'condition'
  const all = levels(cell)
  return {
    highest,
    how,
    isThroughGroup: (cell & groupBit) !== 0,
    isSelfGrant: highest === 'grant' && (all & 0b0011) === 0,
    rights: accessRights.filter((_, index) => all & (1 << index)),
  }
}
