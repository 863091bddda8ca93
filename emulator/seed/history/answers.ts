/** Who did it, and within which time; milliseconds since 1970, the end not included. */
interface Deed {
  vault: string
  /** Of the caller. */
  objectId: string
  fromMs: number
  toMs: number
}

/** What really happened in each incident of the sample history: the truth that queries are judged by. */
export interface HistoryAnswers {
  /** A secret that is replaced every month, each time as a version of the seed. */
  monthlyRotation: Omit<Deed, 'fromMs' | 'toMs'> & { secret: string; setMs: number[]; versions: string[] }
  /** A service that was deployed with a version in its settings, and reads that one though there is a newer one since `fromMs`. */
  pinnedVersion: Deed & { secret: string; version: string; currentVersion: string; reads: number }
  /** One identity that reads every secret of a vault, from a machine that it was never seen on. */
  readBurst: Deed & { address: string; reads: number; secrets: number }
  /** An application's credentials in foreign hands: nothing was let through. */
  foreignRefusals: Omit<Deed, 'vault'> & {
    address: string
    refused: { vault: string; reason: string; calls: number }[]
  }
  /** A secret that was deleted and purged at night, beyond recovery. */
  purgeOutsideHours: Omit<Deed, 'fromMs' | 'toMs'> & { secret: string; deletedMs: number; purgedMs: number }
  /** More calls than Key Vault takes. */
  throttling: Deed & { calls: number; throttled: number }
  /** The firewall of a vault, opened to every network. */
  networkOpened: Omit<Deed, 'fromMs' | 'toMs'> & { changedMs: number; address: string }
  /** A firewall closed to a vault's own services, and opened again: `objectId` changed it, `refusedIds` suffered. */
  outageAfterChange: Deed & { changedMs: number; revertedMs: number; refusedIds: string[]; refused: number }
  /** A diagnostic setting that was deleted; the one that is there now was made at `restoredMs`. */
  loggingSwitchedOff: Omit<Deed, 'fromMs' | 'toMs'> & { deletedMs: number; restoredMs: number }
  /** A caller that never read this secret of production before, and has not since. */
  firstTimeCaller: Omit<Deed, 'fromMs' | 'toMs'> & { secret: string; readMs: number }
  /** Every call of a vault took more than ten times as long as usual. */
  slowHour: Omit<Deed, 'objectId'> & { calls: number }
  /** Key Vault itself failed: so many calls of a vault were answered 503. */
  unavailable: Omit<Deed, 'objectId'> & { calls: number; failed: number }
}
