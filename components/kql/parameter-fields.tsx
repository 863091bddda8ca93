'use client'

import { useState } from 'react'
import { type KqlParameter, kqlParameters, parameterMistake, withParameter } from '@/lib/domain/kql-parameters.ts'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'

/** The `let` lines at the head of a query as fields: what most people change of a query that somebody else wrote. */
export function ParameterFields({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const parameters = kqlParameters(text)
  if (parameters.length === 0) return null
  return (
    <fieldset className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-2">
      <legend className="sr-only">Parameters</legend>
      {parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          onChange={(value) => onChange(withParameter(text, parameter, value))}
        />
      ))}
    </fieldset>
  )
}

function ParameterField({ parameter, onChange }: { parameter: KqlParameter; onChange: (value: string) => void }) {
  // What is being typed and is not yet a value of its kind.
  const [typed, setTyped] = useState<string | null>(null)
  const mistake = typed === null ? undefined : parameterMistake(parameter, typed)
  return (
    <Field label={<span className="font-mono">{parameter.name}</span>} error={mistake}>
      <Input
        isMono={parameter.kind !== 'text'}
        value={mistake || typed !== null ? (typed ?? '') : parameter.value}
        onChange={({ target: { value } }) => {
          setTyped(value)
          if (!parameterMistake(parameter, value)) onChange(value)
        }}
        onBlur={() => setTyped(null)}
      />
    </Field>
  )
}
