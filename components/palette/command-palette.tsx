'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { useDeferredValue, useMemo, useState } from 'react'
import { loadedObjects, reloadObjects } from '@/lib/queries/objects.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { controlStyle } from '../ui/control-style.ts'
import { Dialog } from '../ui/dialog.tsx'
import { type PaletteItem, paletteGroups } from './palette-items.ts'

export interface CommandPaletteProps {
  onClose: () => void
  onShortcuts: () => void
}

const groupStyle =
  '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-faint [&_[cmdk-group-heading]]:text-xs'

/** Goes to any vault, object or page by a few letters, and runs what has no page of its own. */
export function CommandPalette({ onClose, onShortcuts }: CommandPaletteProps) {
  const client = useQueryClient()
  const router = useRouter()
  const { setTheme } = useTheme()
  const { data: vaults } = useQuery(vaultQueries.list())
  const [query, setQuery] = useState('')
  const wanted = useDeferredValue(query)
  const entries = loadedObjects(client)?.entries
  const groups = useMemo(
    () => paletteGroups({ query: wanted, vaults: vaults?.items ?? [], entries: entries ?? [] }),
    [wanted, vaults, entries],
  )
  // The best answer to each query is chosen anew; cmdk by itself would stay on an item that is still there.
  const [chosen, setChosen] = useState({ query: '', id: '' })
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id))
  const selected = chosen.query === wanted && ids.includes(chosen.id) ? chosen.id : (ids[0] ?? '')
  const run = ({ does }: PaletteItem) => {
    onClose()
    if ('href' in does) router.push(does.href)
    else if (does.action === 'shortcuts') onShortcuts()
    else if (does.action === 'reload') void reloadObjects(client, 'all')
    else setTheme(does.action)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Search and commands"
      description={entries ? undefined : 'Objects can be found here once a page has read them, for example Objects.'}
    >
      <Command
        label="Search and commands"
        shouldFilter={false}
        loop
        value={selected}
        onValueChange={(id) => setChosen({ query: wanted, id })}
      >
        <Command.Input
          autoFocus
          value={query}
          onValueChange={setQuery}
          placeholder="A vault, an object, a page or an action"
          className={`${controlStyle} h-9 px-2.5`}
        />
        <Command.List className="mt-2 max-h-[50dvh] overflow-y-auto" label="What was found">
          <Command.Empty className="px-2 py-6 text-muted">Nothing answers to that.</Command.Empty>
          {groups.map(({ heading, items }) => (
            <Command.Group key={heading} heading={heading} className={groupStyle}>
              {items.map((item) => (
                <Command.Item
                  key={item.id}
                  value={item.id}
                  onSelect={() => run(item)}
                  className="flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-2 py-1 data-[selected=true]:bg-selected"
                >
                  <span className={`min-w-0 truncate ${item.isName ? 'font-mono text-xs' : ''}`}>{item.label}</span>
                  <span className="ml-auto shrink-0 text-muted text-xs">{item.detail}</span>
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}
