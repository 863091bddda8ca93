'use client'

import Link from 'next/link'
import { useQueryState } from 'nuqs'
import { useRef } from 'react'
import { ActionRefused } from '@/components/action-refused.tsx'
import { WhoUsedIt } from '@/components/audit/who-used-it.tsx'
import { lazily } from '@/components/lazily.tsx'
import { ObjectIcon } from '@/components/object-icon.tsx'
import { Button } from '@/components/ui/button.tsx'
import { buttonStyle } from '@/components/ui/button-style.ts'
import { EmptyState } from '@/components/ui/empty-state.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Skeleton } from '@/components/ui/skeleton.tsx'
import { useObjectAction } from '@/components/use-object-action.ts'
import type { KeyPlace } from '@/lib/queries/keys.ts'
import { pages } from '@/lib/routes.ts'
import { keyDeed } from './key-deed.ts'
import { KeyFacts } from './key-facts.tsx'
import { KeyHeader } from './key-header.tsx'
import { KeyVersionTable } from './key-version-table.tsx'
import { useKeyObject } from './use-key-object.ts'

const KeyDialogs = lazily(() => import('./key-dialogs.tsx').then((part) => part.KeyDialogs))

/** One key: what it is now, how it rotates, its public half, and every version it has had. */
export function KeyPage({ vaultName, keyName }: KeyPlace) {
  const key = useKeyObject({ vaultName, keyName })
  const [selected, setSelected] = useQueryState('v')
  const { action, refusal, setAction } = useObjectAction((deed) => keyDeed(key, deed))
  const scroller = useRef<HTMLDivElement>(null)
  const { current, error, versions, versionsError } = key
  const isMissing = !current && error?.code === 'key_not_found'
  const retry = <Button onClick={key.reload}>Try again</Button>
  return (
    <div ref={scroller} {...KeyDialogs.onIntent} className="relative min-h-0 flex-1 overflow-auto">
      <KeyHeader object={key} onAction={setAction} />
      <ActionRefused reason={refusal} onClose={() => setAction(null)} />
      {isMissing ? <KeyMissing place={key.place} /> : null}
      {error && !current && !isMissing ? <ProblemNotice variant="page" problem={error} actions={retry} /> : null}
      {!error && !current ? <FactsSkeleton /> : null}
      {current ? (
        <>
          <KeyFacts object={key} current={current} onAction={setAction} />
          <WhoUsedIt kind="key" vaultName={vaultName} name={keyName} current={current} />
          {versionsError ? (
            <ProblemNotice problem={versionsError} actions={retry} className="mx-4 mb-3 sm:mx-6" />
          ) : null}
          <KeyVersionTable
            object={key}
            scroller={scroller}
            selected={selected}
            onSelect={(version) => void setSelected(version)}
            onAction={setAction}
          />
        </>
      ) : null}
      {action && current ? (
        <KeyDialogs
          object={key}
          current={current}
          action={action}
          version={versions.find(({ version }) => version === action.version) ?? current}
          onClose={() => setAction(null)}
        />
      ) : null}
    </div>
  )
}

/** In the place of a key that the vault does not have. */
function KeyMissing({ place: { vaultName, keyName } }: { place: KeyPlace }) {
  return (
    <EmptyState
      icon={<ObjectIcon kind="key" />}
      title="No such key"
      actions={
        <Link href={pages.keys(vaultName)} className={buttonStyle()}>
          All keys of {vaultName}
        </Link>
      }
    >
      <p>
        {vaultName} has no key named <span className="break-all font-mono text-xs">{keyName}</span>. It may have been
        deleted, or the name may be misspelt.
      </p>
    </EmptyState>
  )
}

function FactsSkeleton() {
  return (
    <div className="flex flex-col gap-5 px-4 py-6 sm:px-6" aria-hidden>
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="w-3/4" />
    </div>
  )
}
