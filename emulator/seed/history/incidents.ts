import type { HistoryAnswers } from './answers.ts'
import { incidentDay } from './calendar.ts'
import { purgeOutsideHours } from './incident-purge.ts'
import { throttling } from './incident-throttling.ts'
import { firstTimeCaller, foreignRefusals, readBurst } from './incidents-of-readers.ts'
import { failingHour, recordFailingHour, recordSlowHour, slowHour } from './incidents-of-service.ts'
import { loggingSwitchedOff, networkOpened, outageAfterChange, outageDisturbance } from './incidents-of-settings.ts'
import { monthlyRotation, pinnedVersion } from './incidents-of-versions.ts'
import type { Disturbance, Recorder } from './recorder.ts'

/** Days of the incidents: each one on a day of its own, the day before it an ordinary working day. */
const slots = {
  outageAfterChange: 0,
  foreignRefusals: 1,
  readBurst: 2,
  networkOpened: 3,
  purgeOutsideHours: 4,
  throttling: 5,
  loggingSwitchedOff: 6,
  firstTimeCaller: 7,
  slowHour: 8,
  unavailable: 9,
}

/** What the incidents do to the usual calls of their vaults. */
export function disturbances(todayMs: number): Disturbance[] {
  const day = (name: keyof typeof slots) => incidentDay(todayMs, slots[name])
  return [outageDisturbance(day('outageAfterChange')), slowHour(day('slowHour')), failingHour(day('unavailable'))]
}

/** Since when a vault's present diagnostic settings exist, for the one whose settings are younger than the history. */
export function settingsSinceMs(vaultName: string, todayMs: number): number {
  const { vault, restoredMs } = loggingSwitchedOff.times(incidentDay(todayMs, slots.loggingSwitchedOff))
  return vaultName === vault ? restoredMs : 0
}

/** Takes down every incident. @returns what really happened */
export function recordIncidents(recorder: Recorder): HistoryAnswers {
  const day = (name: keyof typeof slots) => incidentDay(recorder.todayMs, slots[name])
  return {
    monthlyRotation: monthlyRotation(recorder),
    pinnedVersion: pinnedVersion(recorder),
    readBurst: readBurst(recorder, day('readBurst')),
    foreignRefusals: foreignRefusals(recorder, day('foreignRefusals')),
    purgeOutsideHours: purgeOutsideHours(recorder, day('purgeOutsideHours')),
    throttling: throttling(recorder, day('throttling')),
    networkOpened: networkOpened(recorder, day('networkOpened')),
    outageAfterChange: outageAfterChange(recorder, day('outageAfterChange')),
    loggingSwitchedOff: loggingSwitchedOff.record(recorder, day('loggingSwitchedOff')),
    firstTimeCaller: firstTimeCaller(recorder, day('firstTimeCaller')),
    slowHour: recordSlowHour(recorder, slowHour(day('slowHour'))),
    unavailable: recordFailingHour(recorder, failingHour(day('unavailable'))),
  }
}
