import * as z from 'zod/mini'
import { Problem } from './problem.ts'

/** Part of a list as it arrives; `problems` names what is missing from it. */
export interface Page<T> {
  items: T[]
  problems?: Problem[] | undefined
}

/** The schema of such a part. */
export const pageOf = <T>(item: z.ZodMiniType<T>) =>
  z.object({ items: z.array(item), problems: z.optional(z.array(Problem)) })
