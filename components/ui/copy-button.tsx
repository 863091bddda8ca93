'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { showToast } from './toast.tsx'

export interface CopyButtonProps {
  /** What is copied. Not for secret values: those have their own control, which clears the clipboard again. */
  text: string
  /** What it is, as in "Copy vault URI". */
  what: string
  className?: string
}

export function CopyButton({ text, what, className }: CopyButtonProps) {
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setIsCopied(true)
      setTimeout(() => setIsCopied(false), 2000)
    } catch {
      showToast({
        tone: 'danger',
        title: `Could not copy the ${what}`,
        description: 'The browser refused access to the clipboard. Select the text and copy it by hand.',
      })
    }
  }
  return (
    <>
      <IconButton label={`Copy ${what}`} size="sm" className={className ?? ''} onClick={copy}>
        {isCopied ? <Check className="text-ok" aria-hidden /> : <Copy aria-hidden />}
      </IconButton>
      <span role="status" className="sr-only">
        {isCopied ? `Copied ${what}` : ''}
      </span>
    </>
  )
}
