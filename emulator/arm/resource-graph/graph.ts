import type { Caller } from '../../entra/access-token.ts'
import type { State } from '../../state.ts'
import type { Answered, Change, Order, Outcome, Question, Refused } from './messages.ts'
import { type Entry, sectionsOf } from './sections.ts'
import type { ResourceRow } from './tables.ts'
import { ask } from './thread.ts'
import { type QueryScope, visibleEntries } from './visibility.ts'

/** A query of Resource Graph as somebody asks it. */
export interface GraphQuery extends Pick<Question, 'text' | 'nowMs' | 'skip' | 'top' | 'format'> {
  caller: Caller
  scope: QueryScope
  /** By which the client came, for addresses in rows. */
  port: string
}

/**
 * Resource Graph over the state. Its tables are loaded when it is first asked, and after that whatever changed; each
 * caller's query looks at the rows that they may read.
 */
export interface ResourceGraph {
  query(query: GraphQuery): Promise<{ answer: Answered } | { refused: Refused }>
  /** Loads language and rows before anybody asks, which takes seconds, and holds nothing else up. */
  warm(): Promise<void>
  close(): Promise<void>
}

interface LoadedSection {
  madeFrom: unknown[]
  entries: Entry[]
  /** What the thread has, by key. */
  rows: Map<string, string>
}

interface Visible {
  /** Another one for every set of keys. */
  name: string
  /** Absent where nothing is left out. */
  keys?: string[]
}

/** Of the kind that is asked first. */
const warming: Question = {
  text: "resources | where type =~ 'microsoft.keyvault/vaults' | project id, name, properties | order by id asc",
  nowMs: 0,
  keysName: 'all',
  skip: 0,
  top: 1,
  format: 'objectArray',
}

let graphs = 0
let visibleSets = 0
const mostVisible = 100

export function createResourceGraph(state: () => State): ResourceGraph {
  const graph = ++graphs
  let sections: LoadedSection[] = []
  let visible = new Map<string, Visible>()
  let madeFor: unknown[] = []
  let isAsked = false

  /** What changed since the last query, and from then on counts as told. */
  function changes(port: string): Change[] {
    const found: Change[] = []
    sections = sectionsOf(state(), port).map(({ table, madeFrom, entries }, index) => {
      const known = sections[index]
      if (known && isAlike(known.madeFrom, madeFrom)) return known
      const loaded = { madeFrom, entries: entries(), rows: new Map<string, string>() }
      const before = known?.rows ?? new Map<string, string>()
      const added: Change['added'] = []
      for (const { key, row } of loaded.entries) {
        const made: ResourceRow = row()
        const written = JSON.stringify(made)
        loaded.rows.set(key, written)
        if (before.get(key) !== written) added.push({ ...made, key })
      }
      const gone = [...before.keys()].filter((key) => !loaded.rows.has(key))
      const replaced = added.map(({ key }) => key).filter((key) => before.has(key))
      if (added.length > 0 || gone.length > 0) found.push({ table, removedKeys: [...gone, ...replaced], added })
      return loaded
    })
    return found
  }

  /** Remembered for as long as rows, groups and roles stay the same. */
  function visibleTo(caller: Caller, scope: QueryScope): Visible {
    const { groups, denyAssignments } = state()
    const madeFrom = [groups, groups.length, denyAssignments, denyAssignments?.length, ...sections]
    if (!isAlike(madeFor, madeFrom) || visible.size >= mostVisible) {
      visible = new Map()
      madeFor = madeFrom
    }
    const asker = JSON.stringify([caller.objectId, scope])
    const known = visible.get(asker)
    if (known) return known
    const all = sections.flatMap(({ entries }) => entries)
    const seen = visibleEntries(state(), caller, all, scope)
    const made =
      seen.length === all.length ? { name: 'all' } : { name: String(++visibleSets), keys: seen.map(({ key }) => key) }
    visible.set(asker, made)
    return made
  }

  async function send(told: Change[], question: Question): Promise<Outcome> {
    isAsked = true
    return ask((id): Order => ({ kind: 'query', id, graph, changes: told, question }))
  }

  return {
    async query({ caller, scope, port, ...question }) {
      const told = changes(port)
      const { name, keys } = visibleTo(caller, scope)
      const outcome = await send(told, { ...question, keysName: name, ...(keys && { keys }) })
      return resultOf(outcome)
    },
    async warm() {
      await send(changes(''), warming)
    },
    async close() {
      if (isAsked) await ask((id) => ({ kind: 'close', id, graph }))
    },
  }
}

function resultOf(outcome: Outcome): { answer: Answered } | { refused: Refused } {
  if ('answer' in outcome || 'refused' in outcome) return outcome
  throw new Error('The thread of Resource Graph answered nothing.')
}

function isAlike(left: unknown[], right: unknown[]): boolean {
  return left.length === right.length && left.every((one, index) => one === right[index])
}
