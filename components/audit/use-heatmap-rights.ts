'use client'

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { HeatmapPrincipal } from '@/lib/domain/access-heatmap.ts'
import { type CellReading, readCell } from '@/lib/domain/access-right.ts'
import type { HeatmapRights } from '@/lib/domain/heatmap-view.ts'
import { accessQueries, type EstateAccess } from '@/lib/queries/access.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'

export interface ReadRights extends HeatmapRights {
  /** What the principal can do with the vault; undefined where it can do nothing. */
  reading: (principalId: string, vaultName: string) => CellReading | undefined
}

/** What everybody could do with the data of each vault, by the same rules as the access page. Read only when it is asked for. */
export function useHeatmapRights(isShown: boolean) {
  const { data, error, isFetching } = useQuery({ ...accessQueries.estate(), enabled: isShown })
  const rights = useMemo(() => (data && isShown ? rightsOf(data) : undefined), [data, isShown])
  return { rights, isReading: isShown && isFetching, error: isShown && error ? problemFrom(error) : null }
}

const typeOf = { user: 'User', servicePrincipal: 'ServicePrincipal', group: 'Group', unknown: null } as const

function rightsOf({ matrix, reading }: EstateAccess): ReadRights {
  const { principalIds, vaultNames, cells } = matrix
  const rows = new Map(principalIds.map((id, row) => [id, row]))
  const columns = new Map(vaultNames.map((name, column) => [name.toLowerCase(), column]))
  const known = new Map(reading.principals.map((one) => [one.id, one]))
  const readingOf = (principalId: string, vaultName: string) => {
    const row = rows.get(principalId)
    const column = columns.get(vaultName.toLowerCase())
    return row === undefined || column === undefined
      ? undefined
      : readCell(cells[row * vaultNames.length + column] ?? 0)
  }
  const isData = (cell: CellReading | undefined) =>
    cell?.rights.some((right) => right === 'read' || right === 'write') ?? false
  const couldAnything = (row: number) =>
    vaultNames.some((_, column) => isData(readCell(cells[row * vaultNames.length + column] ?? 0)))
  // A group calls nothing: its members have what it has.
  const principals = principalIds.flatMap((id, row): HeatmapPrincipal[] => {
    const found = known.get(id)
    if (found?.type === 'group' || !couldAnything(row)) return []
    return [{ id, name: found?.name ?? id, type: found ? typeOf[found.type] : null }]
  })
  return { principals, reading: readingOf, could: (id, vaultName) => isData(readingOf(id, vaultName)) }
}
