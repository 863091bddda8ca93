'use client'

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useMemo } from 'react'
import type { AccessMatrix } from '@/lib/domain/access-matrix.ts'
import { accessRights, cellLevel } from '@/lib/domain/access-right.ts'
import type { AccessDirectory } from './use-access.ts'

/** What of the matrix is shown, by place in it; rows are ordered by their reach within the columns. */
export interface AccessView {
  rows: readonly number[]
  columns: readonly number[]
  /** How many of the columns each row reaches, in the order of `rows`. */
  reach: readonly number[]
}

export const accessViews = ['matrix', 'table', 'findings'] as const
const any = 'any'

/** The filters of the access page: `q`, `type`, `environment`, `subscription`, `right` and `view` in the address. */
export function useAccessFilters() {
  const [chosen, setChosen] = useQueryStates({
    q: parseAsString.withDefault(''),
    type: parseAsStringLiteral([any, 'user', 'group', 'servicePrincipal', 'unknown']).withDefault(any),
    environment: parseAsString.withDefault(any),
    subscription: parseAsString.withDefault(any),
    right: parseAsStringLiteral([any, ...accessRights]).withDefault(any),
    view: parseAsStringLiteral(accessViews).withDefault('matrix'),
  })
  return {
    ...chosen,
    set: (next: Partial<typeof chosen>) => void setChosen(next),
    clear: () => void setChosen({ q: null, type: null, environment: null, subscription: null, right: null }),
  }
}
export type AccessFilters = ReturnType<typeof useAccessFilters>

export function useAccessView(
  matrix: AccessMatrix | undefined,
  directory: AccessDirectory | undefined,
  filters: Pick<AccessFilters, 'q' | 'type' | 'environment' | 'subscription' | 'right'>,
): AccessView {
  const { q, type, environment, subscription, right } = filters
  return useMemo(
    () =>
      matrix && directory
        ? viewOf(matrix, directory, { q, type, environment, subscription, right })
        : { rows: [], columns: [], reach: [] },
    [matrix, directory, q, type, environment, subscription, right],
  )
}

function viewOf(
  { principalIds, vaultNames, cells }: AccessMatrix,
  directory: AccessDirectory,
  {
    q,
    type,
    environment,
    subscription,
    right,
  }: Pick<AccessFilters, 'q' | 'type' | 'environment' | 'subscription' | 'right'>,
): AccessView {
  const word = q.trim().toLowerCase()
  const placed = vaultNames.flatMap((name, column) => {
    if (environment !== any && directory.environment(name) !== environment) return []
    return subscription === any || directory.subscription(name) === subscription ? [column] : []
  })
  const isFound = (id: string) => directory.principal(id).name.toLowerCase().includes(word) || id.includes(word)
  const typed = principalIds.flatMap((id, row) => (type === any || directory.principal(id).type === type ? [row] : []))
  const found = word ? typed.filter((row) => isFound(principalIds[row] ?? '')) : typed
  // A word that names no principal names vaults.
  const named = word ? placed.filter((column) => vaultNames[column]?.includes(word)) : placed
  const [rows, columns] = found.length > 0 || named.length === 0 ? [found, placed] : [typed, named]
  const least = right === any ? 0 : accessRights.indexOf(right) + 1
  const weighed = rows.flatMap((row) => {
    let reach = 0
    for (const column of columns) {
      const level = cellLevel(cells[row * vaultNames.length + column] ?? 0)
      if (level > 0 && level >= least) reach += 1
    }
    return reach > 0 ? [{ row, reach }] : []
  })
  // The matrix has them by reach over all vaults, which a stable sort keeps among equals.
  weighed.sort((left, right) => right.reach - left.reach)
  return { rows: weighed.map(({ row }) => row), columns, reach: weighed.map(({ reach }) => reach) }
}
