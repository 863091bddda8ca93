'use client'

import { useAccount } from '@azure/msal-react'
import { useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { readySession } from '@/lib/auth/session.ts'

const OwnQueries = z.array(z.object({ name: z.string(), text: z.string() }))
type OwnQueries = z.infer<typeof OwnQueries>

const most = 100
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** What is kept, or nothing where somebody else has written there. */
function parse(text: string): OwnQueries {
  try {
    const list = OwnQueries.safeParse(JSON.parse(text || '[]'))
    return list.success ? list.data : []
  } catch {
    return []
  }
}

/** The queries that a person keeps in this browser, the latest first: their texts, never their results. */
export function useOwnQueries() {
  const id = (useAccount() ?? readySession().account)?.homeAccountId ?? 'nobody'
  const key = `strongroom.kql.${id}`
  const read = () => localStorage.getItem(key) ?? ''
  const queries = parse(useSyncExternalStore(subscribe, read, () => ''))
  const write = (next: OwnQueries) => {
    localStorage.setItem(key, JSON.stringify(next.slice(0, most)))
    for (const listener of listeners) listener()
  }
  const without = (name: string) => parse(read()).filter((query) => query.name !== name)
  return {
    queries,
    save: (name: string, text: string) => write([{ name, text }, ...without(name)]),
    remove: (name: string) => write(without(name)),
  }
}
