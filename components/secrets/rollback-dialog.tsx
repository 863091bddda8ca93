'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Dialog } from '@/components/ui/dialog.tsx'
import type { Right } from '@/lib/domain/rights.ts'
import type { RollbackRequest } from '@/lib/domain/rollback.ts'
import { rollbackPreflight } from '@/lib/domain/rollback-preflight.ts'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import { obstacleReason } from './rollback-obstacles.tsx'
import { RollbackOutcome } from './rollback-outcome.tsx'
import { RollbackReview } from './rollback-review.tsx'
import { useRollbackAttempt } from './use-rollback-attempt.ts'
import type { SecretObject } from './use-secret-object.ts'
import { shortVersion } from './version-id.tsx'

export interface RollbackDialogProps {
  secret: SecretObject
  current: SecretVersion
  target: SecretVersion
  onClose: () => void
  /** Closes the dialog and opens a version on the page. */
  onLook: (version: string) => void
}

/** Brings an older value back: what will happen, one confirmation, and what did happen. Mounted while it is open. */
export function RollbackDialog({ secret, current, target, onClose, onLook }: RollbackDialogProps) {
  const confirm = useRef<HTMLButtonElement>(null)
  const [expected, setExpected] = useState(current.version)
  const [expiry, setExpiry] = useState<RollbackRequest['expiry']>('clear')
  const attempt = useRollbackAttempt(secret)
  const { done, isRunning, isOutcomeUnknown } = attempt
  const situation = { current, target, expectedCurrentVersion: expected, nowMs: Date.now() }
  const rights = { read: mayOf(secret.whyNot('read')), set: mayOf(secret.whyNot('set')) }
  const preflight = rollbackPreflight({ ...situation, rights })
  // While it is not known whether the last try wrote a version, a new current one may be its very own.
  const obstacles = isOutcomeUnknown ? [] : preflight.obstacles
  const chosenExpiry = preflight.isTargetExpired ? expiry : 'copy'

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
      size="lg"
      initialFocus={confirm}
      isDismissible={!isRunning}
      title={`Roll back ${secret.place.secretName} to ${shortVersion(target.version)}`}
      footer={
        done ? (
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button variant="ghost" onClick={onClose} disabledReason={isRunning && 'Wait for the answer.'}>
              Cancel
            </Button>
            <Button
              ref={confirm}
              variant="primary"
              isLoading={isRunning}
              disabledReason={obstacleReason(obstacles[0], secret)}
              onClick={() =>
                attempt.run({ version: target.version, expectedCurrentVersion: expected, expiry: chosenExpiry })
              }
            >
              {isOutcomeUnknown ? 'Try again' : 'Roll back'}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <RollbackOutcome secret={secret} attempt={attempt} done={done} />
      ) : (
        <div className="flex flex-col gap-4">
          <RollbackReview
            secret={secret}
            current={current}
            target={target}
            obstacles={obstacles}
            expected={expected}
            isTargetExpired={preflight.isTargetExpired}
            expiry={chosenExpiry}
            onExpiryChange={setExpiry}
            onLook={onLook}
            onDecideAgain={(version) => {
              attempt.startOver()
              setExpected(version)
              confirm.current?.focus()
            }}
            problem={attempt.problem}
          />
          {isOutcomeUnknown ? (
            <p className="text-muted text-sm">
              Trying again is safe: this attempt carries an id, so a rollback that did happen is found and not made
              twice.
            </p>
          ) : null}
          <p role="status" className="sr-only">
            {isRunning ? 'Rolling back' : ''}
          </p>
        </div>
      )}
    </Dialog>
  )
}

const mayOf = (reason: string | null): Right => (reason === null ? 'unknown' : 'no')
