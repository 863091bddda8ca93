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
import type { CertificatePlace } from '@/lib/queries/certificates.ts'
import { pages } from '@/lib/routes.ts'
import { certificateDeed } from './certificate-deed.ts'
import { CertificateFacts } from './certificate-facts.tsx'
import { CertificateHeader } from './certificate-header.tsx'
import { CertificateVersionTable } from './certificate-version-table.tsx'
import { PolicyFacts } from './policy-facts.tsx'
import { RequestNotice } from './request-notice.tsx'
import { useCertificateObject } from './use-certificate-object.ts'

const CertificateDialogs = lazily(() => import('./certificate-dialogs.tsx').then((part) => part.CertificateDialogs))

/** One certificate: who it is, how it is renewed, the request that runs, and every version it has had. */
export function CertificatePage({ vaultName, certificateName }: CertificatePlace) {
  const object = useCertificateObject({ vaultName, certificateName })
  const [selected, setSelected] = useQueryState('v')
  const { action, refusal, setAction } = useObjectAction((deed) => certificateDeed(object, deed))
  const scroller = useRef<HTMLDivElement>(null)
  const { current, error, versions, versionsError } = object
  const isMissing = !current && error?.code === 'certificate_not_found'
  const retry = <Button onClick={object.reload}>Try again</Button>
  return (
    <div ref={scroller} {...CertificateDialogs.onIntent} className="relative min-h-0 flex-1 overflow-auto">
      <CertificateHeader object={object} onAction={setAction} />
      <ActionRefused reason={refusal} onClose={() => setAction(null)} />
      {isMissing ? <CertificateMissing vaultName={vaultName} certificateName={certificateName} /> : null}
      {error && !current && !isMissing ? <ProblemNotice variant="page" problem={error} actions={retry} /> : null}
      {!error && !current ? <FactsSkeleton /> : null}
      {current ? (
        <>
          {error ? <ProblemNotice problem={error} actions={retry} className="mx-4 mb-3 sm:mx-6" /> : null}
          <RequestNotice object={object} onAction={setAction} />
          <CertificateFacts object={object} current={current} />
          <PolicyFacts object={object} current={current} onAction={setAction} />
          <WhoUsedIt kind="certificate" vaultName={vaultName} name={certificateName} current={current} />
          {versionsError ? (
            <ProblemNotice problem={versionsError} actions={retry} className="mx-4 mb-3 sm:mx-6" />
          ) : null}
          <CertificateVersionTable
            object={object}
            scroller={scroller}
            selected={selected}
            onSelect={(version) => void setSelected(version)}
            onAction={setAction}
          />
        </>
      ) : null}
      {action && current ? (
        <CertificateDialogs
          object={object}
          current={current}
          action={action}
          version={versions.find(({ version }) => version === action.version) ?? current}
          onClose={() => setAction(null)}
        />
      ) : null}
    </div>
  )
}

/** In the place of a certificate that the vault does not have. */
function CertificateMissing({ vaultName, certificateName }: CertificatePlace) {
  return (
    <EmptyState
      icon={<ObjectIcon kind="certificate" />}
      title="No such certificate"
      actions={
        <Link href={pages.certificates(vaultName)} className={buttonStyle()}>
          All certificates of {vaultName}
        </Link>
      }
    >
      <p>
        {vaultName} has no certificate named <span className="break-all font-mono text-xs">{certificateName}</span>. It
        may have been deleted, or the name may be misspelt.
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
