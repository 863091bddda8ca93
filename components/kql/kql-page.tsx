'use client'

import { useQuery } from '@tanstack/react-query'
import { SquareTerminal } from 'lucide-react'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { workspaceQueries } from '@/lib/queries/workspaces.ts'
import { PageHeader } from '../page-header.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import type { PlacedFinding } from './code-editor.ts'
import { ParameterFields } from './parameter-fields.tsx'
import { QueryEditor } from './query-editor.tsx'
import { QueryFaults } from './query-faults.tsx'
import { QueryResult } from './query-result.tsx'
import { QueryToolbar, useQueryPeriod } from './query-toolbar.tsx'
import { SidePanel } from './side-panel.tsx'
import { useEditor } from './use-editor.ts'
import { useQueryRun } from './use-query-run.ts'
import { useQueryText } from './use-query-text.ts'

/** Any query of the logs, by whoever may read them. Opening the page, by whatever link, runs nothing. */
export function KqlPage() {
  const list = useQuery(workspaceQueries.list())
  const [chosen, setChosen] = useQueryState('workspace', parseAsString.withDefault(''))
  const time = useQueryPeriod()
  const { text, setText, origin } = useQueryText()
  const { run, start, cancel } = useQueryRun()
  const [findings, setFindings] = useState<PlacedFinding[]>([])
  const { field, editor, withEditor, onReady } = useEditor()
  const workspaces = list.data?.items ?? []
  const workspace = workspaces.find(({ name }) => name === chosen) ?? workspaces[0]

  const onRun = async () => {
    if (!workspace || !text.trim()) return
    const { workspaceId, name } = workspace
    const ended = await start({ workspaceId, workspaceName: name, text, ...time.bounds(Date.now()) })
    editor.current?.showFault(text, ended.status === 'wrong' && ended.by === 'Log Analytics' ? ended.fault : null)
  }
  const replace = (next: string) => {
    setText(next)
    setFindings([])
    editor.current?.replace(next)
  }
  const insert = (name: string) => {
    if (editor.current) return editor.current.insert(name)
    const at = field.current?.selectionStart ?? text.length
    setText(text.slice(0, at) + name + text.slice(at))
  }
  const panel = <SidePanel onOpen={replace} onInsert={insert} />

  return (
    <>
      <PageHeader title="KQL">
        <p className="text-muted">Queries of the logs in a Log Analytics workspace, asked as you.</p>
      </PageHeader>
      {list.error ? (
        <ProblemNotice
          variant="page"
          problem={problemFrom(list.error)}
          actions={<Button onClick={() => void list.refetch()}>Try again</Button>}
        />
      ) : list.data && workspaces.length === 0 ? (
        <EmptyState icon={<SquareTerminal aria-hidden />} title="You see no Log Analytics workspace">
          <p>
            Queries are asked of a workspace, and Azure shows you none. Log Analytics Reader on the workspace that
            vaults log to lets you see and query it.
          </p>
        </EmptyState>
      ) : (
        <div className="flex min-h-0 flex-1 border-t">
          <aside aria-label="Queries and tables" className="w-72 shrink-0 overflow-y-auto border-r max-lg:hidden">
            {panel}
          </aside>
          <div className="flex min-w-0 flex-1 flex-col overflow-y-auto">
            <details className="border-b lg:hidden">
              <summary className="cursor-pointer px-4 py-2 text-muted">Queries and tables</summary>
              {panel}
            </details>
            <div className="flex flex-col gap-3 border-b px-4 py-3 sm:px-6">
              <QueryToolbar
                {...{ text, workspaces, workspace, time, onRun }}
                onWorkspace={(name) => void setChosen(name)}
                isRunning={run.status === 'running'}
                onCancel={cancel}
                onFormat={() => withEditor((ready) => ready.format())}
              />
              <ParameterFields text={text} onChange={replace} />
              <QueryEditor
                key={origin}
                {...{ text, field, editor, onReady, onRun }}
                onChange={setText}
                onFindings={setFindings}
              />
              <QueryFaults
                findings={findings}
                run={run}
                onGoTo={(line, column) => withEditor((ready) => ready.goTo(line, column))}
              />
            </div>
            <QueryResult run={run} />
          </div>
        </div>
      )}
    </>
  )
}
