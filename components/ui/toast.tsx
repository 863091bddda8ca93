'use client'

import { onDemand, useLoaded } from './on-demand.ts'

const viewport = onDemand(() => import('./toast-viewport.tsx'))

export interface ToastOptions {
  tone: 'ok' | 'info' | 'warning' | 'danger'
  title: string
  /** Never a secret's value: a toast is read out and stays on the screen. */
  description?: string
  action?: { label: string; onClick: () => void }
  /** Milliseconds; 0 keeps it until it is closed. Toasts with an action stay 15 s unless told otherwise. */
  timeoutMs?: number
}

interface WaitingToast {
  options: ToastOptions
  dismiss: () => void
}

/** What was told before there was a place to show it; null from then on. */
let waiting: WaitingToast[] | null = []

/** Tells of something that has happened. Never the only place an error is shown. Returns a function that takes it away. */
export function showToast(options: ToastOptions): () => void {
  const part = viewport.loaded()
  if (part && !waiting) return part.addToast(options)
  const toast: WaitingToast = { options, dismiss: () => (waiting = waiting?.filter((each) => each !== toast) ?? null) }
  waiting?.push(toast)
  viewport.prepare()
  return () => toast.dismiss()
}

/** Loads what toasts need, for what may have to be told when nothing can be loaded. */
export const prepareToasts = viewport.prepare

/** Takes every toast away, as when the person changes. */
export function clearToasts(): void {
  if (waiting) waiting = []
  viewport.loaded()?.removeToasts()
}

/** Once on every page; loads the rest with the first toast. */
export function Toasts() {
  const part = useLoaded(viewport)
  return part ? <part.ToastViewport onReady={showWaiting} /> : null
}

function showWaiting(): void {
  const part = viewport.loaded()
  for (const toast of waiting ?? []) if (part) toast.dismiss = part.addToast(toast.options)
  waiting = null
}
