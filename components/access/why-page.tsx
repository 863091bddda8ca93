'use client'

import { CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { PageHeader } from '../page-header.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import type { Granted } from './assign-role-dialog.tsx'
import { EffectCheck } from './effect-check.tsx'
import { OwnWhy } from './own-why.tsx'
import { PrincipalWhy } from './principal-why.tsx'
import { useNamedPrincipal, useOneself } from './use-named-principal.ts'
import { useWhyQuestion } from './use-why-question.ts'
import { WhyForm } from './why-form.tsx'

/** Why somebody can or cannot do something with a vault or an object, and the least that would change it. */
export function WhyPage() {
  const { question, typedVault, setAsked } = useWhyQuestion()
  const { principal, vaultName, object, action } = question
  const named = useNamedPrincipal(principal)
  const oneself = useOneself()
  const [granted, setGranted] = useState<Granted | null>(null)
  return (
    <>
      <PageHeader title="Why can’t I, and why can they">
        <p className="mt-0.5 text-muted">
          What decides whether somebody may do one thing here, and the smallest role that would allow it.
        </p>
      </PageHeader>
      <WhyForm
        key={`${principal} ${vaultName} ${object} ${action}`}
        question={question}
        typedVault={typedVault}
        onAsk={(next) => {
          setGranted(null)
          setAsked(next)
        }}
      />
      {vaultName === '' ? (
        <EmptyState
          icon={<CircleHelp aria-hidden />}
          title={typedVault ? 'That is no name of a vault' : 'Ask about a vault'}
        >
          <p>
            Name a vault and, if it matters, one secret, key or certificate. Every refusal in Strongroom links here.
          </p>
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-6 px-4 py-4 sm:px-6">
          {granted ? <EffectCheck vaultName={vaultName} granted={granted} action={action} /> : null}
          {named && named.id !== oneself.id ? (
            <PrincipalWhy
              vaultName={vaultName}
              object={object}
              action={action}
              principal={named}
              onGranted={setGranted}
            />
          ) : (
            <OwnWhy vaultName={vaultName} object={object} action={action} onGranted={setGranted} />
          )}
        </div>
      )}
    </>
  )
}
