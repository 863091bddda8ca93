import 'server-only'
import { setTimeout as pause } from 'node:timers/promises'
import type { ObjectTotals, VaultStatus } from '../domain/object.ts'
import type { Problem } from '../domain/problem.ts'

/** Lines closer together than this cost the browser a render each, and the network a block of gzip. */
const betweenLinesMs = 50
/** Rows that wait for a slow reader before no more are asked for. */
const mostWaiting = 2_000

/** Rows of one page, by whatever columns; as many as it has names. */
export interface RowsOfPage {
  names: string[]
}

/** What has come since the line before. */
export interface ReadingLine<R extends RowsOfPage> {
  rows: R[]
  statuses: VaultStatus[]
  totals: ObjectTotals
  problems?: Problem[]
}

/** Gathers what many lists bring into lines for one reader, who may be slower than they are. */
export function readingLines<R extends RowsOfPage>(asked: { vaults: number; kinds: number; problems: Problem[] }) {
  const totals: ObjectTotals = { vaults: asked.vaults, readable: 0, partlyReadable: 0, unreadable: 0, objects: 0 }
  const ended = new Map<string, { lists: number; ok: number }>()
  let rows: R[] = []
  let statuses: VaultStatus[] = []
  let problems: Problem[] | undefined = asked.problems.length > 0 ? asked.problems : undefined
  let waiting = 0
  let end: { error?: unknown } | undefined
  const news = signal()
  const room = signal()

  function takeLine(): ReadingLine<R> {
    const line: ReadingLine<R> = { rows, statuses, totals: { ...totals }, ...(problems && { problems }) }
    rows = []
    statuses = []
    problems = undefined
    waiting = 0
    room.set()
    return line
  }

  return {
    /** Resolves when more may come. */
    async rows(found: R): Promise<void> {
      totals.objects += found.names.length
      waiting += found.names.length
      rows.push(found)
      news.set()
      while (waiting > mostWaiting && !end) await room.wait()
    },
    status(status: VaultStatus): void {
      statuses.push(status)
      count(totals, ended, status, asked.kinds)
      news.set()
    },
    /** Nothing more comes, for all lists are read or because of `error`. */
    end(reason: { error?: unknown } = {}): void {
      end ??= reason
      news.set()
      room.set()
    },
    /** At least one line, the first as soon as there is anything to say. @throws what it was ended with */
    async *read(): AsyncGenerator<ReadingLine<R>> {
      const hasNews = () => rows.length > 0 || statuses.length > 0
      for (let isFirst = true; ; isFirst = false) {
        while (!hasNews() && !end) await news.wait()
        if (end?.error !== undefined) throw end.error
        if (!hasNews() && !isFirst) return
        yield takeLine()
        if (!end) await Promise.race([pause(betweenLinesMs), until(() => waiting > mostWaiting / 2 || !!end)])
      }
    },
  }

  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await news.wait()
  }
}

function count(
  totals: ObjectTotals,
  ended: Map<string, { lists: number; ok: number }>,
  { vaultName, state }: VaultStatus,
  kinds: number,
): void {
  const { lists, ok } = ended.get(vaultName) ?? { lists: 0, ok: 0 }
  const now = { lists: lists + 1, ok: state === 'ok' ? ok + 1 : ok }
  if (now.lists < kinds) {
    ended.set(vaultName, now)
    return
  }
  ended.delete(vaultName)
  totals[now.ok === kinds ? 'readable' : now.ok > 0 ? 'partlyReadable' : 'unreadable'] += 1
}

/** Wakes whoever waits; without anybody waiting it is forgotten. */
function signal() {
  let waiters: (() => void)[] = []
  return {
    wait: () =>
      new Promise<void>((resolve) => {
        waiters.push(resolve)
      }),
    set() {
      const woken = waiters
      waiters = []
      for (const wake of woken) wake()
    },
  }
}
