'use client'

import { lazily } from '../lazily.tsx'

/** Seldom seen, and it brings a form. */
export const NoVaults = lazily(() => import('./no-vaults.tsx').then((part) => part.NoVaults))
