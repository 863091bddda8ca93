'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { fullestVaults, kindCounts } from '@/lib/domain/attention.ts'
import { foldDeleted, purgeTime } from '@/lib/domain/deleted-object.ts'
import { deletedEverywhere } from '@/lib/queries/deleted-everywhere.ts'
import { pages } from '@/lib/routes.ts'
import { useOpenedVaults } from '../vaults/opened-vaults.ts'

/** A month's notice, halved: time to find out whose it was. */
const nearPurgeDays = 14

/**
 * What was deleted and will soon be gone for good. It is read after all else, for three more lists of each vault, and
 * shown when it is known whole.
 */
export function NearPurge() {
  const { names } = useOpenedVaults()
  const { data, isFetching, error } = useQuery(deletedEverywhere(names))
  if (isFetching) return <p className="py-2 text-muted text-xs">Reading what was deleted …</p>
  if (error || !data) return <p className="py-2 text-muted text-xs">What was deleted could not be read.</p>
  const now = Date.now()
  const near = foldDeleted(data.items).filter(({ scheduledPurgeDate }) => {
    const { daysLeft } = purgeTime(scheduledPurgeDate, now)
    return daysLeft !== null && daysLeft < nearPurgeDays
  })
  if (near.length === 0) return null
  return (
    <div className="flex items-start gap-2.5 border-b py-2">
      <Trash2 className="mt-0.5 size-4 shrink-0 text-warning" aria-hidden />
      <div className="min-w-0 flex-1">
        <Link href={pages.deleted()} className="font-medium hover:underline">
          <span className="tabular-nums">{near.length.toLocaleString('en')}</span> deleted{' '}
          {near.length === 1 ? 'item is' : 'items are'} purged for good within {nearPurgeDays} days
        </Link>
        <p className="text-muted text-xs">
          {kindCounts(near)} · in{' '}
          {fullestVaults(near, 3)
            .map(([name, count]) => `${name} (${count.toLocaleString('en')})`)
            .join(', ')}
        </p>
      </div>
    </div>
  )
}
