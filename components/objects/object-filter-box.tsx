'use client'

import { Search, X } from 'lucide-react'
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { type Candidate, completions, filterValues, partAt } from '@/lib/domain/object-filter-completion.ts'
import { listenForFilterKey } from '../data-table/row-keys.ts'
import { classNames } from '../ui/class-names.ts'
import { controlStyle } from '../ui/control-style.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { popupStyle } from '../ui/popup-style.ts'

export interface ObjectFilterBoxProps {
  filter: string
  onChange: (filter: string) => void
  /** What completion draws its values from. */
  entries: readonly ObjectEntry[]
}

const noCandidates: Candidate[] = []

/** Where a filter is written, with what could come next below it: arrows choose, Tab or Enter takes, Escape closes. */
export function ObjectFilterBox({ filter, onChange, entries }: ObjectFilterBoxProps) {
  const listId = useId()
  const input = useRef<HTMLInputElement>(null)
  const [cursor, setCursor] = useState<number | null>(null)
  const [active, setActive] = useState(-1)
  const isOpen = cursor !== null
  const known = useDeferredValue(entries)
  const values = useMemo(() => (isOpen ? filterValues(known) : null), [isOpen, known])
  const part = isOpen ? partAt(filter, cursor) : null
  const candidates = part && values ? completions(part.text, values) : noCandidates
  const isListed = candidates.length > 0

  const take = (candidate: Candidate) => {
    if (!part) return
    const before = filter.slice(0, part.start) + candidate.text + (candidate.isOpen ? '' : ' ')
    onChange(before + filter.slice(part.end).trimStart())
    setActive(-1)
    setCursor(before.length)
    // React writes the value first; the caret follows it.
    requestAnimationFrame(() => input.current?.setSelectionRange(before.length, before.length))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      if (isListed) setCursor(null)
      else if (filter) onChange('')
      else event.currentTarget.blur()
      return
    }
    if (!isListed) return
    const chosen = candidates[active]
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const step = event.key === 'ArrowDown' ? 1 : -1
      setActive((active + step + candidates.length + (active < 0 && step < 0 ? 1 : 0)) % candidates.length)
    } else if ((event.key === 'Enter' || event.key === 'Tab') && chosen) {
      event.preventDefault()
      take(chosen)
    }
  }

  return (
    <div className="relative min-w-64 flex-1">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
      <input
        ref={(element) => {
          input.current = element
          return element ? listenForFilterKey(element) : undefined
        }}
        type="text"
        role="combobox"
        aria-label="Filter objects"
        aria-autocomplete="list"
        aria-expanded={isListed}
        aria-controls={listId}
        aria-activedescendant={active >= 0 && isListed ? `${listId}-${active}` : undefined}
        placeholder="vault:prod expires<30d disabled:true tag.owner=pay"
        autoComplete="off"
        spellCheck={false}
        value={filter}
        onChange={(event) => {
          onChange(event.target.value)
          setCursor(event.target.selectionStart ?? event.target.value.length)
          setActive(-1)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
        className={classNames(controlStyle, 'peer h-8 pr-8 pl-8 font-mono text-xs')}
      />
      {filter ? (
        <IconButton label="Clear the filter" size="sm" className="absolute top-1 right-1" onClick={() => onChange('')}>
          <X aria-hidden />
        </IconButton>
      ) : (
        <span className="pointer-events-none absolute top-2 right-2 hidden sm:peer-focus:hidden sm:block">
          <Kbd>/</Kbd>
        </span>
      )}
      <div
        id={listId}
        role="listbox"
        aria-label="What could come next"
        className={classNames(popupStyle, 'absolute top-9 left-0 z-40 max-h-72', !isListed && 'hidden')}
      >
        {candidates.map((candidate, index) => (
          <div
            key={candidate.text}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            // Before the box loses the focus, and with it this list.
            onPointerDown={(event) => {
              event.preventDefault()
              take(candidate)
            }}
            className={classNames(
              'flex min-h-7 items-center justify-between gap-4 rounded-sm px-2 py-1 hover:bg-hover',
              index === active && 'bg-hover',
            )}
          >
            <span className="font-mono text-xs">{candidate.text}</span>
            <span className="font-mono text-faint text-xs">{candidate.hint}</span>
          </div>
        ))}
      </div>
    </div>
  )
}
