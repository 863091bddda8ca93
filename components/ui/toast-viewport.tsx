'use client'

import { Toast as Base } from '@base-ui/react/toast'
import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react'
import { useEffect } from 'react'
import { buttonStyle } from './button-style.ts'
import { IconButton } from './icon-button.tsx'
import type { ToastOptions } from './toast.tsx'

const manager = Base.createToastManager()

const tones = {
  ok: { icon: CircleCheck, className: 'text-ok' },
  info: { icon: Info, className: 'text-info' },
  warning: { icon: TriangleAlert, className: 'text-warning' },
  danger: { icon: CircleAlert, className: 'text-danger' },
} as const

/** Shows one; returns a function that takes it away. */
export function addToast({ tone, title, description, action, timeoutMs }: ToastOptions): () => void {
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

export function removeToasts(): void {
  manager.close()
}

/** The place where toasts appear. `onReady` is called when they can. */
export function ToastViewport({ onReady }: { onReady: () => void }) {
  // Base UI's provider listens from its own effect on, which runs before this one; what is added earlier is lost.
  useEffect(onReady, [onReady])
  return (
    <Base.Provider toastManager={manager} limit={4}>
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
