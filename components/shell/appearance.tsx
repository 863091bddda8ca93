'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { ThemeProvider } from 'next-themes'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import type { ReactNode } from 'react'
import { Toasts } from '../ui/toast.tsx'

/** What every page needs before it knows who is looking: theme, toasts, address state, and the nonce for inline tags. */
export function Appearance({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <ThemeProvider
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      storageKey="strongroom.theme"
      {...(nonce && { nonce })}
    >
      <CSPProvider disableStyleElements {...(nonce && { nonce })}>
        <NuqsAdapter>
          {children}
          <Toasts />
        </NuqsAdapter>
      </CSPProvider>
    </ThemeProvider>
  )
}
