'use client'

import { Braces, WrapText } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/components/ui/class-names.ts'
import { ProblemNotice } from '@/components/ui/problem-notice.tsx'
import type { RevealState } from './reveal-machine.ts'
import { copyWords } from './secret-value-buttons.tsx'
import type { SecretValueControl } from './use-secret-value.ts'
import { formatOfValue, indentedJson, sizeWords, type ValueFormat } from './value-format.ts'

const formatNames: Record<ValueFormat, string | null> = {
  json: 'JSON',
  pem: 'PEM',
  multiline: null,
  text: null,
}

/** Under the buttons: the value while it is shown, what became of a copy, and what went wrong. Nothing otherwise. */
export function SecretValuePanel({ control, what }: { control: SecretValueControl; what: string }) {
  const { state, copyState } = control
  const copied = copyWords(copyState)
  return (
    <>
      {state.status === 'shown' ? <ShownValue state={state} what={what} /> : null}
      {state.status === 'failed' ? <ProblemNotice problem={state.problem} /> : null}
      {copyState.status === 'failed' ? <ProblemNotice problem={copyState.problem} /> : null}
      {copied ? (
        <p className="text-muted text-xs" aria-hidden>
          {copied}
        </p>
      ) : null}
    </>
  )
}

/** The value is text in the page and nowhere else: an attribute, a title or an address would outlive it. */
function ShownValue({ state, what }: { state: Extract<RevealState, { status: 'shown' }>; what: string }) {
  const [isIndented, setIsIndented] = useState(true)
  const [isWrapped, setIsWrapped] = useState(true)
  const { value } = state.secret
  const format = formatOfValue(value)
  const text = format === 'json' && isIndented ? (indentedJson(value) ?? value) : value
  return (
    <div className="rounded-md border border-line-strong bg-surface">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 border-b px-2 py-0.5 text-muted text-xs tabular-nums">
        <span>{[formatNames[format], sizeWords(value)].filter(Boolean).join(' · ')}</span>
        <span role="timer">hides in {state.secondsLeft} s</span>
        <span className="ml-auto flex gap-1">
          {format === 'json' ? (
            <Toggle isOn={isIndented} onChange={setIsIndented}>
              <Braces aria-hidden />
              Pretty-print
            </Toggle>
          ) : null}
          <Toggle isOn={isWrapped} onChange={setIsWrapped}>
            <WrapText aria-hidden />
            Wrap
          </Toggle>
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: an output or fieldset says less than a named region here */}
      <pre
        role="region"
        aria-label={`Value of ${what}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long value scrolls, and must do so from the keyboard too.
        tabIndex={0}
        className={classNames(
          'max-h-96 overflow-auto px-3 py-2 font-mono text-ink text-xs',
          isWrapped && 'whitespace-pre-wrap [overflow-wrap:anywhere]',
        )}
      >
        {value === '' ? <em className="text-muted">The value is empty.</em> : text}
      </pre>
    </div>
  )
}

interface ToggleProps {
  isOn: boolean
  onChange: (isOn: boolean) => void
  children: ReactNode
}

function Toggle({ isOn, onChange, children }: ToggleProps) {
  return (
    <Button
      size="sm"
      variant="ghost"
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className={isOn ? 'bg-selected text-ink' : ''}
    >
      {children}
    </Button>
  )
}
