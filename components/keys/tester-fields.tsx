'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import { Select } from '@/components/ui/select.tsx'
import { Textarea } from '@/components/ui/textarea.tsx'
import type { KeyDetail } from '@/lib/domain/key.ts'
import type { Problem } from '@/lib/domain/problem.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import type { Encoding } from './bytes.ts'
import type { KeyObject } from './use-key-object.ts'

export interface TesterProps {
  object: KeyObject
  detail: KeyDetail
}

type Use = 'sign' | 'verify' | 'encrypt' | 'decrypt'

/** Why this version cannot be used so: the person's rights first, then what the version permits. */
export function whyNotUse({ object, detail }: TesterProps, use: Use): string | null {
  const reason = object.whyNot(use)
  if (reason) return reason
  if (!detail.enabled) return 'This version is disabled: enable it first.'
  return detail.operations.includes(use) ? null : `This version is not permitted to ${use}.`
}

/** What runs now, and how the last call ended. */
export function useCall() {
  const [running, setRunning] = useState<Use | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async (use: Use, call: () => Promise<void>) => {
    setRunning(use)
    setProblem(null)
    await call()
      .catch((error: unknown) => setProblem(problemFrom(error)))
      .finally(() => setRunning(null))
  }
  return { running, problem, run }
}

export interface InputFieldsProps {
  label: string
  typed: string
  encoding: Encoding
  error: string | undefined
  hint: ReactNode
  /** True where it can only be base64. */
  isBinary?: boolean
  onChange: (typed: string, encoding: Encoding) => void
}

/** A text, and whether it is text or base64. */
export function InputFields({ label, typed, encoding, error, hint, isBinary, onChange }: InputFieldsProps) {
  return (
    <div className="flex flex-col gap-2 sm:flex-row sm:items-start">
      <Field label={label} error={error} hint={hint} className="flex-1">
        <Textarea
          isMono
          rows={3}
          className="text-xs"
          value={typed}
          onChange={(event) => onChange(event.target.value, encoding)}
        />
      </Field>
      {isBinary ? null : (
        <Select
          label={`Form of the ${label.toLowerCase()}`}
          className="w-32 sm:mt-5"
          value={encoding}
          onValueChange={(next) => onChange(typed, next)}
          items={[
            { value: 'text', label: 'Text' },
            { value: 'base64', label: 'Base64' },
          ]}
        />
      )}
    </div>
  )
}

export interface AlgorithmFieldProps<A extends string> {
  value: A
  algorithms: readonly A[]
  onChange: (algorithm: A) => void
  hint?: ReactNode
}

export function AlgorithmField<A extends string>({ value, algorithms, onChange, hint }: AlgorithmFieldProps<A>) {
  return (
    <Field label="Algorithm" hint={hint} className="w-60">
      <Select value={value} onValueChange={onChange} items={algorithms.map((name) => ({ value: name, label: name }))} />
    </Field>
  )
}

export interface CallButtonProps {
  use: Use
  label: string
  running: Use | null
  disabledReason: string | null
  onClick: () => void
}

export function CallButton({ use, label, running, disabledReason, onClick }: CallButtonProps) {
  return (
    <Button
      isLoading={running === use}
      disabledReason={disabledReason ?? (running && running !== use ? 'Wait for the answer.' : null)}
      onClick={onClick}
    >
      {label}
    </Button>
  )
}

export function CallProblem({ problem }: { problem: Problem | null }) {
  return problem ? <ProblemNotice problem={problem} /> : null
}
