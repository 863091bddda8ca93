import type { Emulator } from '../emulator.ts'
import { KqlError } from '../kql/errors.ts'
import { answerText, maxRows, outOfMemoryText } from './answer.ts'
import { badQuery, LogsError } from './errors.ts'
import type { QueryRequest } from './query-request.ts'
import type { Rows } from './targets.ts'
import { parseTimespan } from './timespan.ts'

/**
 * Runs a query over the rows it may see. @returns the answer's body, also where it is partial
 * @throws LogsError
 */
export async function runQuery(
  emulator: Emulator,
  { query, timespan, preferences }: QueryRequest,
  only: Rows,
  signal: AbortSignal,
): Promise<string> {
  const nowMs = emulator.clock.nowMs()
  const asked = timespan === undefined ? undefined : parseTimespan(timespan, nowMs)
  const startedMs = performance.now()
  try {
    const result = await emulator.logs.query(query, {
      nowMs,
      only,
      maxRows,
      timeoutMs: preferences.waitSeconds * 1000,
      signal,
      // The engine leaves its end out, Log Analytics does not.
      ...(asked && { timespan: { fromMs: asked.fromMs, toMs: asked.toMs + 1 } }),
    })
    return answerText(result, preferences, performance.now() - startedMs)
  } catch (error) {
    if (error instanceof KqlError && error.kind === 'OutOfMemory') return outOfMemoryText()
    throw refusalOf(error, preferences.waitSeconds)
  }
}

function refusalOf(error: unknown, waitSeconds: number): LogsError {
  if (error instanceof KqlError) {
    if (error.kind !== 'TimedOut') return badQuery(error.kind, error.message, error)
    return new LogsError(504, {
      code: 'GatewayTimeout',
      message: `The query did not end within its limit of ${waitSeconds} seconds. Ask for less, or for more time with the header Prefer: wait=600.`,
    })
  }
  // A fault of the engine is no fault of the service: the query is refused, and the emulator's output says why.
  console.error('The query engine failed:', error)
  const reason = error instanceof RangeError ? 'it is nested too deeply' : "the emulator's output says why"
  return badQuery('Unsupported', `The query could not be executed: ${reason}.`, { line: 1, column: 1 })
}
