'use client'

import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { AuditFilters } from '@/lib/queries/audit.ts'

/** Filters with many values, under these names in the address. */
export const valueFilters = ['vault', 'object', 'caller', 'operation', 'address'] as const
export type ValueFilter = (typeof valueFilters)[number]
export const outcomes = ['all', 'succeeded', 'refused', 'failed', 'other'] as const
export type Outcome = (typeof outcomes)[number]

/** What a page of one vault or one object asks for, whatever the reader filters by. */
export interface ActivityScope {
  vault?: string
  /** As `secrets/db-password`. */
  object?: string
}

export interface ActivityFilterState {
  values: Record<ValueFilter, string[]>
  setValues: (filter: ValueFilter, values: string[]) => void
  outcome: Outcome
  setOutcome: (outcome: Outcome) => void
  isConsoleShown: boolean
  setConsoleShown: (isShown: boolean) => void
  clear: () => void
  isFiltered: boolean
  /** What the log is asked for. */
  asked: AuditFilters
}

const list = parseAsArrayOf(parseAsString).withDefault([])

/** Which calls are asked for, in the address. The log is asked anew, so that a filter finds what was beyond the limit. */
export function useActivityFilters({ vault, object }: ActivityScope): ActivityFilterState {
  const [chosen, setChosen] = useQueryStates({
    vault: list,
    object: list,
    caller: list,
    operation: list,
    address: list,
    outcome: parseAsStringLiteral(outcomes).withDefault('all'),
    console: parseAsStringLiteral(['shown']),
  })
  const asked = useMemo((): AuditFilters => {
    const vaults = vault ? [vault] : chosen.vault
    const objects = object ? [object] : chosen.object
    return {
      ...(vaults.length > 0 && { vaults }),
      ...(objects.length > 0 && { objects }),
      ...(chosen.caller.length > 0 && { callers: chosen.caller }),
      ...(chosen.operation.length > 0 && { operations: chosen.operation }),
      ...(chosen.address.length > 0 && { addresses: chosen.address }),
      ...(chosen.outcome !== 'all' && { outcome: chosen.outcome }),
      ...(chosen.console && { console: chosen.console }),
    }
  }, [vault, object, chosen])
  return {
    values: chosen,
    setValues: (filter, values) => void setChosen({ [filter]: values.length > 0 ? values : null }),
    outcome: chosen.outcome,
    setOutcome: (outcome) => void setChosen({ outcome }),
    isConsoleShown: chosen.console === 'shown',
    setConsoleShown: (isShown) => void setChosen({ console: isShown ? 'shown' : null }),
    clear: () => void setChosen(null),
    isFiltered: valueFilters.some((filter) => chosen[filter].length > 0) || chosen.outcome !== 'all',
    asked,
  }
}
