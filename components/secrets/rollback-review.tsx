'use client'

import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Select } from '@/components/ui/select.tsx'
import type { Problem } from '@/lib/domain/problem.ts'
import type { RollbackRequest } from '@/lib/domain/rollback.ts'
import type { RollbackObstacle } from '@/lib/domain/rollback-preflight.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { RollbackComparison } from './rollback-comparison.tsx'
import { CurrentChanged, obstacleReason, TargetDisabled } from './rollback-obstacles.tsx'
import { RollbackPlanList } from './rollback-plan.tsx'
import { RollbackReaders } from './rollback-readers.tsx'
import { RollbackSides } from './rollback-sides.tsx'
import type { SecretObject } from './use-secret-object.ts'

type ExpiryChoice = NonNullable<RollbackRequest['expiry']>

export interface RollbackReviewProps {
  secret: SecretObject
  current: SecretVersion
  target: SecretVersion
  obstacles: readonly RollbackObstacle[]
  expected: string
  isTargetExpired: boolean
  expiry: RollbackRequest['expiry']
  onExpiryChange: (expiry: ExpiryChoice) => void
  onLook: (version: string) => void
  onDecideAgain: (currentVersion: string) => void
  problem: Problem | null
}

/** Everything to know before confirming: what is, what comes back, what stands in the way. */
export function RollbackReview(props: RollbackReviewProps) {
  const { secret, current, target, obstacles, expected, isTargetExpired, expiry, problem } = props
  const isChanged = problem?.code === 'concurrent_change' || obstacles.includes('current_changed')
  const now = problem?.currentVersion ?? current.version
  const createdOn = (id: string) => secret.versions.find(({ version }) => version === id)?.createdOn ?? id
  const plainObstacle = obstacles.find((each) => each !== 'target_disabled' && each !== 'current_changed')
  return (
    <>
      {isChanged ? (
        <CurrentChanged
          expected={expected}
          now={now}
          isTie={createdOn(now) === createdOn(expected)}
          onLook={() => props.onLook(now)}
          onReview={() => props.onDecideAgain(now)}
        />
      ) : problem ? (
        <ProblemNotice problem={problem} />
      ) : null}
      {obstacles.includes('target_disabled') ? <TargetDisabled secret={secret} target={target} /> : null}
      {plainObstacle ? <p className="text-sm text-warning">{obstacleReason(plainObstacle, secret)}</p> : null}
      <RollbackSides current={current} target={target} />
      {isTargetExpired ? <ExpiryChoiceField expiry={expiry ?? 'clear'} onChange={props.onExpiryChange} /> : null}
      <RollbackPlanList target={target} expiry={expiry} />
      <RollbackReaders secret={secret} current={current} />
      <RollbackComparison
        place={secret.place}
        current={current}
        target={target}
        disabledReason={secret.whyNot('read')}
      />
    </>
  )
}

interface ExpiryChoiceFieldProps {
  expiry: ExpiryChoice
  onChange: (expiry: ExpiryChoice) => void
}

function ExpiryChoiceField({ expiry, onChange }: ExpiryChoiceFieldProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <span className="text-warning">The expiry of this version is past.</span>
      <Select
        label="Expiry of the new version"
        value={expiry}
        onValueChange={onChange}
        className="w-64"
        items={[
          { value: 'clear', label: 'Write it without an expiry' },
          { value: 'copy', label: 'Copy the past expiry too' },
        ]}
      />
    </div>
  )
}
