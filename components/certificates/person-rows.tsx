'use client'

import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { IconButton } from '@/components/ui/icon-button.tsx'
import { Input } from '@/components/ui/input.tsx'

/** A person as a form holds one: every field is there, empty where nothing is said. */
export type PersonRow<F extends string> = Record<F, string> & { id: number }

export interface PersonRowsProps<F extends string> {
  /** What a row is, as in "Add contact". */
  noun: string
  rows: readonly PersonRow<F>[]
  onChange: (rows: PersonRow<F>[]) => void
  fields: Record<F, string>
  /** Why nobody can be added. */
  disabledReason?: string | null
}

/** Rows of a person each: a field beside the other, added below and removed at the end of its row. */
export function PersonRows<F extends string>({ noun, rows, onChange, fields, disabledReason }: PersonRowsProps<F>) {
  const names = Object.keys(fields) as F[] // what they are declared as
  const set = (id: number, name: F, value: string) =>
    onChange(rows.map((row) => (row.id === id ? { ...row, [name]: value } : row)))
  const empty = () => Object.fromEntries(names.map((name) => [name, ''])) as Record<F, string> // one for each name
  return (
    <>
      {rows.map((row, index) => (
        <div key={row.id} className="flex items-center gap-2">
          {names.map((name) => (
            <Field key={name} label={`${fields[name]} of ${noun} ${index + 1}`} isLabelHidden className="flex-1">
              <Input
                placeholder={fields[name]}
                value={row[name]}
                onChange={(event) => set(row.id, name, event.target.value)}
              />
            </Field>
          ))}
          <IconButton
            label={`Remove ${noun} ${index + 1}`}
            onClick={() => onChange(rows.filter(({ id }) => id !== row.id))}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button
          size="sm"
          disabledReason={disabledReason}
          onClick={() => onChange([...rows, { id: Date.now(), ...empty() }])}
        >
          <Plus aria-hidden />
          Add {noun}
        </Button>
      </div>
    </>
  )
}

/** A row's fields that say something. */
export function givenOf<F extends string>({ id: _, ...row }: PersonRow<F>): Partial<Record<F, string>> {
  const texts = Object.entries(row) as [F, string][] // what is left of a row
  return Object.fromEntries(texts.flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []))) as Partial<
    Record<F, string>
  >
}
