'use client'

import { Bookmark } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/button.tsx'
import { Input } from '../ui/input.tsx'
import { Popover } from '../ui/popover.tsx'
import { showToast } from '../ui/toast.tsx'
import { useOwnQueries } from './own-queries.ts'

/** Keeps the query in this browser under a name. */
export function SaveQuery({ text }: { text: string }) {
  return (
    <Popover
      label="Save the query"
      align="end"
      className="w-72"
      trigger={
        <Button disabledReason={!text.trim() && 'There is no query to save.'}>
          <Bookmark aria-hidden />
          Save
        </Button>
      }
    >
      <SaveForm text={text} />
    </Popover>
  )
}

function SaveForm({ text }: { text: string }) {
  const own = useOwnQueries()
  const [name, setName] = useState('')
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!name.trim()) return
    own.save(name.trim(), text)
    setName('')
    showToast({ tone: 'ok', title: `Saved “${name.trim()}”`, description: 'It is in the list, in this browser.' })
  }
  return (
    <form onSubmit={onSubmit} className="flex flex-col gap-2 p-2">
      <p className="text-muted text-xs">
        The text is kept in this browser, its result is not. A name that is there is replaced.
      </p>
      <div className="flex gap-2">
        <Input
          aria-label="Name of the query"
          placeholder="Name of this query"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabledReason={!name.trim() && 'Give the query a name first.'}>
          Save
        </Button>
      </div>
    </form>
  )
}
