import type { LanguageAnswers, LanguageQuestion, NumberedAnswer, NumberedQuestion } from './language-messages.ts'

/** The language service of one editor, in a worker of its own. */
export interface LanguageClient {
  /** @returns null where the service failed or could not be loaded: a query can be written and run without it */
  ask<Kind extends LanguageQuestion['kind']>(
    question: Extract<LanguageQuestion, { kind: Kind }>,
  ): Promise<LanguageAnswers[Kind] | null>
  end(): void
}

/** @param onFailure hears once that the service could not be loaded */
export function startLanguageClient(onFailure: () => void): LanguageClient {
  const worker = new Worker(new URL('./kql-worker.ts', import.meta.url), { type: 'module' })
  const awaited = new Map<number, (answer: NumberedAnswer['answer'] | null) => void>()
  let asked = 0
  let isBroken = false
  worker.onmessage = ({ data: { id, answer } }: MessageEvent<NumberedAnswer>) => {
    awaited.get(id)?.(answer ?? null)
    awaited.delete(id)
  }
  worker.onerror = () => {
    if (!isBroken) onFailure()
    isBroken = true
    for (const settle of awaited.values()) settle(null)
    awaited.clear()
  }
  return {
    ask: (question) =>
      new Promise((resolve) => {
        if (isBroken) return resolve(null)
        asked += 1
        const numbered: NumberedQuestion = { id: asked, question }
        // An answer carries the number of its question, and so is of its kind.
        awaited.set(asked, resolve as (answer: NumberedAnswer['answer'] | null) => void)
        worker.postMessage(numbered)
      }),
    end: () => worker.terminate(),
  }
}
