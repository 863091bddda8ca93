import { queryOptions } from '@tanstack/react-query'
import { AssignmentUses } from '../domain/assignment-use.ts'
import { api } from '../routes.ts'
import { apiFetch } from './fetcher.ts'

const dayMs = 86_400_000

export const assignmentUseQueries = {
  /** What role assignments let through in so many days until now; `fromMs` and `toMs` are what was asked. */
  last: (days: number) =>
    queryOptions({
      queryKey: ['audit', 'assignment-use', days],
      queryFn: async ({ signal }) => {
        const toMs = Date.now() + 60_000
        const fromMs = toMs - days * dayMs
        const search = new URLSearchParams({
          from: new Date(fromMs).toISOString(),
          to: new Date(toMs).toISOString(),
        })
        return { told: await apiFetch(AssignmentUses, api.assignmentUse(search), { signal }), fromMs, toMs }
      },
    }),
}
