import { OrderedMap } from '../ordered-map.ts'
import type { Database } from './database.ts'
import { KeptMap } from './kept-map.ts'

/** Where a state that outlives the process is kept. Without a data directory there are maps in memory and nothing else. */
export interface Keeper {
  readonly isKeeping: boolean
  /** How often something was forgotten: what was made before that must not claim its place again. */
  readonly generation: number
  /**
   * A map whose entries survive. What was kept is laid over `initial`, which is never written itself. Values are plain
   * JSON; whoever changes one in place puts it back with `set`, or the change goes unnoticed.
   */
  map<Value>(place: string, initial?: Iterable<readonly [string, Value]>): OrderedMap<Value>
  /** Keeps the maps whose places begin so no longer; their rows go with the next commit. */
  forget(prefix: string): void
  /**
   * Asks before each commit, until the end of a call: is there something that changed in place?
   * @returns ends it
   */
  watch(noteChanges: () => void): () => void
  /** When it returns, every change of every map so far is on the disk, all or none. @throws when the disk refuses */
  commit(): void
  close(): void
}

export function memoryKeeper(): Keeper {
  return {
    isKeeping: false,
    generation: 0,
    map: (_place, initial) => new OrderedMap(initial),
    forget: () => undefined,
    watch: () => () => undefined,
    commit: () => undefined,
    close: () => undefined,
  }
}

export function diskKeeper(database: Database): Keeper {
  const changed = new Map<string, { map: Pick<KeptMap<unknown>, 'rowOf'>; keys: Set<string> }>()
  /** The latest map of each place: a reset leaves calls behind that still hold older ones. */
  const maps = new Map<string, object>()
  const watches = new Set<() => void>()
  let emptied: string[] = []
  let generation = 0

  return {
    isKeeping: true,
    get generation() {
      return generation
    },
    map<Value>(place: string, initial: Iterable<readonly [string, Value]> = []) {
      const map: KeptMap<Value> = new KeptMap(place, initial, database.rowsOf(place), (key) => {
        if (maps.get(place) !== map) return
        const entry = changed.get(place)
        if (entry) entry.keys.add(key)
        else changed.set(place, { map, keys: new Set([key]) })
      })
      maps.set(place, map)
      return map
    },
    forget(prefix) {
      for (const place of [...maps.keys()].filter((one) => one.startsWith(prefix))) {
        maps.delete(place)
        changed.delete(place)
      }
      emptied.push(prefix)
      generation += 1
    },
    watch(noteChanges) {
      watches.add(noteChanges)
      return () => watches.delete(noteChanges)
    },
    commit() {
      for (const noteChanges of watches) noteChanges()
      if (changed.size === 0 && emptied.length === 0) return
      const rows = [...changed.values()].flatMap(({ map, keys }) => [...keys].map((key) => map.rowOf(key)))
      database.write(emptied, rows)
      changed.clear()
      emptied = []
    },
    close: () => database.close(),
  }
}
