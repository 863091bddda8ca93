import type { Problem } from '@/lib/domain/problem.ts'
import type { RevealedSecret } from '@/lib/domain/secret.ts'

/** How long a revealed value stays on the page. */
export const revealSeconds = 30

export type HideReason = 'asked' | 'timeout' | 'focusLeft' | 'tabHidden' | 'unmounted'

export type RevealState =
  | { status: 'hidden'; reason: HideReason | null }
  | { status: 'loading'; attempt: number }
  | { status: 'shown'; secret: RevealedSecret; hidesAtMs: number; secondsLeft: number }
  | { status: 'failed'; problem: Problem }

export type RevealEvent =
  | { type: 'ask'; attempt: number }
  | { type: 'arrived'; attempt: number; secret: RevealedSecret; nowMs: number }
  | { type: 'failed'; attempt: number; problem: Problem }
  | { type: 'tick'; nowMs: number }
  | { type: 'hide'; reason: HideReason }

export const hidden: RevealState = { status: 'hidden', reason: null }

/**
 * The life of a revealed value. It enters by `arrived` alone and only while its own attempt is awaited: whoever hides it
 * or looks away before the answer comes does not find it on the screen afterwards.
 */
export function nextRevealState(state: RevealState, event: RevealEvent): RevealState {
  switch (event.type) {
    case 'ask':
      return { status: 'loading', attempt: event.attempt }
    case 'arrived':
      if (state.status !== 'loading' || state.attempt !== event.attempt) return state
      return {
        status: 'shown',
        secret: event.secret,
        hidesAtMs: event.nowMs + revealSeconds * 1000,
        secondsLeft: revealSeconds,
      }
    case 'failed':
      return state.status === 'loading' && state.attempt === event.attempt
        ? { status: 'failed', problem: event.problem }
        : state
    case 'tick':
      return state.status === 'shown' ? countDown(state, event.nowMs) : state
    case 'hide':
      return state.status === 'hidden' ? state : { status: 'hidden', reason: event.reason }
  }
}

function countDown(state: Extract<RevealState, { status: 'shown' }>, nowMs: number): RevealState {
  const secondsLeft = Math.ceil((state.hidesAtMs - nowMs) / 1000)
  if (secondsLeft <= 0) return { status: 'hidden', reason: 'timeout' }
  return secondsLeft === state.secondsLeft ? state : { ...state, secondsLeft }
}
