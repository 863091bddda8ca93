'use client'

import { CircleAlert } from 'lucide-react'
import { Button } from '../ui/button.tsx'

export interface ErrorPageProps {
  /** Next's id of an error that came from the server; its text never leaves the server. */
  digest: string | undefined
  onRetry: () => void
}

/** A fault of ours that no part of the page caught. */
export function ErrorPage({ digest, onRetry }: ErrorPageProps) {
  return (
    <main className="mx-auto flex min-h-80 w-full max-w-xl flex-1 flex-col items-start justify-center gap-3 px-6">
      <CircleAlert className="size-6 text-danger" aria-hidden />
      <h1 className="font-semibold text-xl">This page broke</h1>
      <p className="text-muted">
        Strongroom made a mistake while it drew this page. Draw it again; if it breaks again, tell whoever runs this
        server what you were doing. If you were changing something, look first whether the change was made.
      </p>
      {digest ? <p className="font-mono text-2xs text-muted">Error id {digest}</p> : null}
      <Button onClick={onRetry}>Draw the page again</Button>
    </main>
  )
}
