'use client'

import { useSyncExternalStore } from 'react'
import { SavedViewList } from '@/lib/domain/saved-view.ts'

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
function parse(text: string): SavedViewList {
  try {
    const list = SavedViewList.safeParse(JSON.parse(text || '[]'))
    return list.success ? list.data : []
  } catch {
    return []
  }
}

/** The views that a person keeps of a page in this browser, the latest first. */
export function useSavedViews(homeAccountId: string, path: string) {
  const key = `strongroom.saved-views${path}.${homeAccountId}`
  const read = () => localStorage.getItem(key) ?? ''
  const views = parse(useSyncExternalStore(subscribe, read, () => ''))
  const write = (next: SavedViewList) => {
    localStorage.setItem(key, JSON.stringify(next.slice(0, 50)))
    for (const listener of listeners) listener()
  }
  const without = (name: string) => parse(read()).filter((view) => view.name !== name)
  return {
    views,
    save: (name: string, search: string) => write([{ name, search }, ...without(name)]),
    remove: (name: string) => write(without(name)),
  }
}
