'use client'

import { type FormEventHandler, type ReactNode, useId } from 'react'
import type { Problem } from '../lib/domain/problem.ts'
import { Button } from './ui/button.tsx'
import { Dialog, type DialogProps } from './ui/dialog.tsx'
import { ProblemNotice } from './ui/problem-notice.tsx'

export interface FormDialogProps extends Pick<DialogProps, 'open' | 'onOpenChange' | 'title' | 'description' | 'size'> {
  /** What the button does: "Save version", never "OK". */
  submitLabel: string
  /** For react-hook-form: `form.handleSubmit(…)`. */
  onSubmit: FormEventHandler<HTMLFormElement>
  /** What the server answered to the last try; null when nothing did. Required, so that it cannot be forgotten. */
  submitError: Problem | null
  /** What can be done about that answer, for example a link to what stands in the way. */
  submitErrorActions?: ReactNode
  /** True while the request runs; the dialog then cannot be left. */
  loading: boolean
  submitDisabledReason?: string | false | null | undefined
  children: ReactNode
}

/** A form in a dialog: fields, the server's refusal, cancel and submit. */
export function FormDialog({
  open,
  onOpenChange,
  title,
  description,
  size,
  submitLabel,
  onSubmit,
  submitError,
  submitErrorActions,
  loading,
  submitDisabledReason,
  children,
}: FormDialogProps) {
  const formId = useId()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={title}
      description={description}
      {...(size && { size })}
      isDismissible={!loading}
      footer={
        <>
          <Button
            variant="ghost"
            onClick={() => onOpenChange(false)}
            disabledReason={loading && 'Wait for the answer.'}
          >
            Cancel
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            isLoading={loading}
            disabledReason={submitDisabledReason}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
        {children}
        {submitError ? <ProblemNotice problem={submitError} actions={submitErrorActions} /> : null}
      </form>
    </Dialog>
  )
}
