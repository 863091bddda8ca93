'use client'

import { Copy, Eye, EyeOff } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { clipboardSeconds } from './clipboard.ts'
import { revealSeconds } from './reveal-machine.ts'
import type { CopyState, SecretValueControl } from './use-secret-value.ts'

export interface SecretValueButtonsProps {
  control: SecretValueControl
  /** What is revealed, for assistive technology: `db-password, version 1a2b3c4d`. */
  what: string
  disabledReason?: string | false | null | undefined
}

/** Reveal or hide, and copy without revealing. */
export function SecretValueButtons({ control, what, disabledReason }: SecretValueButtonsProps) {
  const { state, copyState } = control
  const isShown = state.status === 'shown'
  return (
    <span className="inline-flex items-center gap-1.5">
      <Button
        size="sm"
        // As wide either way: the next click must not land on another button than the one before.
        className="min-w-20"
        onClick={isShown ? control.hide : control.ask}
        isLoading={state.status === 'loading'}
        disabledReason={disabledReason}
        aria-label={`${isShown ? 'Hide' : 'Reveal'} the value of ${what}`}
      >
        {isShown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        {isShown ? 'Hide' : 'Reveal'}
      </Button>
      <Button
        size="sm"
        onClick={control.copy}
        isLoading={copyState.status === 'copying'}
        disabledReason={disabledReason}
        aria-label={`Copy the value of ${what}`}
      >
        <Copy aria-hidden />
        Copy
      </Button>
      <span role="status" className="sr-only">
        {isShown ? `Value shown for ${revealSeconds} seconds` : hiddenWords(control)}
        {copyWords(copyState)}
      </span>
    </span>
  )
}

function hiddenWords({ state }: SecretValueControl): string {
  if (state.status !== 'hidden' || state.reason === null) return ''
  return state.reason === 'timeout' ? 'Value hidden, the time is up' : 'Value hidden'
}

/** What became of a copy, in a sentence; empty where nothing did. */
export function copyWords(copyState: CopyState): string {
  if (copyState.status !== 'done') return ''
  switch (copyState.outcome) {
    case 'copied':
      return `Copied. The clipboard is cleared in ${clipboardSeconds} seconds if the value is still on it and this page still open.`
    case 'copied_unguarded':
      return 'Copied. This browser does not let the page look at the clipboard, so it cannot be cleared for you: copy something else over it.'
    case 'refused':
      return 'The browser refused access to the clipboard. Nothing was copied.'
  }
}
