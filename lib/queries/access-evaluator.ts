import type { AccessLine } from '../domain/access-reading.ts'
import type { WorkerAnswer, WorkerTask } from './access-worker.ts'

/** The worker of one reading. */
export interface AccessEvaluator {
  add(line: AccessLine): void
  /** Whether an answer is still awaited. */
  isBusy(): boolean
  /** Of everything added before. @throws Error where the worker failed */
  evaluate(isComplete: boolean): Promise<WorkerAnswer>
  end(): void
}

export function startEvaluator(): AccessEvaluator {
  const worker = new Worker(new URL('./access-worker.ts', import.meta.url), { type: 'module' })
  const tell = (task: WorkerTask) => worker.postMessage(task)
  let awaited: { resolve: (answer: WorkerAnswer) => void; reject: (error: Error) => void } | undefined
  worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => {
    awaited?.resolve(data)
    awaited = undefined
  }
  worker.onerror = ({ message }) => {
    awaited?.reject(new Error(message || 'The worker that evaluates access could not run.'))
    awaited = undefined
  }
  return {
    add: (line) => tell({ kind: 'line', line }),
    isBusy: () => awaited !== undefined,
    evaluate: (isComplete) =>
      new Promise((resolve, reject) => {
        awaited = { resolve, reject }
        tell({ kind: 'evaluate', nowSeconds: Math.floor(Date.now() / 1000), isComplete })
      }),
    end: () => worker.terminate(),
  }
}
