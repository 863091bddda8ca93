import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import './globals.css'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { Appearance } from '@/components/shell/appearance.tsx'
import { clientConfig } from '@/lib/server/client-config.ts'

// The content security policy's nonce is made per request; a page built ahead would carry scripts without it.
export const dynamic = 'force-dynamic'

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export function generateMetadata(): Metadata {
  const isEmulated = clientConfig().cloud === 'emulator'
  return {
    title: { default: 'Strongroom', template: '%s · Strongroom' },
    description: 'One console for every Azure Key Vault you can see.',
    icons: { icon: { url: isEmulated ? '/favicon-emulated.svg' : '/favicon.svg', type: 'image/svg+xml' } },
    robots: { index: false, follow: false },
  }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  return (
    // The theme's class is set before React sees the page.
    <html lang="en" suppressHydrationWarning>
      <body>
        <Appearance nonce={nonce}>{children}</Appearance>
      </body>
    </html>
  )
}
