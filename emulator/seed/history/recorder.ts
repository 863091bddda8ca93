import type { CallRecord } from '../../audit.ts'
import type { State, Vault } from '../../state.ts'
import { random } from '../random.ts'
import type { Actor } from './actors.ts'
import { dayMs, historyDays } from './calendar.ts'
import { Facts } from './facts.ts'
import { type PlannedCall, Shapes } from './shapes.ts'

/** Something about a vault was not as usual for a while. */
export interface Disturbance {
  vault: string
  fromMs: number
  toMs: number
  /** Times longer than usual. */
  slowness?: number
  /** The usual calls stay away; what is told of the incident itself takes their place. */
  isSilent?: true
}

/** Takes down the calls of the history; those that could not have been, or that nothing logged, leave no trace. */
export class Recorder {
  readonly state: State
  /** The start of the day that the history ends with. */
  readonly todayMs: number
  readonly startMs: number
  readonly endMs: number
  readonly facts = new Facts()
  readonly shapes: Shapes
  /** Changes in Resource Manager: few, each with its own time and correlation. */
  readonly changes: CallRecord[] = []
  readonly #disturbances: readonly Disturbance[]
  readonly #chance = random('durations of the history')

  constructor(
    state: State,
    todayMs: number,
    loggedSinceMs: (vault: Pick<Vault, 'name'>) => number,
    disturbances: readonly Disturbance[] = [],
  ) {
    this.state = state
    this.todayMs = todayMs
    this.startMs = todayMs - historyDays * dayMs
    this.endMs = todayMs + dayMs
    this.shapes = new Shapes(state, loggedSinceMs)
    this.#disturbances = disturbances
  }

  /** @throws for a name that no vault of the seed has */
  vault(name: string): Vault {
    const found = this.state.vaults.get(name.toLowerCase())
    if (!found) throw new Error(`No vault of the seed is called ${name}.`)
    return found
  }

  /** A call of every day. @returns whether it left a row */
  call(call: PlannedCall, timeMs: number): boolean {
    if (this.#disturbance(call.vault, timeMs)?.isSilent) return false
    return this.add(this.shapes.of(call), call.vault, timeMs)
  }

  /** A call that an incident is told by: nothing disturbs it. @throws when it leaves no row */
  tell(call: PlannedCall, timeMs: number): void {
    if (this.add(this.shapes.of(call), call.vault, timeMs)) return
    throw new Error(`${call.method} ${call.path} of ${call.vault.name} leaves no row at ${new Date(timeMs).toJSON()}.`)
  }

  /** Calls one after the other, the first of which the client begins without a token. */
  visit(
    actor: Actor,
    vault: Vault,
    timeMs: number,
    calls: Omit<PlannedCall, 'actor' | 'vault'>[],
    pauseMs = 150,
  ): void {
    const [first] = calls
    if (!first) return
    this.add(this.shapes.authentication(actor, vault, first.path), vault, timeMs)
    calls.forEach((call, index) => {
      this.call({ actor, vault, ...call }, timeMs + 20 + Math.round(index * pauseMs * (0.5 + this.#chance.next())))
    })
  }

  /** @param shape of `shapes` */
  add(shape: number, vault: Vault, timeMs: number): boolean {
    const { sinceMs, record } = this.shapes.list[shape] ?? { sinceMs: Number.POSITIVE_INFINITY }
    const roundedMs = Math.round(timeMs)
    if (roundedMs < Math.max(this.startMs, sinceMs) || roundedMs >= this.endMs) return false
    const slowness = this.#disturbance(vault, timeMs)?.slowness ?? 1
    this.facts.add(shape, roundedMs, Math.round(usualMs(record) * slowness * (0.6 + spread(this.#chance.next()))))
    return true
  }

  #disturbance(vault: Vault, timeMs: number): Disturbance | undefined {
    if (this.#disturbances.length === 0) return undefined
    return this.#disturbances.find(
      ({ vault: name, fromMs, toMs }) => name === vault.name && timeMs >= fromMs && timeMs < toMs,
    )
  }
}

/** Milliseconds that an operation takes on average. */
function usualMs(record: CallRecord | undefined): number {
  const name = record?.operationName ?? ''
  if (name === 'Authentication' || record?.httpStatusCode === 429) return 2
  if (/List/.test(name)) return 24
  if (/Set|Create|Import|Rotate|Delete|Purge|Renew/.test(name)) return 46
  return name.startsWith('Vault') ? 60 : 14
}

/** Most calls are close together, a few take much longer. @param drawn from 0 to 1 */
function spread(drawn: number): number {
  return drawn < 0.98 ? drawn * 0.9 : 1 + (drawn - 0.98) * 200
}
