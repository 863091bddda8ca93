'use client'

import { useAccount } from '@azure/msal-react'
import type { BulkPlace } from './use-bulk.ts'

/** What the change to a list is kept under: one for each person. */
export function useBulkKey({ list }: BulkPlace): string {
  return `${useAccount()?.homeAccountId ?? ''} ${list}`
}
