import { experimental_streamedQuery as streamedQuery } from '@tanstack/react-query'
import type * as z from 'zod/mini'
import { apiPages } from './fetcher.ts'

/** A list whose rows appear while it is being read. */
export interface StreamedList<T> {
  items: T[]
  /** False until the last page has come: a count or a "newest" is then a first word, not the last. */
  isComplete: boolean
}

/**
 * The query function of a list of our API. Read for the first time it grows page by page; read again it is replaced as a
 * whole, so that no row vanishes for a moment.
 */
export function streamedList<T>(schema: z.ZodMiniType<{ items: T[] }>, path: string) {
  return streamedQuery({
    async *streamFn({ signal }): AsyncGenerator<StreamedList<T>> {
      for await (const { items } of apiPages(schema, path, { signal })) yield { items, isComplete: false }
      yield { items: [], isComplete: true }
    },
    initialValue: { items: [], isComplete: false } satisfies StreamedList<T>,
    reducer: (list: StreamedList<T>, page: StreamedList<T>): StreamedList<T> => ({
      items: page.items.length ? [...list.items, ...page.items] : list.items,
      isComplete: page.isComplete,
    }),
    refetchMode: 'replace',
  })
}
