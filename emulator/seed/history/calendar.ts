export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** How far the history reaches back from today. */
export const historyDays = 90

/** In Coordinated Universal Time, as all of the history. */
export function at(dayStartMs: number, hour: number, minute = 0, second = 0): number {
  return dayStartMs + hour * hourMs + minute * minuteMs + second * 1000
}

/** Sunday is 0. @param timeMs any time of the day */
export function weekday(timeMs: number): number {
  return new Date(timeMs).getUTCDay()
}

export function isWorkingDay(timeMs: number): boolean {
  return weekday(timeMs) % 6 !== 0
}

/**
 * The start of a past day from Tuesday to Friday: an incident on it has an ordinary working day before it.
 * @param slot 0 is the latest, at least two days ago; each following one an earlier day
 */
export function incidentDay(todayMs: number, slot: number): number {
  let day = todayMs - dayMs
  for (let found = -1; found < slot; ) {
    day -= dayMs
    if (weekday(day) >= 2 && weekday(day) <= 5) found += 1
  }
  return day
}
