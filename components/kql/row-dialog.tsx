'use client'

import type { QueryColumn } from '@/lib/domain/workspace-query.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { type ResultRow, shownText } from './result-values.ts'

/** Everything in one row, nothing cut short. */
export function RowDialog(props: { columns: readonly QueryColumn[]; row: ResultRow; onClose: () => void }) {
  const { columns, row, onClose } = props
  const record = Object.fromEntries(columns.map(({ name }, index) => [name, row.values[index]]))
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={`Row ${row.index + 1}`}
      footer={<CopyButton text={JSON.stringify(record, null, 2)} what="row as JSON" />}
    >
      <dl className="grid grid-cols-[minmax(8rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1 text-xs">
        {columns.map((column, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two columns may have one name.
          <div key={index} className="contents">
            <dt className="text-muted">{column.name}</dt>
            <dd className="whitespace-pre-wrap font-mono [overflow-wrap:anywhere]">
              {pretty(row.values[index]) ?? shownText(row.values[index], column)}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}

function pretty(value: unknown): string | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : null
}
