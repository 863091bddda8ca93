import type { PrincipalType } from '@/lib/domain/access-reading.ts'
import type { AccessRight, CellReading } from '@/lib/domain/access-right.ts'

export const rightWords: Record<AccessRight, { label: string; letter: string; means: string }> = {
  read: { label: 'Read', letter: 'R', means: 'reads a value or uses a key' },
  write: { label: 'Write', letter: 'W', means: 'changes or deletes objects' },
  manage: { label: 'Manage', letter: 'M', means: 'changes the vault itself' },
  grant: { label: 'Grant', letter: 'G', means: 'lets itself or others in' },
}

export const principalTypeWords: Record<PrincipalType, string> = {
  user: 'User',
  group: 'Group',
  servicePrincipal: 'Workload',
  unknown: 'Unknown',
}

const howWords = { now: '', eligible: 'after activation', condition: 'where a condition is met' } as const

/** How a right is held, in a few words. */
export function howText({ how, isThroughGroup, isSelfGrant }: CellReading): string {
  const words = [
    howWords[how],
    isThroughGroup ? 'through a group' : '',
    isSelfGrant ? 'could give itself the data' : '',
  ].filter(Boolean)
  return words.length > 0 ? words.join(', ') : 'by itself'
}

/** A cell as a sentence without its end. */
export function cellText(reading: CellReading | undefined): string {
  if (!reading) return 'no access'
  const { highest, rights } = reading
  const also = rights.filter((right) => right !== highest).map((right) => rightWords[right].label.toLowerCase())
  return `${rightWords[highest].label}: ${rightWords[highest].means}, ${howText(reading)}${
    also.length > 0 ? `; also ${also.join(', ')}` : ''
  }`
}
