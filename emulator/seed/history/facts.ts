/**
 * What happened, in columns: a fact is a shape (a whole row but for its time, duration and correlation id), and these.
 * Millions of them fit into memory where rows would not.
 */
export class Facts {
  #length = 0
  #shapes = new Int32Array(initialCapacity)
  #times = new Float64Array(initialCapacity)
  #durations = new Int32Array(initialCapacity)
  #correlations = new Int32Array(initialCapacity)

  get length(): number {
    return this.#length
  }

  /**
   * @param timeMs since 1970, whole milliseconds
   * @param correlation facts of the same number share their correlation id; one of its own when absent
   * @returns the correlation
   */
  add(shape: number, timeMs: number, durationMs: number, correlation = this.#length): number {
    const index = this.#length
    if (index === this.#shapes.length) this.#grow()
    this.#shapes[index] = shape
    this.#times[index] = timeMs
    this.#durations[index] = durationMs
    this.#correlations[index] = correlation
    this.#length = index + 1
    return correlation
  }

  /** The facts from `start` on, at most `count`, as columns. */
  columns(start: number, count: number) {
    const end = Math.min(start + count, this.#length)
    return {
      shapes: this.#shapes.subarray(start, end),
      times: this.#times.subarray(start, end),
      durations: this.#durations.subarray(start, end),
      correlations: this.#correlations.subarray(start, end),
    }
  }

  #grow(): void {
    const capacity = this.#shapes.length * 2
    const wider = <Column extends Int32Array | Float64Array>(column: Column, larger: Column) => {
      larger.set(column)
      return larger
    }
    this.#shapes = wider(this.#shapes, new Int32Array(capacity))
    this.#times = wider(this.#times, new Float64Array(capacity))
    this.#durations = wider(this.#durations, new Int32Array(capacity))
    this.#correlations = wider(this.#correlations, new Int32Array(capacity))
  }
}

const initialCapacity = 1 << 16
