'use client'

import { useQueryState } from 'nuqs'
import { useRef } from 'react'
import { ActionRefused } from '@/components/action-refused.tsx'
import { WhoUsedIt } from '@/components/audit/who-used-it.tsx'
import { lazily } from '@/components/lazily.tsx'
import { Button } from '@/components/ui/button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { useObjectAction } from '@/components/use-object-action.ts'
import { secretDeed } from './secret-deed.ts'
import { SecretFacts } from './secret-facts.tsx'
import { SecretHeader } from './secret-header.tsx'
import { SecretMissing } from './secret-missing.tsx'
import { useSecretObject } from './use-secret-object.ts'
import { VersionTable } from './version-table.tsx'

const SecretDialogs = lazily(() => import('./secret-dialogs.tsx').then((part) => part.SecretDialogs))

export interface SecretPageProps {
  vaultName: string
  secretName: string
}

/** One secret: what it is now, what can be done with it, and every version it has had. */
export function SecretPage({ vaultName, secretName }: SecretPageProps) {
  const secret = useSecretObject({ vaultName, secretName })
  const [selected, setSelected] = useQueryState('v')
  const { action, refusal, setAction } = useObjectAction((deed) => secretDeed(secret, deed))
  const scroller = useRef<HTMLDivElement>(null)
  const { current, versions, error, isComplete } = secret
  const isMissing = !current && (isComplete || error?.code === 'secret_not_found')
  const retry = <Button onClick={secret.reload}>Try again</Button>

  return (
    <div ref={scroller} {...SecretDialogs.onIntent} className="relative min-h-0 flex-1 overflow-auto">
      <SecretHeader secret={secret} onAction={setAction} />
      <ActionRefused reason={refusal} onClose={() => setAction(null)} />
      {isMissing ? <SecretMissing place={secret.place} /> : null}
      {error && !current && !isMissing ? <ProblemNotice variant="page" problem={error} actions={retry} /> : null}
      {!error && !current && !isComplete ? <FactsSkeleton /> : null}
      {current ? (
        <>
          <SecretFacts secret={secret} current={current} />
          <WhoUsedIt kind="secret" vaultName={vaultName} name={secretName} current={current} />
          {error ? <ProblemNotice problem={error} actions={retry} className="mx-4 mb-3 sm:mx-6" /> : null}
          <VersionTable
            secret={secret}
            current={current}
            scroller={scroller}
            selected={selected}
            onSelect={(version) => void setSelected(version)}
            onAction={setAction}
          />
        </>
      ) : null}
      {action && current ? (
        <SecretDialogs
          secret={secret}
          current={current}
          action={action}
          version={versions.find(({ version }) => version === action.version) ?? current}
          onAction={setAction}
          onClose={() => setAction(null)}
          onLook={(version) => {
            setAction(null)
            void setSelected(version)
          }}
        />
      ) : null}
    </div>
  )
}

function FactsSkeleton() {
  return (
    <div className="grid gap-x-8 gap-y-5 px-4 py-6 sm:grid-cols-2 sm:px-6" aria-hidden>
      {['w-2/3', 'w-1/2', 'w-3/4', 'w-1/3', 'w-2/3', 'w-1/2'].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: these lines have no identity but their place.
        <Skeleton key={index} className={width} />
      ))}
    </div>
  )
}
