import 'server-only'
import { stopIfClientIsGone } from './client-gone.ts'
import { resourceGraphClient } from './clients.ts'
import type { AzureContext } from './context.ts'
import { ProblemError } from './problem-error.ts'

/** Resource Graph's largest page. @see https://learn.microsoft.com/azure/governance/resource-graph/concepts/work-with-data */
const pageSize = 1_000

interface GraphQueryOptions {
  /** Role assignments above what is asked for count too, where they reach into it. */
  includesAbove?: true
}

/** The rows of a query over everything the caller can read, page by page. */
export async function* queryResourceGraph(
  azure: AzureContext,
  query: string,
  { includesAbove }: GraphQueryOptions = {},
): AsyncGenerator<unknown[]> {
  const client = resourceGraphClient(azure)
  const seen = new Set<string>()
  for (let skipToken: string | undefined; ; ) {
    stopIfClientIsGone(azure)
    const page = await client.resources({
      query,
      options: {
        resultFormat: 'objectArray',
        top: pageSize,
        ...(skipToken && { skipToken }),
        ...(includesAbove && { authorizationScopeFilter: 'AtScopeAboveAndBelow' }),
      },
    })
    yield Array.isArray(page.data) ? page.data : []
    skipToken = page.skipToken
    if (!skipToken) return
    if (seen.has(skipToken)) {
      throw new ProblemError({
        code: 'truncated',
        message: 'The list is not complete: Resource Graph repeats itself.',
        remedy: 'Try again later.',
      })
    }
    seen.add(skipToken)
  }
}
