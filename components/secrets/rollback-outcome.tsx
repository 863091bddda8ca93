'use client'

import { CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { CodeBlock } from '@/components/ui/code-block.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { RollbackResult } from '@/lib/domain/rollback.ts'
import { refreshReferencesCommand } from '@/lib/domain/secret-commands.ts'
import { unexpectedVersions } from '@/lib/domain/secret-versions.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { usePatchVersion } from '@/lib/queries/secret-writes.ts'
import type { RollbackAttempt } from './use-rollback-attempt.ts'
import type { SecretObject } from './use-secret-object.ts'
import { shortVersion } from './version-id.tsx'

export interface RollbackOutcomeProps {
  secret: SecretObject
  attempt: RollbackAttempt
  done: NonNullable<RollbackAttempt['done']>
}

/** What a rollback has done, what may still be wrong, and the two steps that often follow. */
export function RollbackOutcome({ secret, attempt, done: { result, knownBefore } }: RollbackOutcomeProps) {
  const { newVersion, targetVersion, droppedTags, isReconciled } = result
  const others = [
    ...(result.concurrentVersion ? [result.concurrentVersion] : []),
    ...unexpectedVersions(secret.versions, knownBefore, newVersion.version).map(({ version }) => version),
  ]
  return (
    <div className="flex flex-col gap-4 text-sm">
      <div
        role="status"
        // The button that had the focus is gone; what is read next is what happened.
        ref={(element) => element?.focus()}
        tabIndex={-1}
        className="flex items-start gap-2.5 rounded-md border border-ok-line bg-ok-wash px-3 py-2.5 outline-none"
      >
        <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-hidden />
        <div className="min-w-0">
          <p className="font-semibold">Rolled back to the value of {shortVersion(targetVersion)}</p>
          <p>
            The new version <span className="break-all font-mono text-xs">{newVersion.version}</span> was written and
            read back.
          </p>
          {isReconciled ? (
            <p className="text-muted">
              The answer to the write was lost on the way; the version was then found in the vault. It was written once.
            </p>
          ) : null}
          {droppedTags.length ? (
            <p className="text-muted">Left out, since a secret holds 15 tags: {droppedTags.join(', ')}.</p>
          ) : null}
        </div>
      </div>
      {others.length ? <ConcurrentWriters others={[...new Set(others)]} written={newVersion.version} /> : null}
      {attempt.problem ? <ProblemNotice problem={attempt.problem} /> : null}
      <NextSteps secret={secret} attempt={attempt} result={result} />
      <div className="flex flex-col gap-1.5">
        <p>
          App Service and Functions keep a Key Vault reference for up to 24 hours. This makes an app fetch it now; a
          restart alone does not:
        </p>
        <CodeBlock code={refreshReferencesCommand()} what="refresh command" />
      </div>
    </div>
  )
}

function NextSteps({
  secret,
  attempt,
  result,
}: {
  secret: SecretObject
  attempt: RollbackAttempt
  result: RollbackResult
}) {
  const { newVersion, previousVersion } = result
  const patch = usePatchVersion(secret.place)
  const [disabled, setDisabled] = useState<string | null>(null)
  const previous = secret.versions.find(({ version }) => version === previousVersion)
  const isPreviousDisabled = disabled === previousVersion || previous?.enabled === false
  const id = shortVersion(previousVersion)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <Button
          isLoading={attempt.isRunning}
          disabledReason={isPreviousDisabled && `Version ${id} is disabled, so its value cannot be brought back.`}
          onClick={() =>
            attempt.run({ version: previousVersion, expectedCurrentVersion: newVersion.version, expiry: 'copy' })
          }
        >
          Undo: go back to {id}
        </Button>
        <Button
          variant="danger-quiet"
          isLoading={patch.isPending}
          disabledReason={isPreviousDisabled ? `Version ${id} is disabled.` : secret.whyNot('update')}
          onClick={() =>
            patch.mutate(
              { version: previousVersion, isCurrent: false, patch: { enabled: false } },
              { onSuccess: () => setDisabled(previousVersion) },
            )
          }
        >
          Disable the bad version {id}
        </Button>
      </div>
      <p role="status" className="text-muted text-xs">
        {isPreviousDisabled
          ? `Version ${id} is disabled: consumers pinned to it now get 403.`
          : 'Disable it when its value must not be used any more; consumers pinned to it then get 403.'}
      </p>
      {patch.error ? <ProblemNotice problem={problemFrom(patch.error)} /> : null}
    </div>
  )
}

function ConcurrentWriters({ others, written }: { others: string[]; written: string }) {
  return (
    <ProblemNotice
      problem={{
        code: 'concurrent_change',
        message: `Version ${written} is yours. At about the same time somebody else wrote ${others.join(', ')}.`,
        remedy:
          'Key Vault has no lock for this: the one written last is the current one. Look at the versions before you go on.',
      }}
    />
  )
}
