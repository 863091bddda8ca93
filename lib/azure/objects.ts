import 'server-only'
import { config } from '../config.ts'
import { ObjectKind, ReadState } from '../domain/object.ts'
import type { ObjectLine } from '../domain/object-page.ts'
import type { Problem } from '../domain/problem.ts'
import { AzureCallError } from './azure-call-error.ts'
import { pagesOf } from './call-scope.ts'
import { readingSlots } from './call-slots.ts'
import { listReaders, type ReadPage } from './clients.ts'
import type { AzureContext } from './context.ts'
import { type ExplainMissing, missingVaults } from './deleted-vaults.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { type ListPlace, listObjectRows } from './object-list.ts'
import { type ReadingLine, type RowsOfPage, readingLines } from './reading-lines.ts'
import { type ReadingTask, readingPlan } from './reading-plan.ts'
import { beginReading } from './readings.ts'
import { hostOfVault } from './vault-host.ts'
import { knownVaults } from './vaults.ts'

export interface Asked {
  /** Names, in the caller's inventory or not; all of the inventory when absent. */
  vaults?: readonly string[] | undefined
  kinds?: readonly ObjectKind[] | undefined
}

/** Lists that are read at once in one reading; those that wait to try again do not count. */
const mostActive = 64

/** More patient than a page that somebody looks at: over thousands of calls, a few fail several times in a row. */
const retry = { tries: 8, deadlineMs: 60_000 }

/** Every secret, key and certificate of many vaults, as pages arrive. @throws {ProblemError} as `readVaults` */
export function listObjects(azure: AzureContext, asked: Asked = {}): AsyncGenerator<ObjectLine> {
  return readVaults(azure, asked, listObjectRows)
}

/** One list of one vault, page by page. */
type ListRows<R> = (readPage: ReadPage, place: ListPlace) => AsyncGenerator<R>

/**
 * One list for each kind in many vaults, as pages arrive. A vault that fails costs its own rows alone and is told of in a
 * status; what concerns the person, such as a missing consent, ends the list.
 *
 * @throws {ProblemError} rate_limited where this person's or this server's readings are too many
 */
export async function* readVaults<R extends RowsOfPage>(
  azure: AzureContext,
  asked: Asked,
  listRows: ListRows<R>,
): AsyncGenerator<ReadingLine<R>> {
  const endReading = beginReading(azure.caller.objectId)
  const deadline = AbortSignal.timeout(config().limits.readingSeconds * 1000)
  const { signal, end } = endingWith(azure.signal, deadline)
  try {
    const { names, problems } = asked.vaults ? { names: asked.vaults, problems: [] } : await knownVaults(azure)
    const explainMissing = missingVaults(azure, async (name) => (await knownVaults(azure)).subscriptionOf(name))
    const kinds = [...new Set(asked.kinds ?? ObjectKind.options)]
    const vaultNames = [...new Set(names)]
    const lines = readingLines<R>({ vaults: vaultNames.length, kinds: kinds.length, problems })
    // The ids of thousands of calls say nothing in the log's one line about this request.
    readLists({ ...azure, signal, azureRequestIds: [] }, readingPlan(vaultNames, kinds), {
      lines,
      listRows,
      deadline,
      explainMissing,
    })
    yield* lines.read()
  } finally {
    end()
    endReading()
  }
}

/** As `AbortSignal.any`, but a signal of its own: each of thousands of calls combines it with others, which costs by depth. */
function endingWith(...signals: AbortSignal[]): { signal: AbortSignal; end: () => void } {
  const ending = new AbortController()
  const end = () => ending.abort()
  for (const one of signals) {
    if (one.aborted) end()
    one.addEventListener('abort', end, { once: true, signal: ending.signal })
  }
  return { signal: ending.signal, end }
}

interface Reading<R extends RowsOfPage> {
  lines: ReturnType<typeof readingLines<R>>
  listRows: ListRows<R>
  deadline: AbortSignal
  explainMissing: ExplainMissing
}

/** Keeps as many lists going as may be, until all are read. */
function readLists<R extends RowsOfPage>(
  azure: AzureContext,
  plan: ReturnType<typeof readingPlan>,
  reading: Reading<R>,
): void {
  const { lines, deadline } = reading
  let active = 0
  let unfinished = 0
  const readers = new Map<string, ReadPage>()
  const readerOf = listReaders(azure, {
    slots: readingSlots,
    retry: {
      ...retry,
      async pausing(pause) {
        active -= 1
        begin()
        await pause.finally(() => {
          active += 1
        })
      },
    },
  })

  function begin(last?: string): void {
    // Nobody reads on. After the deadline, though, each list that is left still gets its word.
    if (azure.signal.aborted && !deadline.aborted) {
      lines.end()
      return
    }
    for (let previous = last; active < mostActive; previous = undefined) {
      const task = plan.next(previous)
      if (!task) break
      active += 1
      unfinished += 1
      void read(task)
    }
    if (unfinished === 0) lines.end()
  }

  async function read(task: ReadingTask): Promise<void> {
    await readList(azure, task, keptReaderOf, reading)
    active -= 1
    unfinished -= 1
    begin(task.vaultName)
  }

  function keptReaderOf(vaultHost: string): ReadPage {
    const reader = readers.get(vaultHost) ?? readerOf(vaultHost)
    readers.set(vaultHost, reader)
    return reader
  }

  begin()
}

/** Reads one list to its end, whatever that is. Never throws. */
async function readList<R extends RowsOfPage>(
  azure: AzureContext,
  { vaultName, kind }: ReadingTask,
  readerOf: (vaultHost: string) => ReadPage,
  { lines, listRows, deadline, explainMissing }: Reading<R>,
): Promise<void> {
  let count = 0
  try {
    const vaultHost = hostOfVault(vaultName)
    for await (const rows of pagesOf(azure, listRows(readerOf(vaultHost), { vaultName, vaultHost, kind }))) {
      count += rows.names.length
      if (rows.names.length > 0) await lines.rows(rows)
    }
    lines.status({ vaultName, kind, state: 'ok', count })
  } catch (error) {
    if (concernsEveryCall(error)) return lines.end({ error })
    const problem = deadline.aborted ? tookTooLong() : problemOf(error).problem
    const deletion = problem.code === 'vault_not_found' ? await explainMissing(vaultName) : undefined
    lines.status({
      vaultName,
      kind,
      state: deletion ? 'vault_deleted' : stateOf(problem),
      count,
      problem: deletion ?? problem,
    })
  }
}

/** A vault's own 401 may come from the tenant that the vault lies in, which is not everybody's. */
function concernsEveryCall(error: unknown): boolean {
  return isAboutThePerson(error) && !(error instanceof AzureCallError && !error.claims)
}

function tookTooLong(): Problem {
  const { readingSeconds: seconds } = config().limits
  const length = seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`
  return {
    code: 'timed_out',
    message: `The whole reading took longer than ${length}.`,
    remedy: 'Read the rest again.',
  }
}

function stateOf({ code, azure }: Problem): ReadState {
  if (azure?.innerCode === 'ForbiddenByConnection') return 'forbidden_by_connection'
  const known = ReadState.safeParse(code)
  return known.success ? known.data : 'failed'
}
