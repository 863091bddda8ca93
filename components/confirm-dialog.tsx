'use client'

import { type ReactNode, useCallback, useState } from 'react'
import type { Problem } from '../lib/domain/problem.ts'
import { Button } from './ui/button.tsx'
import { Dialog, type DialogProps } from './ui/dialog.tsx'
import { Field } from './ui/field.tsx'
import { Input } from './ui/input.tsx'
import { ProblemNotice } from './ui/problem-notice.tsx'

export interface ConfirmDialogProps extends Pick<DialogProps, 'open' | 'onOpenChange' | 'title' | 'size'> {
  /** What will happen, what stays, and how to come back from it. */
  children: ReactNode
  /** What the button does: "Delete secret", never "Yes". */
  confirmLabel: string
  tone?: 'primary' | 'danger'
  onConfirm: () => void
  /** What the server answered to the last try; null when nothing did. Required, so that it cannot be forgotten. */
  submitError: Problem | null
  /** True while the request runs; the dialog then cannot be left. */
  loading: boolean
  /** The exact text to type first, for what cannot be undone or touches production. */
  typeToConfirm?: string
  /** For what cannot be undone: the button wakes after two seconds, so that no hurried click or key meets it. */
  isIrreversible?: boolean
  confirmDisabledReason?: string | false | null | undefined
}

/** Asks before an action, and stays until its answer is there. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, size = 'sm', children, confirmLabel, tone = 'danger', onConfirm } = props
  const { submitError, loading, typeToConfirm, isIrreversible = false, confirmDisabledReason } = props
  const [typed, setTyped] = useState('')
  const { isAwake, wake } = useSlowWaking(isIrreversible)
  const changeOpen = (next: boolean) => {
    setTyped('')
    onOpenChange(next)
  }
  const isTyped = !typeToConfirm || typed === typeToConfirm
  return (
    <Dialog
      open={open}
      onOpenChange={changeOpen}
      title={title}
      size={size}
      isDismissible={!loading}
      footer={
        <>
          <Button variant="ghost" onClick={() => changeOpen(false)} disabledReason={loading && 'Wait for the answer.'}>
            Cancel
          </Button>
          <Button
            variant={tone}
            isLoading={loading}
            onClick={onConfirm}
            disabledReason={
              confirmDisabledReason ||
              (!isTyped && `Type ${typeToConfirm} first.`) ||
              (!isAwake && 'Wait two seconds: this cannot be undone.')
            }
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div ref={wake} className="flex flex-col gap-4">
        {children}
        {typeToConfirm ? (
          <Field label={`Type ${typeToConfirm} to confirm`}>
            <Input isMono value={typed} onChange={(event) => setTyped(event.target.value)} />
          </Field>
        ) : null}
        {submitError ? <ProblemNotice problem={submitError} /> : null}
      </div>
    </Dialog>
  )
}

const sleepMs = 2_000

/** Awake two seconds after the element that carries `wake` has come onto the page. */
function useSlowWaking(isIrreversible: boolean) {
  const [isAwake, setIsAwake] = useState(!isIrreversible)
  const wake = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const timer = setTimeout(() => setIsAwake(true), sleepMs)
    return () => clearTimeout(timer)
  }, [])
  return { isAwake, wake }
}
