'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { usePathname, useRouter } from 'next/navigation'
import { useTheme } from 'next-themes'
import { type KeyboardEvent, useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { ObjectEntry } from '@/lib/domain/object-entry.ts'
import { loadedObjects, reloadObjects } from '@/lib/queries/objects.ts'
import { vaultQueries } from '@/lib/queries/vaults.ts'
import { copyCommand } from '../commands-menu.tsx'
import { ObjectIcon } from '../object-icon.tsx'
import { controlStyle } from '../ui/control-style.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { type PaletteSubject, subjectOfPath } from './object-actions.ts'
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
  const pathname = usePathname()
  // Chosen by Tab, and left again by Backspace.
  const [picked, setPicked] = useState<PaletteSubject | null>(null)
  const groupsFor = useCallback(
    (text: string) => {
      const open = picked ?? subjectOfPath(pathname)
      return paletteGroups({
        query: text,
        vaults: vaults?.items ?? [],
        entries: entries ?? [],
        subject: open && withWhatIsKnown(open, entries ?? []),
        isSubjectAlone: picked !== null,
      })
    },
    [vaults, entries, picked, pathname],
  )
  const groups = useMemo(() => groupsFor(wanted), [groupsFor, wanted])
  // The best answer to each query is chosen anew; cmdk by itself would stay on an item that is still there.
  const [chosen, setChosen] = useState({ query: '', id: '' })
  const ids = groups.flatMap(({ items }) => items.map(({ id }) => id))
  const selected = chosen.query === wanted && ids.includes(chosen.id) ? chosen.id : (ids[0] ?? '')
  const pick = (subject: PaletteSubject | null) => {
    setPicked(subject)
    setQuery('')
  }
  const run = ({ does }: PaletteItem) => {
    onClose()
    if ('copy' in does) {
      void copyCommand(does.copy)
      return
    }
    if ('href' in does) router.push(does.href)
    else if (does.action === 'shortcuts') onShortcuts()
    else if (does.action === 'reload') void reloadObjects(client, 'all')
    else setTheme(does.action)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && picked && query === '') {
      event.preventDefault()
      pick(null)
      return
    }
    // Whoever types and presses Enter at once means what was typed, and not what the list still shows.
    if (event.key === 'Enter' && query !== wanted) {
      event.preventDefault()
      const [best] = groupsFor(query).flatMap(({ items }) => items)
      if (best) run(best)
      return
    }
    if (event.key !== 'Tab' || event.shiftKey || picked) return
    const subject = groups.flatMap(({ items }) => items).find(({ id }) => id === selected)?.subject
    if (!subject) return
    event.preventDefault()
    pick(subject)
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Search and commands"
      description={
        picked
          ? `What can be done with the ${picked.kind} ${picked.name} of ${picked.vaultName}. Backspace goes back.`
          : entries
            ? undefined
            : 'Objects can be found here once a page has read them, for example Objects.'
      }
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
          onKeyDown={onKeyDown}
          placeholder={picked ? `Copy, change or delete ${picked.name}` : 'A vault, an object, a page or an action'}
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
                  {item.kind ? <ObjectIcon kind={item.kind} className="size-3.5 shrink-0 text-faint" /> : null}
                  <span className={`min-w-0 truncate ${item.isName ? 'font-mono text-xs' : ''}`}>{item.label}</span>
                  <span className="ml-auto shrink-0 text-muted text-xs">{item.detail}</span>
                  {item.subject ? <SubjectHint onPick={() => pick(item.subject ?? null)} /> : null}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  )
}

/** By mouse what Tab does by keyboard. Within an option nothing can be a button of its own, so it is not read out there. */
function SubjectHint({ onPick }: { onPick: () => void }) {
  return (
    <span
      aria-hidden
      className="shrink-0 rounded-sm px-1 text-faint text-xs hover:bg-hover hover:text-ink"
      onClick={(event) => {
        event.stopPropagation()
        onPick()
      }}
    >
      <Kbd>Tab</Kbd> actions
    </span>
  )
}

/** Whether it is enabled, and whose it is, where the list over all vaults has told. */
function withWhatIsKnown(subject: PaletteSubject, entries: readonly ObjectEntry[]): PaletteSubject {
  const { kind, vaultName, name } = subject
  const entry = entries.find((each) => each.name === name && each.kind === kind && each.vaultName === vaultName)
  return entry ? { kind, vaultName, name, enabled: entry.enabled, managed: entry.managed } : subject
}
