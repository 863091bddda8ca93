'use client'

import { bulkLedgers } from '@/lib/auth/tab-memory.ts'
import type { BulkTarget } from '@/lib/domain/bulk.ts'
import { lazily } from '../lazily.tsx'
import type { BulkBarProps } from './bulk-bar.tsx'
import { useBulkKey } from './use-bulk-key.ts'

const BulkBar = lazily(() => import('./bulk-bar.tsx').then((part) => part.BulkBar<BulkTarget>))

/** The bar, once a row is chosen, or where a change is under way or was left. */
export function BulkBarWhenNeeded<T extends BulkTarget>(props: BulkBarProps<T>) {
  const key = useBulkKey(props)
  if (props.targets.length === 0 && bulkLedgers.read(key) === null) return null
  // It asks about none but the targets it is given.
  return <BulkBar {...props} whyNot={(action, target) => props.whyNot(action, target as T)} />
}
