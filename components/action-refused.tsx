'use client'

import { CircleAlert } from 'lucide-react'
import { Button } from './ui/button.tsx'

/** Why what the address asks for cannot be done. */
export function ActionRefused({ reason, onClose }: { reason: string | null; onClose: () => void }) {
  if (reason === null) return null
  return (
    <div
      role="alert"
      className="mx-4 mb-3 flex items-center gap-2 rounded-md border border-warning-line bg-warning-wash px-3 py-1.5 sm:mx-6"
    >
      <CircleAlert className="size-4 shrink-0 text-warning" aria-hidden />
      <p className="min-w-0 flex-1">{reason}</p>
      <Button size="sm" variant="ghost" onClick={onClose}>
        Dismiss
      </Button>
    </div>
  )
}
