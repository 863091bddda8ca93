import { Worker } from 'node:worker_threads'
import type { Order, Outcome } from './messages.ts'

/** One thread for the whole process, begun when it is first asked: what takes long is loading the language. */
let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, { resolve: (outcome: Outcome) => void; reject: (error: Error) => void }>()

export function ask(orderOf: (id: number) => Order): Promise<Outcome> {
  worker ??= begin()
  const thread = worker
  const id = ++lastId
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject })
    // A question that waits keeps the process; a thread without one does not.
    thread.ref()
    thread.postMessage(orderOf(id))
  })
}

function begin(): Worker {
  const thread = new Worker(new URL('./worker.ts', import.meta.url))
  thread.on('message', (outcome: Outcome) => {
    waiting.get(outcome.id)?.resolve(outcome)
    waiting.delete(outcome.id)
    if (waiting.size === 0) thread.unref()
  })
  const fail = (error: Error) => {
    worker = undefined
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  thread.on('error', fail)
  thread.on('exit', (code) => fail(new Error(`The thread of Resource Graph ended with code ${code}.`)))
  return thread
}
