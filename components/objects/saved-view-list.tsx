'use client'

import { useAccount } from '@azure/msal-react'
import { Trash2 } from 'lucide-react'
import Link from 'next/link'
import { type FormEvent, useState } from 'react'
import { readySession } from '@/lib/auth/session.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import { useSavedViews } from './saved-view-store.ts'

/** The views there are, and a box to keep the one that is shown. */
export function SavedViewList({ path }: { path: string }) {
  const { views, save, remove } = useSavedViews(
    (useAccount() ?? readySession().account)?.homeAccountId ?? 'nobody',
    path,
  )
  const [name, setName] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    save(name.trim(), window.location.search)
    setName('')
  }
  return (
    <>
      {views.length === 0 ? (
        <p className="px-2 py-1 text-muted text-xs">
          A view is the filter, order, groups and columns as they stand now. It is kept in this browser; its address can
          be shared.
        </p>
      ) : (
        <ul>
          {views.map((view) => (
            <li key={view.name} className="flex items-center gap-1 rounded-sm hover:bg-hover">
              <Link href={`${path}${view.search}`} className="min-w-0 flex-1 truncate px-2 py-1">
                {view.name}
              </Link>
              <IconButton label={`Forget the view ${view.name}`} size="sm" onClick={() => remove(view.name)}>
                <Trash2 aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={onSubmit} className="mt-1 flex gap-2 border-t p-2">
        <Input
          aria-label="Name of the view"
          placeholder="Name of this view"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabledReason={!name.trim() && 'Give the view a name first.'}>
          Save
        </Button>
      </form>
    </>
  )
}
