'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { BulkLedger } from '@/lib/domain/bulk.ts'
import { lookAtBulkItem, sendBulkItem } from '@/lib/queries/bulk.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { bulkStore, withWaiting } from './bulk-store.ts'
import { useBulkKey } from './use-bulk-key.ts'

export interface BulkPlace {
  /** What sets the list apart from others, for example `kv-one secrets`. */
  list: string
}

/** The bulk change of a list: what it is, and what can be done with it. */
export function useBulk({ list }: BulkPlace) {
  const cache = useQueryClient()
  const key = useBulkKey({ list })
  const held = useSyncExternalStore(
    bulkStore.subscribe,
    () => bulkStore.read(key),
    () => null,
  )
  const run = (ledger: BulkLedger) =>
    void bulkStore.run(key, ledger, {
      send: (item) => sendBulkItem(cache, ledger.action, item),
      look: (item) => lookAtBulkItem(cache, ledger.action, item),
      toProblem: problemFrom,
    })
  return {
    held,
    run,
    /** Goes on with what waits, after a look at what a reload left open. */
    goOn: () => held && run(held.ledger),
    /** Tries what failed again, and goes on with what waits. */
    retryFailed: () => held && run(withWaiting(held.ledger, ['failed'])),
    stop: () => bulkStore.stop(key),
    dismiss: () => bulkStore.dismiss(key),
  }
}

export type Bulk = ReturnType<typeof useBulk>
