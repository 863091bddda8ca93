'use client'

import { useRef, useState } from 'react'
import type { ErrorCode, Problem } from '@/lib/domain/problem.ts'
import type { RollbackRequest, RollbackResult } from '@/lib/domain/rollback.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { useRollback } from '@/lib/queries/secret-writes.ts'
import type { SecretObject } from './use-secret-object.ts'

/** Ends after which a rollback may have been made all the same. */
const uncertain: ReadonlySet<ErrorCode> = new Set(['outcome_unknown', 'timed_out', 'internal_error'])

export interface RollbackAttempt {
  /** What is being waited for, has gone wrong, or has been done. */
  isRunning: boolean
  problem: Problem | null
  isOutcomeUnknown: boolean
  done: { result: RollbackResult; knownBefore: ReadonlySet<string> } | null
  run: (request: Omit<RollbackRequest, 'operationId'>) => void
  /** Gives up this attempt; the next `run` is another one. */
  startOver: () => void
}

/**
 * One rollback from the click to its end. Each attempt carries an id of its own; `run` after an unknown outcome sends the
 * same id again, so that a write that did happen is found and not made twice.
 */
export function useRollbackAttempt({ place, versions }: SecretObject): RollbackAttempt {
  const rollback = useRollback(place)
  const operationId = useRef<string | null>(null)
  const [done, setDone] = useState<RollbackAttempt['done']>(null)
  const problem = rollback.error && problemFrom(rollback.error)
  return {
    isRunning: rollback.isPending,
    problem,
    isOutcomeUnknown: problem !== null && uncertain.has(problem.code),
    done,
    run(request) {
      operationId.current ??= crypto.randomUUID()
      const knownBefore = new Set(versions.map(({ version }) => version))
      rollback.mutate(
        { ...request, operationId: operationId.current },
        {
          onSuccess: (result) => {
            operationId.current = null
            setDone({ result, knownBefore })
          },
        },
      )
    },
    startOver() {
      operationId.current = null
      rollback.reset()
    },
  }
}
