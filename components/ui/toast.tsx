'use client'

import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { buttonStyle } from './button-style.ts'
import { IconButton } from './icon-button.tsx'

const manager = Base.createToastManager()

const tones = {
  ok: { icon: CircleCheck, className: 'text-ok' },
  info: { icon: Info, className: 'text-info' },
  warning: { icon: TriangleAlert, className: 'text-warning' },
  danger: { icon: CircleAlert, className: 'text-danger' },
} as const

export interface ToastOptions {
  tone: keyof typeof tones
  title: string
  /** Never a secret's value: a toast is read out and stays on the screen. */
  description?: string
  action?: { label: string; onClick: () => void }
  /** Milliseconds; 0 keeps it until it is closed. Toasts with an action stay 15 s unless told otherwise. */
  timeoutMs?: number
}

/** Tells of something that has happened. Never the only place an error is shown. Returns a function that takes it away. */
export function showToast({ tone, title, description, action, timeoutMs }: ToastOptions): () => void {
  const id = manager.add({
    type: tone,
    title,
    description,
    timeout: timeoutMs ?? (action ? 15_000 : 6_000),
    priority: tone === 'danger' ? 'high' : 'low',
    ...(action && {
      actionProps: {
        children: action.label,
        onClick: () => {
          manager.close(id)
          action.onClick()
        },
      },
    }),
  })
  return () => manager.close(id)
}

/** Takes every toast away, as when the person changes. */
export function clearToasts(): void {
  manager.close()
}

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={4}>
      {children}
      <Base.Portal>
        <Base.Viewport className="fixed inset-x-3 bottom-3 z-50 flex flex-col gap-2 sm:right-4 sm:bottom-4 sm:left-auto sm:w-96">
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function ToastList() {
  const { toasts } = Base.useToastManager()
  return toasts.map((toast) => {
    // `type` is a plain string in Base UI; showToast is the only writer and takes the keys of `tones`.
    const tone = tones[(toast.type ?? 'info') as keyof typeof tones]
    return (
      <Base.Root
        key={toast.id}
        toast={toast}
        className="rounded-lg border border-line bg-raised shadow-sm transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0 data-limited:hidden"
      >
        <Base.Content className="flex items-start gap-2.5 p-3">
          <tone.icon className={`mt-0.5 size-4 shrink-0 ${tone.className}`} aria-hidden />
          <div className="min-w-0 flex-1">
            <Base.Title className="font-medium text-sm" />
            <Base.Description className="break-words text-muted text-sm" />
            <Base.Action className={`${buttonStyle({ size: 'sm' })} mt-2 empty:hidden`} />
          </div>
          <Base.Close
            render={
              <IconButton label="Dismiss" size="sm">
                <X aria-hidden />
              </IconButton>
            }
          />
        </Base.Content>
      </Base.Root>
    )
  })
}
