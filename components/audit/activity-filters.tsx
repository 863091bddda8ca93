'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { environmentOf } from '@/lib/domain/object-entry.ts'
import type { Vault } from '@/lib/domain/vault.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { ChoiceMenu } from '../access/choice-menu.tsx'
import { Button } from '../ui/button.tsx'
import type { ActivityRow } from './activity-rows.ts'
import type { ActivityFilterState, ActivityScope, ValueFilter } from './use-activity-filters.ts'
import { ValueFilterMenu, type ValueOption } from './value-filter-menu.tsx'

export interface ActivityFiltersProps {
  filters: ActivityFilterState
  scope: ActivityScope
  /** The calls that are shown. */
  rows: readonly ActivityRow[]
  /** Every call met in this period, whatever was filtered by. */
  met: readonly ActivityRow[]
}

const outcomeItems = [
  { value: 'all', label: 'Any result' },
  { value: 'succeeded', label: 'Succeeded' },
  { value: 'refused', label: 'Refused (401, 403)' },
  { value: 'failed', label: 'Failed or refused' },
  { value: 'other', label: 'Failed, not refused' },
] as const

const menus: readonly { filter: ValueFilter; label: string; of: (row: ActivityRow) => ValueOption }[] = [
  { filter: 'caller', label: 'Caller', of: ({ caller }) => ({ value: caller.id, label: caller.name }) },
  { filter: 'operation', label: 'Operation', of: ({ event }) => plain(event.operation) },
  { filter: 'object', label: 'Object', of: ({ event }) => plain(event.object) },
  { filter: 'address', label: 'Address', of: ({ event }) => plain(event.address) },
]

const plain = (value: string): ValueOption => ({ value, label: value })

/** What the log is asked for. */
export function ActivityFilters({ filters, scope, rows, met }: ActivityFiltersProps) {
  const vaults = useQuery({ ...vaultQueries.list(), enabled: !scope.vault })
  const options = useMemo(() => menus.map(({ of }) => optionsOf(met.map(of), rows.map(of))), [met, rows])
  return (
    <>
      {scope.vault ? null : <EnvironmentMenu vaults={vaults.data?.items ?? []} filters={filters} />}
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

/** The vaults of one environment at once. */
function EnvironmentMenu({ vaults, filters }: { vaults: readonly Vault[]; filters: ActivityFilterState }) {
  const named = useMemo(() => {
    const all = vaults.map(({ name, tags }) => ({
      name: name.toLowerCase(),
      of: environmentOf({ vaultName: name, tags }),
    }))
    return Map.groupBy(
      all.filter(({ of }) => of !== ''),
      ({ of }) => of,
    )
  }, [vaults])
  const namesOf = (environment: string) => (named.get(environment) ?? []).map(({ name }) => name)
  const chosen = new Set(filters.values.vault)
  const isChosen = (names: string[]) => names.length === chosen.size && names.every((name) => chosen.has(name))
  const value = chosen.size === 0 ? '' : ([...named.keys()].find((one) => isChosen(namesOf(one))) ?? '')
  return (
    <ChoiceMenu
      label="Environment"
      value={value}
      items={[
        { value: '', label: 'Every environment' },
        ...[...named.keys()].sort().map((environment) => ({ value: environment, label: environment })),
      ]}
      onChange={(next) => filters.setValues('vault', namesOf(next))}
    />
  )
}

/** What was met, with how many of the calls shown it has; the most first. */
function optionsOf(met: ValueOption[], shown: ValueOption[]): ValueOption[] {
  const counts = new Map<string, number>()
  for (const { value } of shown) counts.set(value, (counts.get(value) ?? 0) + 1)
  const byValue = new Map(met.map((option) => [option.value, { ...option, count: counts.get(option.value) ?? 0 }]))
  byValue.delete('')
  return [...byValue.values()].sort((left, right) => right.count - left.count || left.label.localeCompare(right.label))
}
