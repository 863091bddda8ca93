import type { Scalar } from '../types.ts'

/** The text that an argument was written as in the query, or undefined for one that is computed. */
export function literalText(value: Scalar | undefined): string | undefined {
  const inner = /^'((?:[^']|'')*)'(?:::JSON)?$/.exec(value?.sql ?? '')?.[1]
  return inner?.replaceAll("''", "'")
}
