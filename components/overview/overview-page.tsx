'use client'

import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { attentionOf } from '@/lib/domain/attention.ts'
import { ObjectCheck } from '@/lib/domain/object-check.ts'
import { coverageOf } from '@/lib/domain/object-inventory.ts'
import { pages } from '@/lib/routes.ts'
import { CheckStatus } from '../checks/check-status.tsx'
import { ReadProgress } from '../objects/read-progress.tsx'
import { useObjects } from '../objects/use-objects.ts'
import { PageHeader } from '../page-header.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { NoVaults } from '../vaults/no-vaults-lazily.tsx'
import { AccessLine } from './access-line.tsx'
import { AttentionList } from './attention-list.tsx'
import { NearPurge } from './near-purge.tsx'
import { SignalsSection } from './signals-section.tsx'
import { UnreadVaults } from './unread-vaults.tsx'

/** What wants a person's attention over all vaults, each line leading to its rows. */
export function OverviewPage() {
  const reading = useObjects()
  const { inventory, isLoading, isReading, error, reload } = reading
  const lines = useMemo(() => attentionOf(inventory.entries, Date.now()), [inventory.entries])
  const open = lines.filter(({ entries }) => entries.length > 0)
  const total = inventory.entries.length
  const { unread } = coverageOf(inventory)
  const hasNoVault = !isReading && !error && inventory.vaultCount === 0
  return (
    <>
      <PageHeader title="Overview" />
      <div className="flex flex-col gap-2 px-4 pb-3 sm:px-6">
        <ReadProgress reading={reading} count={isLoading ? 'Reading' : `${total.toLocaleString('en')} objects`} />
      </div>
      {hasNoVault ? (
        <div className="border-t">
          <NoVaults isPartial={inventory.problems.length > 0} onRetry={reload} />
        </div>
      ) : (
        <div className="flex max-w-5xl flex-col gap-6 px-4 pb-8 sm:px-6">
          <section aria-labelledby="attention">
            <h2 id="attention" className="border-b pb-1.5 font-semibold text-base">
              Needs attention
            </h2>
            {isLoading ? <Waiting /> : <AttentionList lines={open} />}
            {!isReading && open.length === 0 && total > 0 ? (
              <p className="flex items-center gap-2 py-3">
                <CircleCheck className="size-4 text-ok" aria-hidden />
                Nothing that could be read wants attention.
              </p>
            ) : null}
            {isReading || isLoading ? null : <NearPurge />}
            {isReading || isLoading ? null : <AccessLine />}
          </section>
          <SignalsSection />
          {isLoading || total === 0 ? null : (
            <section aria-labelledby="asked-for">
              <h2 id="asked-for" className="border-b pb-1.5 font-semibold text-base">
                Known only when asked for
              </h2>
              {ObjectCheck.options.map((check) => (
                <CheckStatus key={check} {...{ check, isReading }} entries={inventory.entries} />
              ))}
            </section>
          )}
          {unread.length > 0 ? <UnreadVaults unread={unread} /> : null}
          <p className="text-muted">
            Everything is in <Inline href={pages.objects()}>Objects</Inline>, and what expires when in{' '}
            <Inline href={pages.expiry()}>Expiry</Inline>.
          </p>
        </div>
      )}
    </>
  )
}

function Inline({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} className="text-ink underline underline-offset-2">
      {children}
    </Link>
  )
}

function Waiting() {
  return (
    <div className="flex flex-col gap-3 py-3" aria-hidden>
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-3/5" />
    </div>
  )
}
