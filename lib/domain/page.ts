import type { Problem } from './problem.ts'

/** Part of a list as it arrives; `problems` names what is missing from it. */
export interface Page<T> {
  items: T[]
  problems?: Problem[] | undefined
}
