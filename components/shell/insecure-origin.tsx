'use client'

import { ShieldAlert } from 'lucide-react'

/** Browsers give cryptography, and with it sign-in, to https and loopback origins only. */
export function InsecureOrigin() {
  return (
    <main className="mx-auto flex w-full max-w-xl flex-1 flex-col justify-center gap-3 px-6">
      <ShieldAlert className="size-6 text-warning" aria-hidden />
      <h1 className="font-semibold text-xl">Open Strongroom over https</h1>
      <p className="text-muted">
        This page came over plain http from <span className="font-mono text-ink text-xs">{location.origin}</span>. A
        browser then refuses the cryptography that signing in needs, and anybody on the way could read what you see.
      </p>
      <p className="text-muted">
        Use an <span className="font-mono text-ink text-xs">https://</span> address, or{' '}
        <span className="font-mono text-ink text-xs">http://localhost</span> on the machine that runs it. Whoever runs
        this server has to put a certificate or a reverse proxy in front of it.
      </p>
    </main>
  )
}
