import { experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import type { Problem } from '../domain/problem.ts'
import { apiPages } from './fetcher.ts'

/** A list whose rows appear while it is being read. */
export interface StreamedList<T> {
  items: T[]
  /** What is missing from it, by name, for example a subscription. */
  problems: Problem[]
  /** False until the last page has come: a count or a "newest" is then a first word, not the last. */
  isComplete: boolean
}

/**
 * The query function of a list of our API. Read for the first time it grows page by page; read again it is replaced as a
 * whole, so that no row vanishes for a moment.
 */
export function streamedList<T>(schema: z.ZodMiniType<{ items: T[]; problems?: Problem[] | undefined }>, path: string) {
  return streamedQuery({
    async *streamFn({ signal }): AsyncGenerator<StreamedList<T>> {
      for await (const { items, problems = [] } of apiPages(schema, path, { signal })) {
        yield { items, problems, isComplete: false }
      }
      yield { items: [], problems: [], isComplete: true }
    },
    initialValue: { items: [], problems: [], isComplete: false } satisfies StreamedList<T>,
    reducer: (list: StreamedList<T>, page: StreamedList<T>): StreamedList<T> => ({
      items: page.items.length ? [...list.items, ...page.items] : list.items,
      problems: page.problems.length ? [...list.problems, ...page.problems] : list.problems,
      isComplete: page.isComplete,
    }),
    refetchMode: 'replace',
  })
}
