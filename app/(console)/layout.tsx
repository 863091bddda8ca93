import type { ReactNode } from 'react'
import { Console } from '@/components/shell/console.tsx'
import { clientConfig } from '@/lib/server/client-config.ts'
import { sampleAccounts } from '@/lib/server/sample-accounts.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const config = clientConfig()
  return (
    <Console config={config} sampleAccounts={await sampleAccounts(config.emulatorHttpPort)}>
      {children}
    </Console>
  )
}
