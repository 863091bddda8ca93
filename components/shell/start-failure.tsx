'use client'

import { CircleAlert } from 'lucide-react'
import { Button } from '../ui/button.tsx'

/** The session did not start, so nobody can sign in: what is in the way, in place of a wait without end. */
export function StartFailure({ hasStorage }: { hasStorage: boolean }) {
  return (
    <main className="mx-auto flex w-full max-w-xl flex-1 flex-col items-start justify-center gap-3 px-6">
      <CircleAlert className="size-6 text-danger" aria-hidden />
      <h1 className="font-semibold text-xl">
        {hasStorage ? 'Strongroom could not start' : 'This browser lets Strongroom store nothing'}
      </h1>
      <p className="text-muted">
        {hasStorage
          ? 'The sign-in could not be prepared in this browser. Load the page again; if that does not help, close this tab and open the address in a new one.'
          : 'A sign-in is kept in this tab’s storage, and the browser refuses it. Allow this site to store data (often called “cookies and site data”), then load the page again.'}
      </p>
      <Button onClick={() => window.location.reload()}>Load the page again</Button>
    </main>
  )
}
