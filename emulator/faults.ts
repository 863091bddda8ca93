import type { ClaimsRequest } from './entra/claims-request.ts'

/** One way for the cloud to misbehave: which calls (host to `times`), and what happens to them. README.md shows each. */
export interface FaultRule {
  /** A host name without port; `*.vault.emulator.test` is every vault. All hosts when absent. */
  host?: string
  /** A path; `*` stands for one segment or part of it, `**` for any rest. All paths when absent. */
  path?: string
  method?: string
  /** An audit name, for example `SecretSet`. */
  operation?: string
  /** The first matching call to fault, counted from 1. Alone: only that one. */
  nth?: number
  /** How many calls, beginning with `nth`. */
  times?: number

  latencyMs?: number
  /** Answers this instead of the call, which then does not happen. */
  status?: number
  /** Azure's error code in the body that goes with `status`. */
  code?: string
  /** The whole body in place of Azure's error shape. */
  body?: unknown
  retryAfterSeconds?: number
  /** Entra's error, for example `AADSTS53003`, from the token endpoint. */
  aadsts?: string
  /** Closes the connection without an answer: before the call happens, or after it was applied. */
  reset?: 'before' | 'after'
  /** Spoils the answer of a call that happens. `slow` sends one byte a second. */
  answer?: 'cut' | 'malformed' | 'html' | 'slow'
  /** Makes a list page point to another host, or back to itself. A whole URL is taken as it is. */
  nextLink?: 'foreign' | 'loop' | string
  /** Asks for claims until a token comes that carries them. */
  claims?: ClaimsRequest
  /** Makes the token endpoint issue tokens that live this long. */
  tokenLifetimeSeconds?: number
}

/**
 * The leading call of a vault's client, which has no token yet. Rules pass it over unless they name it, so that the nth
 * call of a rule is the nth call the client means.
 */
export const unauthenticatedOperation = 'Authentication'

export interface FaultedCall {
  host: string
  path: string
  method: string
  operation: string | undefined
}

export interface FaultRules {
  readonly rules: readonly FaultRule[]
  /** Replaces all rules; their counters begin anew. */
  replace(rules: FaultRule[]): void
  /** Counts the call on every rule that matches it. @returns the first rule that faults it */
  match(call: FaultedCall): FaultRule | undefined
}

export function createFaultRules(): FaultRules {
  let entries: { rule: FaultRule; seen: number }[] = []
  return {
    get rules() {
      return entries.map(({ rule }) => rule)
    },
    replace(rules) {
      entries = rules.map((rule) => ({ rule, seen: 0 }))
    },
    match(call) {
      let hit: FaultRule | undefined
      for (const entry of entries) {
        if (!isAbout(entry.rule, call)) continue
        entry.seen += 1
        if (!hit && isDue(entry.rule, entry.seen)) hit = entry.rule
      }
      return hit
    },
  }
}

function isAbout(rule: FaultRule, call: FaultedCall): boolean {
  return (
    (rule.method === undefined || rule.method.toUpperCase() === call.method) &&
    (rule.operation === call.operation ||
      (rule.operation === undefined && call.operation !== unauthenticatedOperation)) &&
    (rule.host === undefined || matches(rule.host, call.host)) &&
    (rule.path === undefined || matches(rule.path, call.path))
  )
}

function isDue(rule: FaultRule, seen: number): boolean {
  const first = rule.nth ?? 1
  const count = rule.times ?? (rule.nth === undefined ? Number.POSITIVE_INFINITY : 1)
  return seen >= first && seen < first + count
}

function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')))
  return new RegExp(`^${source.join('')}$`, 'i').test(text)
}
