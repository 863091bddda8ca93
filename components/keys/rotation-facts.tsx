'use client'

import { useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { KeyValue } from '@/components/ui/key-value-list.tsx'
import { RelativeTime } from '@/components/ui/relative-time.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { durationText } from '@/lib/domain/iso-duration.ts'
import { nextRotation, type RotationPolicy, rotationWords } from '@/lib/domain/rotation-policy.ts'
import { keyQueries } from '@/lib/queries/keys.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import type { KeyFactsProps } from './key-facts.tsx'

/** How the key is followed up, in words, with the date of what comes next. Inside a KeyValueList. */
export function RotationFacts({ object, current, onAction }: KeyFactsProps) {
  const { data: policy, error } = useQuery({
    ...keyQueries.rotationPolicy(object.place),
    // A certificate renews the keys that it manages.
    enabled: !current.managed,
  })
  if (current.managed) return <KeyValue label="Rotation">Its certificate renews it</KeyValue>
  return (
    <>
      <KeyValue label="Rotation">
        <span className="inline-flex flex-wrap items-center gap-x-3 gap-y-1">
          {policy ? <span>{rotationWords(policy)}</span> : null}
          {!policy && !error ? <Skeleton className="w-40" /> : null}
          {error && !policy ? <span className="text-muted">{problemFrom(error).message}</span> : null}
          <Button
            size="sm"
            disabledReason={object.whyNot('setRotationPolicy') ?? (policy ? null : 'The policy could not be read.')}
            onClick={() => onAction({ kind: 'rotationPolicy', version: current.version })}
          >
            <CalendarClock aria-hidden />
            Edit policy
          </Button>
        </span>
      </KeyValue>
      {policy ? <PolicyDates policy={policy} current={current} /> : null}
    </>
  )
}

function PolicyDates({ policy, current }: { policy: RotationPolicy; current: KeyFactsProps['current'] }) {
  const next = nextRotation(policy, current)
  return (
    <>
      {policy.rotate ? (
        <KeyValue label="Next rotation">
          {next === null ? (
            'This version has no expiry: rotate once by hand, and the policy takes over'
          ) : Date.parse(next) <= Date.now() ? (
            <span className="text-warning">
              due since <RelativeTime date={next} />
            </span>
          ) : (
            <RelativeTime date={next} />
          )}
        </KeyValue>
      ) : null}
      <KeyValue label="New versions">
        {policy.expiresIn ? `expire after ${durationText(policy.expiresIn)}` : 'do not expire'}
        {policy.notifyBeforeExpiry ? `; Event Grid is told ${durationText(policy.notifyBeforeExpiry)} before` : ''}
      </KeyValue>
    </>
  )
}
