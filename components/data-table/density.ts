'use client'

import { useSyncExternalStore } from 'react'

export type Density = 'comfortable' | 'compact'

const key = 'strongroom.density'
/** Pixels. Even the lower one leaves each box and button the 24 pixels that a finger or a shaking hand needs. */
const rowHeights: Record<Density, number> = { comfortable: 34, compact: 26 }
const listeners = new Set<() => void>()

function subscribe(listener: () => void) {
  listeners.add(listener)
  // Another tab.
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const read = (): Density => (localStorage.getItem(key) === 'compact' ? 'compact' : 'comfortable')

/** How much room the rows of all tables take; remembered in this browser, for whoever uses it. */
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, read, () => 'comfortable')
}

/** Pixels. */
export function useRowHeight(): number {
  return rowHeights[useDensity()]
}

/** As `useRowHeight`, for what runs between drawings. */
export function rowHeightNow(): number {
  return rowHeights[read()]
}

export function setDensity(density: Density): void {
  localStorage.setItem(key, density)
  for (const listener of listeners) listener()
}
