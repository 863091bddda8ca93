'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { ChoiceMenu } from '../access/choice-menu.tsx'
import { Button } from '../ui/button.tsx'
import type { ActivityRow } from './activity-rows.ts'
import type { ActivityFilterState, ActivityScope, ValueFilter } from './use-activity-filters.ts'
import { ValueFilterMenu, type ValueOption } from './value-filter-menu.tsx'

export interface ActivityFiltersProps {
  filters: ActivityFilterState
  scope: ActivityScope
  /** Every call met in this period, whatever was filtered by. */
  met: readonly ActivityRow[]
}

const outcomeItems = [
  { value: 'all', label: 'Any result' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'refused', label: 'Refused (401, 403)' },
  { value: 'failed', label: 'Failed or refused' },
] as const

const menus: readonly { filter: ValueFilter; label: string; of: (row: ActivityRow) => ValueOption }[] = [
  { filter: 'caller', label: 'Caller', of: ({ caller }) => ({ value: caller.id, label: caller.name }) },
  { filter: 'operation', label: 'Operation', of: ({ event }) => plain(event.operation) },
  { filter: 'object', label: 'Object', of: ({ event }) => plain(event.object) },
  { filter: 'address', label: 'Address', of: ({ event }) => plain(event.address) },
]

const plain = (value: string): ValueOption => ({ value, label: value })

/** What the log is asked for. */
export function ActivityFilters({ filters, scope, met }: ActivityFiltersProps) {
  const vaults = useQuery({ ...vaultQueries.list(), enabled: !scope.vault })
  const options = useMemo(() => menus.map(({ of }) => optionsOf(met.map(of))), [met])
  return (
    <>
      {scope.vault ? null : (
        <ValueFilterMenu
          label="Vault"
          values={filters.values.vault}
          options={(vaults.data?.items ?? []).map(({ name }) => plain(name.toLowerCase()))}
          onChange={(values) => filters.setValues('vault', values)}
        />
      )}
      {menus.map(({ filter, label }, place) =>
        filter === 'object' && scope.object ? null : (
          <ValueFilterMenu
            key={filter}
            label={label}
            values={filters.values[filter]}
            options={options[place] ?? []}
            onChange={(values) => filters.setValues(filter, values)}
          />
        ),
      )}
      <ChoiceMenu label="Result" value={filters.outcome} items={outcomeItems} onChange={filters.setOutcome} />
      <ChoiceMenu
        label="Strongroom"
        value={filters.isConsoleShown ? 'shown' : 'hidden'}
        items={[
          { value: 'hidden', label: 'Without what Strongroom reads to show its pages' },
          { value: 'shown', label: 'With all of its own calls' },
        ]}
        onChange={(next) => filters.setConsoleShown(next === 'shown')}
      />
      {filters.isFiltered ? (
        <Button variant="ghost" onClick={filters.clear}>
          Clear
        </Button>
      ) : null}
    </>
  )
}

function optionsOf(all: ValueOption[]): ValueOption[] {
  const byValue = new Map(all.map((option) => [option.value, option]))
  byValue.delete('')
  return [...byValue.values()].sort((left, right) => left.label.localeCompare(right.label))
}
