/** A map that knows its keys in order, so that a page of a long list costs a page, and that counts its changes. */
export class OrderedMap<Value> extends Map<string, Value> {
  #ordered: string[] | undefined
  #changes = 0

  constructor(entries: Iterable<readonly [string, Value]> = []) {
    super()
    for (const [key, value] of entries) super.set(key, value)
  }

  /** Another number after each change. */
  get changes(): number {
    return this.#changes
  }

  /** Values whose keys come after this one, in the order of their keys. */
  *valuesAfter(key: string): Iterable<Value> {
    const ordered = this.#keys()
    for (let at = position(ordered, key); at < ordered.length; at++) {
      const found = ordered[at] ?? ''
      const value = this.get(found)
      if (found !== key && value !== undefined) yield value
    }
  }

  override set(key: string, value: Value): this {
    this.#changes += 1
    if (this.#ordered && !this.has(key)) this.#ordered.splice(position(this.#ordered, key), 0, key)
    return super.set(key, value)
  }

  override delete(key: string): boolean {
    this.#changes += 1
    if (this.#ordered && this.has(key)) this.#ordered.splice(position(this.#ordered, key), 1)
    return super.delete(key)
  }

  override clear(): void {
    this.#changes += 1
    this.#ordered = undefined
    super.clear()
  }

  #keys(): string[] {
    this.#ordered ??= [...this.keys()].sort(compare)
    return this.#ordered
  }
}

/** Where a key is among ordered ones, or would be. */
function position(ordered: readonly string[], key: string): number {
  let low = 0
  for (let high = ordered.length; low < high; ) {
    const middle = (low + high) >> 1
    if ((ordered[middle] ?? '') < key) low = middle + 1
    else high = middle
  }
  return low
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
