'use client'

import { Button } from '@/components/ui/button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { RollbackObstacle } from '@/lib/domain/rollback-preflight.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { usePatchVersion } from '@/lib/queries/secret-writes.ts'
import type { SecretObject } from './use-secret-object.ts'
import { shortVersion } from './version-id.tsx'

/** Why the confirm button is disabled, in a sentence; null where nothing stands in the way. */
export function obstacleReason(obstacle: RollbackObstacle | undefined, secret: SecretObject): string | null {
  switch (obstacle) {
    case undefined:
      return null
    case 'managed':
      return 'A certificate manages this secret: change the certificate instead.'
    case 'may_not_read':
      return `A rollback reads the older value. ${secret.whyNot('read')}`
    case 'may_not_set':
      return `A rollback writes a new version. ${secret.whyNot('set')}`
    case 'current_changed':
      return 'Another version is current by now. Look at it first.'
    case 'target_is_current':
      return 'This version is the current one.'
    case 'target_disabled':
      return 'The version to roll back to is disabled: Key Vault gives out its value to nobody. Enable it first.'
  }
}

export interface TargetDisabledProps {
  secret: SecretObject
  target: SecretVersion
}

/** Offers to enable the target, which is the one thing that stands in the way. */
export function TargetDisabled({ secret, target }: TargetDisabledProps) {
  const patch = usePatchVersion(secret.place)
  return (
    <ProblemNotice
      problem={
        (patch.error && problemFrom(patch.error)) ?? {
          code: 'target_disabled',
          message: `Version ${shortVersion(target.version)} is disabled, and Key Vault gives out the value of a disabled version to nobody.`,
          remedy: 'Enable it, then roll back to it.',
        }
      }
      actions={
        <Button
          size="sm"
          isLoading={patch.isPending}
          disabledReason={secret.whyNot('update')}
          onClick={() => patch.mutate({ version: target.version, isCurrent: false, patch: { enabled: true } })}
        >
          Enable target
        </Button>
      }
    />
  )
}

export interface CurrentChangedProps {
  /** The version that was current when the person decided. */
  expected: string
  /** The version that is current now. */
  now: string
  /** True where both were made in one second, so that nobody need have written anything since. */
  isTie: boolean
  onReview: () => void
  onLook: () => void
}

/** The version to be replaced is another one than the person saw: both by id, and a fresh decision. */
export function CurrentChanged({ expected, now, isTie, onReview, onLook }: CurrentChangedProps) {
  return (
    <ProblemNotice
      problem={{
        code: 'concurrent_change',
        message: isTie
          ? `This page took version ${expected} for the current one. It is version ${now}: both were made within one second, and only Key Vault tells which came last. Nothing was rolled back.`
          : `You decided while version ${expected} was current. Now it is version ${now}, which somebody else wrote. Nothing was rolled back.`,
        remedy: 'Look at that version, or decide again with it as the one to be replaced.',
      }}
      actions={
        <>
          <Button size="sm" onClick={onLook}>
            Look at {shortVersion(now)}
          </Button>
          <Button size="sm" onClick={onReview}>
            Decide again
          </Button>
        </>
      }
    />
  )
}
