'use client'

import { CircleX, Download, FileCheck, Hourglass, RotateCw, Trash2 } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { CertificateRequest } from '@/lib/domain/certificate.ts'
import { builtInIssuers } from '@/lib/domain/certificate-policy.ts'
import { requestState } from '@/lib/domain/certificate-words.ts'
import type { CertificateAction } from './certificate-dialogs.tsx'
import { saveSigningRequest } from './save-certificate.ts'
import type { CertificateObject } from './use-certificate-object.ts'

export interface RequestNoticeProps {
  object: CertificateObject
  onAction: (action: CertificateAction) => void
}

/** The request that runs, or that has failed: its state, and the next step of whoever made it. */
export function RequestNotice({ object, onAction }: RequestNoticeProps) {
  const { request, requestError, reload, current } = object
  if (requestError && request === undefined) {
    return <ProblemNotice problem={requestError} className="mx-4 mb-4 sm:mx-6" />
  }
  // A request that has been completed is the version that stands below.
  if (!request || request.status === 'completed') return null
  const isRunning = request.status === 'inProgress'
  const ask = (kind: CertificateAction['kind']) => () => onAction({ kind, version: current?.version ?? '' })
  return (
    <section
      aria-labelledby="request-heading"
      className="mx-4 mb-5 flex flex-col gap-2 rounded-md border border-warning-line bg-warning-wash px-3 py-2.5 sm:mx-6"
    >
      <h2 id="request-heading" className="flex items-center gap-2 font-semibold text-sm">
        {isRunning ? (
          <Hourglass className="size-4 text-warning" aria-hidden />
        ) : (
          <CircleX className="size-4 text-warning" aria-hidden />
        )}
        Request for a version: {requestState(request.status).toLowerCase()}
        {isRunning && request.isCancellationRequested ? ', its end is asked for' : ''}
      </h2>
      <p className="text-sm" role="status">
        {sentence(request)}
      </p>
      {request.error ? (
        <p className="text-muted text-sm">
          {request.error.message} ({request.error.code})
        </p>
      ) : null}
      <div className="mt-1 flex flex-wrap gap-2">
        {isRunning ? <RunningActions object={object} request={request} ask={ask} /> : null}
        {isRunning ? null : (
          <Button size="sm" disabledReason={object.whyNot('delete')} onClick={ask('forgetRequest')}>
            <Trash2 aria-hidden />
            Forget request
          </Button>
        )}
        {isRunning ? (
          <Button size="sm" variant="ghost" onClick={reload}>
            <RotateCw aria-hidden />
            Look again
          </Button>
        ) : null}
      </div>
    </section>
  )
}

interface RunningActionsProps {
  object: CertificateObject
  request: CertificateRequest
  ask: (kind: CertificateAction['kind']) => () => void
}

function RunningActions({ object, request, ask }: RunningActionsProps) {
  const { csr, issuerName } = request
  return (
    <>
      {csr && issuerName === builtInIssuers.unknown ? (
        <>
          <Button size="sm" onClick={() => saveSigningRequest(object.place.certificateName, csr)}>
            <Download aria-hidden />
            Download CSR
          </Button>
          <Button size="sm" variant="primary" disabledReason={object.whyNot('create')} onClick={ask('merge')}>
            <FileCheck aria-hidden />
            Merge signed certificate
          </Button>
        </>
      ) : null}
      <Button
        size="sm"
        disabledReason={
          object.whyNot('update') ?? (request.isCancellationRequested && 'Its end has been asked for already.')
        }
        onClick={ask('cancelRequest')}
      >
        <CircleX aria-hidden />
        Cancel request
      </Button>
    </>
  )
}

function sentence({ status, issuerName }: CertificateRequest): string {
  if (status !== 'inProgress') {
    return 'Nothing was issued. Forget it, or ask for a new version; the version below stays as it is.'
  }
  if (issuerName === builtInIssuers.self)
    return 'Key Vault makes the key and signs the certificate. It takes some seconds.'
  if (issuerName === builtInIssuers.unknown) {
    return 'Download the CSR, have it signed by your certificate authority, and merge what comes back. The private key stays in the vault.'
  }
  return `Waits for the issuer ${issuerName}. That takes minutes, or days where a person approves it.`
}
