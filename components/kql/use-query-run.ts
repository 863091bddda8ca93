'use client'

import { useEffect, useRef, useState } from 'react'
import type { Problem } from '@/lib/domain/problem.ts'
import type { QueryFault, QueryResult } from '@/lib/domain/workspace-query.ts'
import { problemFrom } from '@/lib/queries/problem-from.ts'
import { type AskedQuery, runWorkspaceQuery } from '@/lib/queries/workspaces.ts'

/** A query on its way and at its end. Results live here alone and go with the page. */
export type QueryRun =
  | { status: 'none' }
  | { status: 'running' }
  | { status: 'cancelled' }
  | { status: 'failed'; problem: Problem }
  | { status: 'wrong'; text: string; fault: QueryFault; by: string }
  | { status: 'done'; result: QueryResult; text: string; workspaceName: string; tookMs: number }

export interface RunOptions extends AskedQuery {
  workspaceName: string
}

/** Runs one query at a time; leaving the page cancels it. */
export function useQueryRun() {
  const [run, setRun] = useState<QueryRun>({ status: 'none' })
  const running = useRef<AbortController | null>(null)
  const stop = () => {
    running.current?.abort()
    running.current = null
  }
  // Nobody waits for the rows of a page that was left, and the service runs few queries of a person at once.
  useEffect(() => () => running.current?.abort(), [])

  const start = async ({ workspaceName, ...asked }: RunOptions): Promise<QueryRun> => {
    stop()
    const own = new AbortController()
    running.current = own
    setRun({ status: 'running' })
    const startedMs = performance.now()
    const ended = await runWorkspaceQuery(asked, own.signal).then(
      (answer): QueryRun =>
        'fault' in answer
          ? { status: 'wrong', text: asked.text, ...answer }
          : { status: 'done', result: answer, text: asked.text, workspaceName, tookMs: performance.now() - startedMs },
      (error: unknown): QueryRun => ({ status: 'failed', problem: problemFrom(error) }),
    )
    if (running.current !== own) return { status: 'cancelled' }
    running.current = null
    setRun(ended)
    return ended
  }
  const cancel = () => {
    stop()
    setRun({ status: 'cancelled' })
  }
  return { run, start, cancel }
}
