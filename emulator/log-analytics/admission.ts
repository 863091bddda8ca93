import { throttled } from './errors.ts'

/** Log Analytics' limits for each person. @see https://learn.microsoft.com/azure/azure-monitor/service-limits#user-query-throttling */
const defaultLimits = {
  concurrent: 5,
  waiting: 200,
  longestWaitMs: 180_000,
  /** Queries that may begin in a window. */
  inWindow: 200,
  windowMs: 30_000,
}

interface Line {
  running: number
  waiting: (() => void)[]
  /** When the latest queries began, by `performance.now()`. */
  begunMs: number[]
}

/** Lets a person's queries in, a few at a time; the others wait, and those beyond a limit are refused with 429. */
export interface Admission {
  /**
   * @param person an object id
   * @throws LogsError 429
   */
  run<Result>(person: string, signal: AbortSignal, query: () => Promise<Result>): Promise<Result>
}

export function createAdmission(limits = defaultLimits): Admission {
  const lines = new Map<string, Line>()

  function requireTurn(line: Line): void {
    const now = performance.now()
    line.begunMs = line.begunMs.filter((begun) => begun > now - limits.windowMs)
    if (line.begunMs.length >= limits.inWindow) {
      const wait = Math.ceil(((line.begunMs[0] ?? now) + limits.windowMs - now) / 1000)
      throw throttled(`More than ${limits.inWindow} queries in ${limits.windowMs / 1000} seconds.`, wait)
    }
    if (line.waiting.length >= limits.waiting) throw throttled(`More than ${limits.waiting} queries are waiting.`, 30)
    line.begunMs.push(now)
  }

  function turn(line: Line, signal: AbortSignal): Promise<void> {
    if (line.running < limits.concurrent) {
      line.running += 1
      return Promise.resolve()
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => leave('The query waited for its turn longer than its limit.'),
        limits.longestWaitMs,
      )
      const admit = () => {
        settle()
        resolve()
      }
      const gone = () => leave('The caller has gone.')
      const settle = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', gone)
      }
      const leave = (message: string) => {
        settle()
        line.waiting.splice(line.waiting.indexOf(admit), 1)
        reject(throttled(message, 30))
      }
      signal.addEventListener('abort', gone)
      line.waiting.push(admit)
    })
  }

  return {
    async run(person, signal, query) {
      const line = lines.get(person) ?? { running: 0, waiting: [], begunMs: [] }
      lines.set(person, line)
      requireTurn(line)
      await turn(line, signal)
      try {
        return await query()
      } finally {
        // The place goes to whoever waits longest, without becoming free in between.
        const next = line.waiting.shift()
        if (next) next()
        else line.running -= 1
      }
    },
  }
}
