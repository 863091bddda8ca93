'use client'

import { useQuery } from '@tanstack/react-query'
import { AppWindow, User, UsersRound, X } from 'lucide-react'
import { useDeferredValue, useId, useState } from 'react'
import { type Principal, principalTypeWords } from '@/lib/domain/principal.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { roleAssignmentQueries } from '@/lib/queries/role-assignments.ts'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'

const icons = { User, Group: UsersRound, ServicePrincipal: AppWindow } as const
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export interface PrincipalPickerProps {
  label: string
  hint?: string
  chosen: Principal | null
  /** What stands for nobody chosen. */
  placeholder: string
  onChoose: (principal: Principal | null) => void
}

/** Finds a person, a group or an application by name. An object id is taken as it is where the directory cannot be read. */
export function PrincipalPicker({ label, hint, chosen, placeholder, onChoose }: PrincipalPickerProps) {
  const [text, setText] = useState('')
  const listId = useId()
  const search = useDeferredValue(text.trim())
  const isSearch = search.length >= 2
  const { data, error, isFetching } = useQuery({
    ...roleAssignmentQueries.principals(search),
    enabled: isSearch && !chosen,
  })
  const choose = (principal: Principal | null) => {
    setText('')
    onChoose(principal)
  }
  if (chosen) {
    const Icon = icons[chosen.type]
    return (
      <div className="flex min-w-0 flex-col gap-1">
        <span className="font-medium text-ink text-xs">{label}</span>
        <div className="flex h-8 min-w-0 items-center gap-2 rounded-md border border-line-strong px-2">
          <Icon className="size-4 shrink-0 text-muted" aria-hidden />
          <span className="min-w-0 flex-1 truncate" title={chosen.id}>
            {chosen.name}
          </span>
          <IconButton label={`Choose another than ${chosen.name}`} size="sm" onClick={() => choose(null)}>
            <X aria-hidden />
          </IconButton>
        </div>
      </div>
    )
  }
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <Field label={label} hint={hint}>
        <Input
          value={text}
          placeholder={placeholder}
          aria-controls={listId}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div id={listId} aria-live="polite" className="text-xs">
        {guid.test(search) && (error || data?.items.length === 0) ? (
          <ul className="flex flex-wrap gap-1">
            {(['User', 'Group', 'ServicePrincipal'] as const).map((type) => (
              <li key={type}>
                <Button
                  size="sm"
                  onClick={() => choose({ id: search.toLowerCase(), type, name: search.toLowerCase() })}
                >
                  Take the id of a {principalTypeWords[type]}
                </Button>
              </li>
            ))}
          </ul>
        ) : null}
        {isSearch && error ? (
          <p className="text-warning">
            {problemFrom(error).message} Names cannot be searched: paste an object id in their place.
          </p>
        ) : null}
        {isSearch && !error && !isFetching && data?.items.length === 0 ? (
          <p className="text-muted">
            {guid.test(search) ? 'The directory knows no such id.' : 'Nobody’s name has a word that begins so.'}
          </p>
        ) : null}
        {isSearch && data ? (
          <ul className="flex max-h-48 flex-col divide-y divide-line overflow-auto rounded-md border empty:hidden">
            {data.items.map((one) => {
              const Icon = icons[one.type]
              return (
                <li key={one.id}>
                  <button
                    type="button"
                    onClick={() => choose(one)}
                    className="flex min-h-8 w-full items-center gap-2 px-2 text-left text-sm hover:bg-hover"
                  >
                    <Icon className="size-4 shrink-0 text-muted" aria-hidden />
                    <span className="min-w-0 flex-1 truncate">{one.name}</span>
                    <span className="truncate text-muted text-xs">{one.detail ?? principalTypeWords[one.type]}</span>
                  </button>
                </li>
              )
            })}
          </ul>
        ) : null}
      </div>
    </div>
  )
}
