import { type SignalEvidence, type SignalId, thresholds } from './signal.ts'

/** What Azure's metrics count of a vault in an hour, but for the unauthenticated first calls of clients. */
export interface VaultHour {
  /** Its start, Unix milliseconds. */
  atMs: number
  calls: number
  /** 4xx and 5xx. */
  failed: number
  /** 5xx. */
  broken: number
  /** 429. */
  throttled: number
  /** Of all calls together, milliseconds. */
  tookMs: number
}

const hourMs = 3_600_000

/** The signals that metrics can tell, by the thresholds of the queries: they name no caller, and are there without a log. */
export function signalsOfHours(vaultName: string, hours: readonly VaultHour[]): SignalEvidence[] {
  const busy = hours.filter(({ calls }) => calls >= thresholds.leastCalls)
  const failedPercent = ({ failed, calls }: VaultHour) => (100 * failed) / calls
  const availability = ({ broken, calls }: VaultHour) => (100 * (calls - broken)) / calls
  const meanMs = ({ tookMs, calls }: VaultHour) => tookMs / calls
  const failing = busy.filter((hour) => failedPercent(hour) > thresholds.warningPercent)
  const worst = Math.max(0, ...failing.map(failedPercent))
  const broken = busy.filter((hour) => availability(hour) < thresholds.availablePercent)
  const slow = busy.filter((hour) => meanMs(hour) > thresholds.slowMs)
  const throttled = hours.filter((hour) => hour.throttled >= thresholds.throttledCalls)
  const throttledCalls = sum(throttled, (hour) => hour.throttled)
  const found: [SignalId, boolean, VaultHour[], number, number][] = [
    ['failureShare', worst > thresholds.dangerPercent, failing, sum(failing, ({ failed }) => failed), worst],
    ['lowAvailability', true, broken, sum(broken, (hour) => hour.broken), Math.min(...broken.map(availability))],
    ['slowAnswers', false, slow, sum(slow, ({ calls }) => calls), Math.max(...slow.map(meanMs))],
    ['throttling', false, throttled, throttledCalls, throttledCalls],
  ]
  return found.flatMap(([signal, isGrave, of, count, value]) => {
    const [first, last] = [of[0], of.at(-1)]
    if (!first || !last) return []
    return {
      ...{ signal, level: isGrave ? 'danger' : 'warning', source: 'metrics', vaultName, count, value },
      ...{ callerId: '', callerName: '', identityResource: '', applicationId: '', object: '' },
      ...{ firstMs: first.atMs, lastMs: last.atMs + hourMs },
    } satisfies SignalEvidence
  })
}

const sum = (hours: readonly VaultHour[], of: (hour: VaultHour) => number) =>
  hours.reduce((total, hour) => total + of(hour), 0)
