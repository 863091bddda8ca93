'use client'

import { useMutation } from '@tanstack/react-query'
import { Equal, EqualNot } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { SecretComparison } from '@/lib/domain/rollback.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { compareSecrets, type SecretPlace } from '@/lib/queries/secrets.ts'

export interface RollbackComparisonProps {
  place: SecretPlace
  current: SecretVersion
  target: SecretVersion
  /** Why values cannot be read at all. */
  disabledReason: string | null
}

/** Tells on request whether the two values differ, without showing either. */
export function RollbackComparison({ place, current, target, disabledReason }: RollbackComparisonProps) {
  const compare = useMutation({
    mutationFn: () => compareSecrets(place, { left: current.version, right: target.version }),
  })
  const isDisabled = !current.enabled || !target.enabled
  return (
    <section aria-label="Comparison of the values" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button
          size="sm"
          onClick={() => compare.mutate()}
          isLoading={compare.isPending}
          disabledReason={
            disabledReason ??
            (isDisabled ? 'One of the two is disabled, and Key Vault gives out its value to nobody.' : null)
          }
        >
          Compare values
        </Button>
        <span className="text-muted text-xs">Two reads that stand in the vault’s log. Neither value is shown.</span>
      </div>
      <div role="status">{compare.data ? <ComparisonWords comparison={compare.data} /> : null}</div>
      {compare.error ? <ProblemNotice problem={problemFrom(compare.error)} /> : null}
    </section>
  )
}

function ComparisonWords({ comparison }: { comparison: SecretComparison }) {
  const { isEqual, leftLength, rightLength, json } = comparison
  const Icon = isEqual ? Equal : EqualNot
  const keys: [label: string, names: string[]][] = json
    ? [
        ['Keys that change', json.changed],
        ['Keys that come back', json.added],
        ['Keys that go', json.removed],
      ]
    : []
  return (
    <div className="rounded-md border bg-surface px-3 py-2 text-sm">
      <p className="flex items-center gap-2 font-medium">
        <Icon className="size-4" aria-hidden />
        {isEqual ? 'The values are equal: a rollback changes no value.' : 'The values are different.'}
      </p>
      <p className="text-muted tabular-nums">
        {leftLength === rightLength
          ? `Both are ${characters(leftLength)} long.`
          : `Now ${characters(leftLength)}, then ${characters(rightLength)}.`}
      </p>
      {keys.map(([label, names]) =>
        names.length ? (
          <p key={label} className="break-words text-muted">
            {label}: <span className="font-mono text-ink text-xs">{names.join(', ')}</span>
          </p>
        ) : null,
      )}
      {json && !isEqual && keys.every(([, names]) => names.length === 0) ? (
        <p className="text-muted">As JSON they say the same: only spacing or the order of keys differs.</p>
      ) : null}
    </div>
  )
}

const characters = (count: number) => `${count.toLocaleString('en')} character${count === 1 ? '' : 's'}`
