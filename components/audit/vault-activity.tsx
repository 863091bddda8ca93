'use client'

import { useMemo } from 'react'
import { ActivityView } from './activity-view.tsx'

/** Every call to one vault. */
export function VaultActivity({ vaultName }: { vaultName: string }) {
  const scope = useMemo(() => ({ vault: vaultName.toLowerCase() }), [vaultName])
  return <ActivityView scope={scope} />
}
