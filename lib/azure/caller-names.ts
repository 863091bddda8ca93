import 'server-only'
import type { Principal } from '../domain/principal.ts'
import type { Problem } from '../domain/problem.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { namePrincipals } from './principals.ts'

/** Claims name people; the directory names applications too. Without it the rows stand by themselves. */
export async function nameCallers(
  azure: AzureContext,
  ids: readonly string[],
): Promise<{ principals: Principal[]; problems: Problem[] }> {
  if (ids.length === 0) return { principals: [], problems: [] }
  try {
    return { principals: await namePrincipals(azure, ids), problems: [] }
  } catch (error) {
    if (isAboutThePerson(error) || azure.signal.aborted) throw error
    const remedy = 'People are called as their sign-in called them, applications by their ids.'
    return { principals: [], problems: [{ ...problemOf(error).problem, subject: 'names of callers', remedy }] }
  }
}
