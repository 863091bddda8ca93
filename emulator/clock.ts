/**
 * The emulated cloud's time: the machine's, moved by an offset. Key Vault, Resource Manager and the logs go by it; tokens
 * and TLS stay on real time, since the clients that check them do.
 */
export interface Clock {
  nowSeconds(): number
  nowMs(): number
  /** May be negative; set by `PUT /_emulator/clock`. */
  offsetSeconds: number
}

/** @param kept where the offset outlives the process */
export function createClock(kept = new Map<string, number>()): Clock {
  return {
    get offsetSeconds() {
      return kept.get('offsetSeconds') ?? 0
    },
    set offsetSeconds(seconds) {
      kept.set('offsetSeconds', seconds)
    },
    nowMs() {
      return Date.now() + this.offsetSeconds * 1000
    },
    nowSeconds() {
      return Math.floor(this.nowMs() / 1000)
    },
  }
}
