'use client'

import { ListFilter, Minus, Plus, RefreshCw, Vault } from 'lucide-react'
import type { ReactNode } from 'react'
import type { HeatmapOrder } from '@/lib/domain/heatmap-view.ts'
import { ChoiceMenu } from '../access/choice-menu.tsx'
import { FilterBox } from '../data-table/table-toolbar.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import type { ExportTable } from '../export/export-table.ts'
import type { ReportFacts } from '../export/report.ts'
import { Button } from '../ui/button.tsx'
import { classNames } from '../ui/class-names.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuCheckboxItem } from '../ui/menu.tsx'
import { type HeatmapFilters, zooms } from './use-heatmap-filters.ts'

export interface HeatmapToolbarProps {
  filters: HeatmapFilters
  period: ReactNode
  vaultNames: readonly string[]
  isReading: boolean
  onReload: () => void
  table: () => ExportTable
  rowCount: number
  report?: () => ReportFacts
}

const orderItems: readonly { value: HeatmapOrder; label: string }[] = [
  { value: 'reach', label: 'Widest reach first' },
  { value: 'alike', label: 'Alike beside alike' },
  { value: 'name', label: 'By name' },
]
const viewLabels = { heatmap: 'Heatmap', table: 'Table' } as const
const pressed = (isPressed: boolean) => classNames(isPressed && 'border-accent bg-accent-wash text-accent')

export function HeatmapToolbar({
  filters,
  period,
  vaultNames,
  isReading,
  onReload,
  table,
  rowCount,
  report,
}: HeatmapToolbarProps) {
  const { q, by, vaults, order, view, zoom, rights, set, zoomBy } = filters
  const isObject = by === 'object'
  return (
    <div className="flex flex-wrap items-start gap-2">
      {period}
      <FilterBox
        state={{ filter: q, setFilter: (next) => set({ q: next }) }}
        noun={isObject ? 'callers or objects' : 'callers or vaults'}
      />
      <Button aria-pressed={!isObject} className={pressed(!isObject)} onClick={() => set({ by: 'vault' })}>
        Vaults
      </Button>
      <Button aria-pressed={isObject} className={pressed(isObject)} onClick={() => set({ by: 'object' })}>
        Objects
      </Button>
      <Menu
        trigger={
          <Button className={pressed(vaults.length > 0)}>
            {vaults.length > 0 ? <Vault aria-hidden /> : <ListFilter aria-hidden />}
            {vaults.length === 0 ? 'Every vault' : vaults.length === 1 ? vaults[0] : `${vaults.length} vaults`}
          </Button>
        }
      >
        {vaultNames.map((name) => (
          <MenuCheckboxItem
            key={name}
            checked={vaults.includes(name)}
            onCheckedChange={(isChecked) =>
              set({ vaults: isChecked ? [...vaults, name] : vaults.filter((one) => one !== name) })
            }
          >
            {name}
          </MenuCheckboxItem>
        ))}
      </Menu>
      <ChoiceMenu label="Order" value={order} items={orderItems} onChange={(next) => set({ order: next })} />
      <Button
        aria-pressed={rights && !isObject}
        className={pressed(rights && !isObject)}
        disabledReason={isObject && 'Rights are told by vault. Choose Vaults first.'}
        onClick={() => set({ rights: !rights })}
      >
        Who could
      </Button>
      <Button
        aria-pressed={filters.console}
        className={pressed(filters.console)}
        onClick={() => set({ console: !filters.console })}
      >
        Strongroom’s own calls
      </Button>
      <div className="ml-auto flex items-center gap-2">
        {view === 'heatmap' ? (
          <>
            <IconButton
              label="Smaller cells"
              variant="secondary"
              disabledReason={zoom === zooms[0] && 'These are the smallest.'}
              onClick={() => zoomBy(-1)}
            >
              <Minus aria-hidden />
            </IconButton>
            <IconButton
              label="Larger cells"
              variant="secondary"
              disabledReason={zoom === zooms.at(-1) && 'These are the largest.'}
              onClick={() => zoomBy(1)}
            >
              <Plus aria-hidden />
            </IconButton>
          </>
        ) : null}
        {(['heatmap', 'table'] as const).map((one) => (
          <Button
            key={one}
            aria-pressed={view === one}
            className={pressed(view === one)}
            onClick={() => set({ view: one })}
          >
            {viewLabels[one]}
          </Button>
        ))}
        <ExportMenu table={table} rowCount={rowCount} {...(report && { report })} />
        <IconButton label="Read the logs again" variant="secondary" isLoading={isReading} onClick={onReload}>
          {isReading ? null : <RefreshCw aria-hidden />}
        </IconButton>
      </div>
    </div>
  )
}
