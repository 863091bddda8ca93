'use client'

import { useAccount } from '@azure/msal-react'
import { useSyncExternalStore } from 'react'
import { readySession } from '../../lib/auth/session.ts'

const limit = 20
const listeners = new Set<() => void>()
const keyOf = (homeAccountId: string) => `strongroom.opened-vaults.${homeAccountId}`

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const split = (text: string) => (text ? text.split(',') : [])

/**
 * The vaults that this person has opened by name in this browser, the latest first. Azure lists them to nobody who holds
 * data-plane rights only, so somebody has to remember them. Names alone, under the account's own id.
 */
export function useOpenedVaults() {
  // MSAL's own hook tells nobody in the first moment of a page.
  const account = useAccount() ?? readySession().account
  const key = keyOf(account?.homeAccountId ?? 'nobody')
  const read = () => localStorage.getItem(key) ?? ''
  const names = split(useSyncExternalStore(subscribe, read, () => ''))
  const write = (next: string[]) => {
    localStorage.setItem(key, next.slice(0, limit).join(','))
    for (const listener of listeners) listener()
  }
  return {
    names,
    remember: (name: string) => write([name, ...split(read()).filter((each) => each !== name)]),
    forget: (name: string) => write(split(read()).filter((each) => each !== name)),
  }
}
