import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { VaultName } from '@/lib/domain/names.ts'
import { vaultSettingsQueries } from '@/lib/queries/vault-settings.ts'

const quietMs = 300

/**
 * Asks whether a name can be had once the typing has paused; a question that is overtaken is cancelled. `isChecking` is
 * true from the first key on.
 */
export function useNameCheck(subscriptionId: string, name: string) {
  const [settled, setSettled] = useState(name)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), quietMs)
    return () => clearTimeout(timer)
  }, [name])
  const isAskable = subscriptionId !== '' && VaultName.safeParse(settled).success
  const { data, error, isFetching } = useQuery({
    ...vaultSettingsQueries.nameCheck(subscriptionId, settled),
    enabled: isAskable,
  })
  const isCurrent = settled === name
  return {
    answer: isCurrent && isAskable ? data : undefined,
    error: isCurrent && isAskable ? error : null,
    isChecking: VaultName.safeParse(name).success && subscriptionId !== '' && (!isCurrent || isFetching),
  }
}
