import * as z from 'zod/mini'
import { Problem } from './problem.ts'

/**
 * What can be known of the calls to one vault:
 * - `logged`: its calls are in a workspace that the reader may query
 * - `notLogged`: no diagnostic setting sends calls anywhere, so nobody knows
 * - `elsewhere`: they go to a storage account or an event hub alone, which Strongroom does not read
 * - `settingsHidden`: the reader may not see whether it logs
 * - `noWorkspaceRight`: the reader may not query the workspace, or not see it
 * - `tableMissing`: the workspace has neither table of calls
 * - `silent`: a setting is there and no row has come: it may be new, or nobody called
 * - `beforeRetention`: the workspace has dropped what is that old
 * - `failed`: the workspace did not answer
 */
const CoverageState = z.enum([
  'logged',
  'notLogged',
  'elsewhere',
  'settingsHidden',
  'noWorkspaceRight',
  'tableMissing',
  'silent',
  'beforeRetention',
  'failed',
])
type CoverageState = z.infer<typeof CoverageState>

export const VaultCoverage = z.object({
  vaultName: z.string(),
  state: CoverageState,
  /** The workspace that is asked about this vault, by name. */
  workspaceName: z.optional(z.string()),
  /** From here on calls would be in the log, Unix milliseconds; null where that is nowhere in the period. */
  provenFromMs: z.nullable(z.number()),
  problem: z.optional(Problem),
})
export type VaultCoverage = z.infer<typeof VaultCoverage>

/** A workspace that a vault's calls go to, and what it says of them. */
export interface LogDestination {
  name: string
  /** GUID; undefined where the reader may not see the workspace. */
  workspaceId?: string
  retentionDays: number
  answer:
    | { kind: 'rows' /** Time of the vault's first row that is kept, Unix milliseconds. */; firstMs: number | null }
    | { kind: 'tableMissing' }
    | { kind: 'failed'; problem: Problem }
    | { kind: 'hidden' }
}

/** What one vault's diagnostic settings say. */
export type LogSettings = { destinations: LogDestination[]; isElsewhere: boolean } | { problem: Problem }

export interface PeriodMs {
  fromMs: number
  toMs: number
}

const dayMs = 86_400_000

/**
 * What can be known of a vault's calls in a period, and which workspace to ask. Calls are told from the vault's first row
 * on: when a setting was made Azure does not say. That logging was off for a while in between cannot be seen here.
 */
export function coverageOf(
  vaultName: string,
  settings: LogSettings,
  { fromMs, toMs }: PeriodMs,
  nowMs: number,
): VaultCoverage & { workspaceId?: string } {
  const none = (state: CoverageState, rest: Partial<VaultCoverage> = {}) =>
    ({ vaultName, state, provenFromMs: null, ...rest }) as const
  if ('problem' in settings) {
    return none(settings.problem.code.startsWith('forbidden') ? 'settingsHidden' : 'failed', {
      problem: settings.problem,
    })
  }
  const best = settings.destinations.toSorted((left, right) => rank(left) - rank(right))[0]
  if (!best) return none(settings.isElsewhere ? 'elsewhere' : 'notLogged')
  const { name: workspaceName, workspaceId, answer, retentionDays } = best
  if (answer.kind === 'hidden') return none('noWorkspaceRight', { workspaceName })
  if (answer.kind === 'tableMissing') return none('tableMissing', { workspaceName })
  if (answer.kind === 'failed') {
    const { problem } = answer
    const state = problem.code.startsWith('forbidden') || problem.code === 'not_found' ? 'noWorkspaceRight' : 'failed'
    return none(state, { workspaceName, problem })
  }
  const asked = { workspaceName, ...(workspaceId && { workspaceId }) }
  const keptMs = nowMs - retentionDays * dayMs
  if (toMs <= keptMs) return none('beforeRetention', asked)
  if (answer.firstMs === null) return { ...none('silent'), ...asked }
  const provenFromMs = Math.max(fromMs, answer.firstMs, keptMs)
  return { vaultName, state: 'logged', ...asked, provenFromMs: provenFromMs < toMs ? provenFromMs : null }
}

/**
 * From when on a vault's log must reach back, so that it counts as whole for the period. A log begins with a vault's first
 * call that is kept and not to the minute: one day of sixty may be missing, and whoever shows a zero says since when.
 */
export function provenByMs({ fromMs, toMs }: PeriodMs): number {
  return fromMs + (toMs - fromMs) / 60
}

/**
 * Whether no rows of a vault mean that there were no calls, from an instant on until the end of the period.
 * @public
 */
export function isZeroProven({ state, provenFromMs }: VaultCoverage, fromMs: number): boolean {
  return state === 'logged' && provenFromMs !== null && provenFromMs <= fromMs
}

/** The workspace that knows most comes first. A call that two of them have must not count twice, so one is asked. */
function rank({ answer }: LogDestination): number {
  if (answer.kind === 'rows') return answer.firstMs ?? Number.MAX_SAFE_INTEGER - 10
  return Number.MAX_SAFE_INTEGER - { tableMissing: 3, failed: 2, hidden: 1 }[answer.kind]
}

/**
 * What each state means to the reader. `what` goes after the vault's name.
 * @public
 */
export const coverageWords: Record<CoverageState, { label: string; what: string }> = {
  logged: { label: 'Logged', what: 'is logged.' },
  notLogged: { label: 'Not logged', what: 'logs no call: nobody can say who reached it.' },
  elsewhere: {
    label: 'Logged elsewhere',
    what: 'sends its log to a storage account or event hub, which is not read here.',
  },
  settingsHidden: { label: 'Not visible', what: 'may be logged: you may not read its diagnostic settings.' },
  noWorkspaceRight: { label: 'No right to the log', what: 'is logged in a workspace that you may not query.' },
  tableMissing: { label: 'No table', what: 'has a workspace without a table of calls.' },
  silent: { label: 'No row yet', what: 'has a setting, but no row has come: it may be new, or nobody called.' },
  beforeRetention: { label: 'Dropped', what: 'is logged, but the workspace no longer keeps this period.' },
  failed: { label: 'Not read', what: 'could not be read just now.' },
}
