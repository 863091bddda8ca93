import type { Problem } from '@/lib/domain/problem.ts'
import type { RevealedSecret } from '@/lib/domain/secret.ts'
import { type HideReason, hidden, nextRevealState, type RevealEvent, type RevealState } from './reveal-machine.ts'

const tickMs = 250

/** What the store needs of a browser; `window` and `document` in one. */
export interface RevealPage {
  window: EventTarget
  document: EventTarget & { readonly visibilityState: DocumentVisibilityState }
}

export interface RevealStore {
  subscribe(onChange: () => void): () => void
  getSnapshot(): RevealState
  /** Fetches the value and shows it. A second call starts over. */
  ask(): void
  hide(reason: HideReason): void
}

/**
 * Holds one revealed value while a component is mounted: shown by `ask`, gone after 30 seconds, when the window loses
 * focus, when its tab is hidden, and when the component goes. `page` is asked for in the browser only.
 */
export function createRevealStore(
  page: () => RevealPage,
  reveal: (signal: AbortSignal) => Promise<RevealedSecret>,
  toProblem: (error: unknown) => Problem,
): RevealStore {
  let state = hidden
  let attempts = 0
  let request = new AbortController()
  const listeners = new Set<() => void>()

  const send = (event: RevealEvent) => {
    const next = nextRevealState(state, event)
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }
  const hide = (reason: HideReason) => {
    request.abort()
    send({ type: 'hide', reason })
  }
  const onBlur = () => hide('focusLeft')

  return {
    getSnapshot: () => state,
    hide,
    ask() {
      request.abort()
      request = new AbortController()
      const attempt = ++attempts
      send({ type: 'ask', attempt })
      reveal(request.signal).then(
        (secret) => send({ type: 'arrived', attempt, secret, nowMs: Date.now() }),
        (error: unknown) => send({ type: 'failed', attempt, problem: toProblem(error) }),
      )
    },
    subscribe(onChange) {
      listeners.add(onChange)
      const ticking = setInterval(() => send({ type: 'tick', nowMs: Date.now() }), tickMs)
      const { window, document } = page()
      const onVisibility = () => {
        if (document.visibilityState === 'hidden') hide('tabHidden')
      }
      window.addEventListener('blur', onBlur)
      window.addEventListener('pagehide', onBlur)
      document.addEventListener('visibilitychange', onVisibility)
      return () => {
        listeners.delete(onChange)
        clearInterval(ticking)
        window.removeEventListener('blur', onBlur)
        window.removeEventListener('pagehide', onBlur)
        document.removeEventListener('visibilitychange', onVisibility)
        hide('unmounted')
      }
    },
  }
}
