'use client'

import { useState } from 'react'
import { Choice } from '../ui/choice.tsx'
import { QueryLibrary } from './query-library.tsx'
import { SchemaBrowser } from './schema-browser.tsx'

const parts = [
  { value: 'queries', label: 'Queries' },
  { value: 'tables', label: 'Tables' },
] as const

interface SidePanelProps {
  onOpen: (text: string) => void
  onInsert: (name: string) => void
}

/** What helps to write a query. */
export function SidePanel({ onOpen, onInsert }: SidePanelProps) {
  const [part, setPart] = useState<'queries' | 'tables'>('queries')
  return (
    <div className="flex flex-col gap-3 p-3">
      <Choice label="To begin with" value={part} onValueChange={setPart} items={parts} />
      {part === 'queries' ? <QueryLibrary onOpen={onOpen} /> : <SchemaBrowser onInsert={onInsert} />}
    </div>
  )
}
