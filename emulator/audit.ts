import { STATUS_CODES } from 'node:http'

/**
 * What the emulated cloud was asked and what it answered: one neutral record per call, with everything that both of
 * Azure's audit tables (AzureDiagnostics and AZKVAuditLogs) hold, so that rows of either can be made from it.
 *
 * Where a call has no such thing a string is empty and a flag is undefined, as in the tables.
 */
export interface CallRecord {
  /** When the answer left, in milliseconds of the emulated cloud's clock. */
  timeMs: number
  /** `AuditEvent` for what Key Vault logs; null for Resource Manager reads that Azure keeps no log of. */
  category: 'AuditEvent' | null
  plane: 'data' | 'control'
  /** ARM id of the vault, as created; empty for a call that is about no single vault. */
  resourceId: string
  /** The vault's region. */
  location: string
  /** An audit name, for example `SecretGet`. */
  operationName: string
  /** The `api-version`. */
  operationVersion: string
  httpStatusCode: number
  resultSignature: string
  resultDescription: string
  durationMs: number
  callerIpAddress: string
  correlationId: string
  /** Claims of the token under the names the log gives them; none for an unauthenticated call. */
  claims: Record<string, string>
  /** The whole address, `api-version` included. */
  requestUri: string
  /** The object's id URI; the vault's where the call is about no object. */
  id: string
  /** The user agent. */
  clientInfo: string
  tlsVersion: string
  isRbacAuthorized?: boolean
  isAccessPolicyMatch?: boolean
  isAddressAuthorized?: boolean
  /** How the address was allowed or refused, for example `PublicIP`. */
  addressAuthorizationType: string
  /** GUID of the role assignment that decided. */
  appliedAssignmentId: string
  trustedService: string
  subnetId: string
  /** What the operation was about: `secretProperties`, `properties`. Never a value of a secret. */
  properties: Record<string, unknown>
  /** Set for a change that Resource Manager was asked for: what the Activity log says of it. */
  activity?: { action: string; resourceId: string; method: string }
}

export interface CallLog {
  /** Keeps the record and counts the call. */
  record(row: CallRecord): void
  /** Counts a call that leaves no record: one of Entra's, or one that a fault swallowed. */
  count(operationName: string): void
  /** What was recorded since the last time this was asked, oldest first; no more than `capacity`. */
  take(): CallRecord[]
  /** Asks to be told when so many wait to be taken. */
  onBacklog(count: number, tell: () => void): void
  counts(): { total: number; byOperation: Record<string, number> }
  /** Forgets rows and counts. */
  reset(): void
  /** Oldest first; only the newest `capacity` are kept, while counts stay exact. */
  readonly rows: CallRecord[]
}

const defaultCapacity = 200_000

/** @param capacity rows kept before the oldest make room */
export function createCallLog(capacity = defaultCapacity): CallLog {
  let ring: CallRecord[] = []
  let oldest = 0
  let untaken = 0
  let backlog: { count: number; tell: () => void } | undefined
  let byOperation = new Map<string, number>()
  return {
    record(row) {
      this.count(row.operationName)
      if (ring.length < capacity) {
        ring.push(row)
      } else {
        ring[oldest] = row
        oldest = (oldest + 1) % capacity
      }
      untaken += 1
      if (untaken === backlog?.count) backlog.tell()
    },
    take() {
      const count = Math.min(untaken, ring.length)
      const start = oldest + ring.length - count
      untaken = 0
      return Array.from({ length: count }, (_, index) => ring[(start + index) % ring.length]).filter(
        (row) => row !== undefined,
      )
    },
    onBacklog(count, tell) {
      backlog = { count, tell }
    },
    count(operationName) {
      byOperation.set(operationName, (byOperation.get(operationName) ?? 0) + 1)
    },
    counts() {
      const total = [...byOperation.values()].reduce((sum, one) => sum + one, 0)
      const sorted = [...byOperation].sort(([left], [right]) => left.localeCompare(right))
      return { total, byOperation: Object.fromEntries(sorted) }
    },
    reset() {
      ring = []
      oldest = 0
      untaken = 0
      byOperation = new Map()
    },
    get rows() {
      return [...ring.slice(oldest), ...ring.slice(0, oldest)]
    },
  }
}

/** `ResultSignature` of an HTTP status: `OK`, `Forbidden`, `Not Found`. */
export function resultSignatureOf(status: number): string {
  return STATUS_CODES[status] ?? String(status)
}
