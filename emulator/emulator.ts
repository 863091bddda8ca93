import type { ResourceGraph } from './arm/resource-graph/graph.ts'
import type { CallLog } from './audit.ts'
import type { Clock } from './clock.ts'
import type { Keeper } from './data/keeper.ts'
import type { SigningKeys } from './entra/signing-keys.ts'
import type { FaultRules } from './faults.ts'
import type { Logs } from './log-analytics/logs.ts'
import type { State } from './state.ts'

/** Everything a service of the emulated cloud works on. One per process; tests make their own. */
export interface Emulator {
  /** Replaced whole by a reset: read it afresh for every call. */
  state: State
  /** Where the state outlives the process. Whoever changes it commits before the answer leaves. */
  readonly keeper: Keeper
  readonly clock: Clock
  readonly calls: CallLog
  /** The rows of the Log Analytics workspaces. */
  readonly logs: Logs
  readonly resourceGraph: ResourceGraph
  readonly signingKeys: SigningKeys
  readonly faults: FaultRules
  /** How long a delete or a recover takes to show, in milliseconds of real time. */
  readonly settleMs: number
  /** How long an access token lives; Entra's hour when absent. */
  readonly tokenLifetimeSeconds?: number
}
