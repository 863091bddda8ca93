'use client'

import { useQuery } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { workspaceQueries } from '@/lib/queries/workspaces.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { useOwnQueries } from './own-queries.ts'

/** Queries to begin with: the person's own, examples, and what the views of this console ask. */
export function QueryLibrary({ onOpen }: { onOpen: (text: string) => void }) {
  const own = useOwnQueries()
  const files = useQuery(workspaceQueries.savedQueries())
  const items = files.data?.items ?? []
  const fileItems = (kind: 'example' | 'view') =>
    items
      .filter((file) => file.kind === kind)
      .map(({ name, title, text }) => <Item key={name} title={title} onOpen={() => onOpen(text)} />)
  return (
    <div className="flex flex-col gap-3">
      {files.error ? <ProblemNotice problem={problemFrom(files.error)} /> : null}
      <Group title="Your own">
        {own.queries.length === 0 ? (
          <li className="px-2 py-1 text-faint text-xs">None yet. Save keeps the query in this browser.</li>
        ) : (
          own.queries.map(({ name, text }) => (
            <Item key={name} title={name} onOpen={() => onOpen(text)}>
              <IconButton label={`Remove ${name}`} size="sm" onClick={() => own.remove(name)}>
                <Trash2 aria-hidden />
              </IconButton>
            </Item>
          ))
        )}
      </Group>
      <Group title="Examples">{fileItems('example')}</Group>
      <Group title="What this console asks">{fileItems('view')}</Group>
    </div>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="px-2 pb-1 font-medium text-muted text-xs">{title}</h3>
      <ul className="flex flex-col">{children}</ul>
    </section>
  )
}

function Item({ title, onOpen, children }: { title: string; onOpen: () => void; children?: ReactNode }) {
  return (
    <li className="flex items-center gap-1 rounded-md hover:bg-hover">
      <button type="button" onClick={onOpen} className="min-h-7 min-w-0 flex-1 rounded-md px-2 py-1 text-left text-sm">
        {title}
      </button>
      {children}
    </li>
  )
}
