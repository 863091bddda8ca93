'use client'

import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { type LogTable, logTables } from '@/lib/domain/log-tables.ts'
import { Input } from '../ui/input.tsx'

/** The tables and columns that a query can name; a click writes the name where the cursor is. */
export function SchemaBrowser({ onInsert }: { onInsert: (name: string) => void }) {
  const [filter, setFilter] = useState('')
  const wanted = filter.trim().toLowerCase()
  const shown = logTables.flatMap((table) => {
    const columns = table.columns.filter(({ name }) => name.toLowerCase().includes(wanted))
    return wanted === '' || columns.length > 0 || table.name.toLowerCase().includes(wanted) ? [{ table, columns }] : []
  })
  return (
    <div className="flex flex-col gap-2">
      <Input
        type="search"
        aria-label="Filter tables and columns"
        placeholder="Table or column"
        value={filter}
        onChange={({ target }) => setFilter(target.value)}
      />
      <ul className="flex flex-col gap-0.5">
        {shown.map(({ table, columns }) => (
          <Table key={table.name} table={table} columns={columns} isOpenAtFirst={wanted !== ''} onInsert={onInsert} />
        ))}
      </ul>
      {shown.length === 0 ? <p className="px-2 text-muted text-xs">No table or column has that in its name.</p> : null}
    </div>
  )
}

interface TableProps {
  table: LogTable
  columns: LogTable['columns']
  isOpenAtFirst: boolean
  onInsert: (name: string) => void
}

function Table({ table, columns, isOpenAtFirst, onInsert }: TableProps) {
  const [isOpen, setIsOpen] = useState<boolean | null>(null)
  const isShown = isOpen ?? isOpenAtFirst
  const Icon = isShown ? ChevronDown : ChevronRight
  return (
    <li>
      <div className="flex items-center rounded-md hover:bg-hover">
        <button
          type="button"
          aria-expanded={isShown}
          aria-label={`Columns of ${table.name}`}
          onClick={() => setIsOpen(!isShown)}
          className="flex size-7 shrink-0 items-center justify-center rounded-md"
        >
          <Icon className="size-3.5 text-faint" aria-hidden />
        </button>
        <button
          type="button"
          title={table.what}
          onClick={() => onInsert(table.name)}
          className="h-7 min-w-0 flex-1 truncate rounded-md pr-2 text-left font-mono text-xs"
        >
          {table.name}
        </button>
      </div>
      {isShown ? (
        <ul className="ml-3 border-l pl-1">
          {columns.map(({ name, type }) => (
            <li key={name}>
              <button
                type="button"
                onClick={() => onInsert(name)}
                className="flex min-h-6 w-full items-baseline gap-2 rounded-md px-2 py-0.5 text-left hover:bg-hover"
              >
                <span className="min-w-0 flex-1 break-all font-mono text-xs">{name}</span>
                <span className="text-2xs text-faint">{type}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
