import 'server-only'

/** What several generators yield, as it comes. A failure of one ends all. */
export async function* sideBySide<T>(generators: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = async (generator: AsyncGenerator<T>) => ({ generator, result: await generator.next() })
  const waiting = new Map(generators.map((generator) => [generator, next(generator)]))
  try {
    while (waiting.size > 0) {
      const { generator, result } = await Promise.race(waiting.values())
      if (result.done) {
        waiting.delete(generator)
        continue
      }
      waiting.set(generator, next(generator))
      yield result.value
    }
  } finally {
    for (const generator of waiting.keys()) void generator.return(undefined)
  }
}
