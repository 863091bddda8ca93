import { parentPort } from 'node:worker_threads'
import { type Engine, openEngine } from '../../kql/engine.ts'
import { KqlError } from '../../kql/errors.ts'
import { answerTo, type Kept } from './answer.ts'
import type { Answered, Change, Order, Outcome, Question, Refused } from './messages.ts'
import { RestrictionError } from './restrictions.ts'
import { keyColumn, tables } from './tables.ts'

/**
 * The thread that runs queries of Resource Graph. Loading the language takes seconds of work without a pause, which would
 * keep the emulator from answering anything else; here it keeps nobody waiting but who asked.
 */

interface Graph {
  engine: Promise<Engine>
  kept: Kept
  /** One after the other: a query looks at what the changes before it made. */
  changing: Promise<unknown>
  /** What is not answered yet: DuckDB does not survive being closed under a query. */
  running: Set<Promise<unknown>>
}

const graphs = new Map<number, Graph>()

function graphOf(id: number): Graph {
  const known = graphs.get(id)
  if (known) return known
  const engine = openEngine(tables, undefined, { memoryLimit: '512MB', ignoresTableCase: true })
  const graph = { engine, kept: new Map(), changing: Promise.resolve(), running: new Set<Promise<unknown>>() }
  graphs.set(id, graph)
  return graph
}

async function apply({ engine, kept }: Graph, changes: Change[]): Promise<void> {
  if (changes.length > 0) kept.clear()
  for (const { table, removedKeys, added } of changes) {
    await (await engine).remove(table, keyColumn, removedKeys)
    await (await engine).insert(table, added as unknown as Record<string, unknown>[]) // a row by the names of its columns
  }
}

async function answer(graph: Graph, changes: Change[], question: Question): Promise<Answered> {
  const changed = graph.changing.then(() => apply(graph, changes))
  graph.changing = changed.catch(() => undefined)
  await changed
  return answerTo(await graph.engine, graph.kept, question)
}

async function close(id: number): Promise<void> {
  const graph = graphs.get(id)
  graphs.delete(id)
  if (!graph) return
  await Promise.allSettled(graph.running)
  const engine = await graph.engine
  engine.close()
}

async function carryOut(order: Order): Promise<Outcome> {
  if (order.kind === 'close') {
    await close(order.graph)
    return { id: order.id }
  }
  const graph = graphOf(order.graph)
  const answering = answer(graph, order.changes, order.question)
  graph.running.add(answering)
  try {
    return { id: order.id, answer: await answering }
  } catch (error) {
    return { id: order.id, refused: refusalOf(error, order.question.text) }
  } finally {
    graph.running.delete(answering)
  }
}

function refusalOf(error: unknown, text: string): Refused {
  if (error instanceof RestrictionError) {
    return { kind: 'restriction', code: error.code, message: error.message, token: error.token }
  }
  if (error instanceof KqlError) {
    const { kind, message, line, column } = error
    const token = /^[\w-]+|^\S/.exec(text.split('\n')[line - 1]?.slice(column - 1) ?? '')?.[0] ?? '<EOF>'
    return { kind: 'kql', kqlKind: kind, message, line, column, token }
  }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
}

parentPort?.on('message', (order: Order) => {
  carryOut(order).then(
    (outcome) => parentPort?.postMessage(outcome),
    (error: unknown) => parentPort?.postMessage({ id: order.id, refused: refusalOf(error, '') } satisfies Outcome),
  )
})
