import { OrderedMap } from '../ordered-map.ts'
import type { Kept, Row } from './database.ts'

/** A map that tells which of its keys changed. */
export class KeptMap<Value> extends OrderedMap<Value> {
  readonly place: string
  readonly #seeded: ReadonlySet<string>
  readonly #note: (key: string) => void

  /**
   * @param initial what is there without any row
   * @param rows what was kept, laid over it
   */
  constructor(place: string, initial: Iterable<readonly [string, Value]>, rows: Kept[], note: (key: string) => void) {
    super(initial)
    this.place = place
    this.#seeded = new Set(super.keys())
    for (const { key, json } of rows) {
      if (json === null) super.delete(key)
      else super.set(key, JSON.parse(json)) // written by `rowOf`, of a Value
    }
    this.#note = note
  }

  override set(key: string, value: Value): this {
    this.#note(key)
    return super.set(key, value)
  }

  override delete(key: string): boolean {
    this.#note(key)
    return super.delete(key)
  }

  override clear(): void {
    for (const key of this.keys()) this.#note(key)
    super.clear()
  }

  /** The row that says what is at a key now. */
  rowOf(key: string): Row {
    const value = this.get(key)
    const json = value !== undefined ? JSON.stringify(value) : this.#seeded.has(key) ? null : undefined
    return { place: this.place, key, json }
  }
}
