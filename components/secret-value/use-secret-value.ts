'use client'

import { type FocusEvent, useState, useSyncExternalStore } from 'react'
import { showToast } from '@/components/ui/toast.tsx'
import type { Problem } from '@/lib/domain/problem.ts'
import type { RevealedSecret } from '@/lib/domain/secret.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { browserClipboard, type ClearOutcome, type CopyOutcome, clipboardSeconds, copyForAWhile } from './clipboard.ts'
import { hidden, type RevealState } from './reveal-machine.ts'
import { createRevealStore } from './reveal-store.ts'

export type CopyState =
  | { status: 'idle' }
  | { status: 'copying' }
  | { status: 'done'; outcome: CopyOutcome }
  | { status: 'failed'; problem: Problem }

export interface SecretValueControl {
  state: RevealState
  copyState: CopyState
  ask: () => void
  hide: () => void
  /** Copies the value, fetching it where it is not shown; it is not shown by that. */
  copy: () => Promise<void>
  /** For the element around all that belongs to the value: going on to another control hides it. */
  onBlur: (event: FocusEvent) => void
}

/**
 * A value that is fetched when asked for and held no longer than it is looked at. `reveal` is taken once: give the
 * component a `key` that names the version.
 */
export function useSecretValue(reveal: (signal?: AbortSignal) => Promise<RevealedSecret>): SecretValueControl {
  const [store] = useState(() => createRevealStore(() => ({ window, document }), reveal, problemFrom))
  const state = useSyncExternalStore(store.subscribe, store.getSnapshot, () => hidden)
  const [copyState, setCopyState] = useState<CopyState>({ status: 'idle' })

  const copy = async () => {
    setCopyState({ status: 'copying' })
    try {
      const { value } = state.status === 'shown' ? state.secret : await reveal()
      setCopyState({ status: 'done', outcome: await copyForAWhile(value, browserClipboard, tellCleared) })
    } catch (error) {
      setCopyState({ status: 'failed', problem: problemFrom(error) })
    }
  }
  return {
    state,
    copyState,
    ask: store.ask,
    hide: () => store.hide('asked'),
    copy,
    onBlur: (event) => {
      const next = event.relatedTarget
      if (next instanceof Node && !event.currentTarget.contains(next)) store.hide('focusLeft')
    },
  }
}

/** A toast, since by then the person may be on another page. */
function tellCleared(outcome: ClearOutcome): void {
  if (outcome === 'cleared') showToast({ tone: 'info', title: 'Clipboard cleared' })
  if (outcome === 'unknown') {
    showToast({
      tone: 'warning',
      title: 'The clipboard could not be cleared',
      description: `The browser refused access ${clipboardSeconds} seconds after the copy. Copy something else over it.`,
    })
  }
}
