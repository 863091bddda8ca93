'use client'

import { CircleHelp } from 'lucide-react'
import { PageHeader } from '../page-header.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { OwnWhy } from './own-why.tsx'
import { useWhyQuestion } from './use-why-question.ts'
import { WhyForm } from './why-form.tsx'

/** Why somebody can or cannot do something with a vault or an object, and the least that would change it. */
export function WhyPage() {
  const { question, typedVault, setAsked } = useWhyQuestion()
  const { principal, vaultName, object, action } = question
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
        onAsk={setAsked}
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
        <OwnWhy vaultName={vaultName} object={object} action={action} />
      )}
    </>
  )
}
