import 'server-only'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'

/** Whose call it is and to which vault. */
export interface CallPlace {
  person: string
  vaultHost: string
}

interface Waiting {
  vaultHost: string
  start: () => void
}

/** How many calls may run to one vault: fewer after each 429, a little more after each success. */
interface Lane {
  running: number
  limit: number
}

interface SlotLimits {
  most: number
  mostPerVault: number
  /** The fewest that congestion leaves. */
  least: number
}

/** While somebody waits for an answer, and so long after it: who looked at one thing looks at the next. */
const mostBeside = 4
const lingerMs = 300

/** One Node core tops out near here; beyond, calls wait in the vaults' queues instead of ours. */
const defaultLimits: SlotLimits = { most: 64, mostPerVault: 4, least: 8 }

/** Over so many answers it is judged whether Azure as a whole, and not one vault of it, wants fewer calls. */
const windowSize = 64

/**
 * Turns for the calls of long readings. People take turns, so that a second one's reading does not wait for the end of a
 * first one's. A vault that answers 429 is asked by fewer calls at once; where most answers of several vaults are 429, as
 * under a subscription's ceiling, all are (additive increase, multiplicative decrease).
 */
export function callSlots({ most, mostPerVault, least }: SlotLimits = defaultLimits) {
  const queues = new Map<string, Waiting[]>()
  const lanes = new Map<string, Lane>()
  const recent = { answers: 0, throttled: 0, vaults: new Set<string>() }
  let running = 0
  let limit = most
  let waitingPeople = 0

  /** A call that somebody looks at would stand behind all of ours, here and in the vault's own queue. */
  const limitNow = () => Math.floor(waitingPeople > 0 ? Math.min(limit, mostBeside) : limit)
  const laneOf = (vaultHost: string): Lane => lanes.get(vaultHost) ?? { running: 0, limit: mostPerVault }
  const hasRoom = (vaultHost: string) => {
    const lane = laneOf(vaultHost)
    return lane.running < Math.floor(lane.limit)
  }

  function startNext(): boolean {
    for (const [person, queue] of queues) {
      const index = queue.findIndex(({ vaultHost }) => hasRoom(vaultHost))
      if (index < 0) continue
      const [next] = queue.splice(index, 1)
      // To the end of the row of people.
      queues.delete(person)
      if (queue.length > 0) queues.set(person, queue)
      if (next) occupy(next)
      return true
    }
    return false
  }

  function occupy({ vaultHost, start }: Waiting): void {
    const lane = laneOf(vaultHost)
    lane.running += 1
    lanes.set(vaultHost, lane)
    running += 1
    start()
  }

  function release({ vaultHost }: CallPlace, isThrottled: boolean): void {
    const lane = laneOf(vaultHost)
    lane.running -= 1
    lane.limit = isThrottled ? Math.max(1, lane.limit / 2) : Math.min(mostPerVault, lane.limit + 0.25)
    if (lane.running === 0 && lane.limit === mostPerVault) lanes.delete(vaultHost)
    running -= 1
    judge(vaultHost, isThrottled)
    startAll()
  }

  function startAll(): void {
    while (running < limitNow() && startNext());
  }

  function judge(vaultHost: string, isThrottled: boolean): void {
    recent.answers += 1
    if (isThrottled) {
      recent.throttled += 1
      recent.vaults.add(vaultHost)
    } else {
      limit = Math.min(most, limit + 1 / 8)
    }
    if (recent.answers < windowSize) return
    if (recent.throttled > windowSize / 2 && recent.vaults.size > 1) limit = Math.max(least, limit / 2)
    recent.answers = 0
    recent.throttled = 0
    recent.vaults.clear()
  }

  return {
    /** Resolves when it is this call's turn. @returns what to call when it has been answered */
    async take(place: CallPlace): Promise<(isThrottled: boolean) => void> {
      await new Promise<void>((start) => {
        const waiting = { vaultHost: place.vaultHost, start }
        if (running < limitNow() && hasRoom(place.vaultHost)) return occupy(waiting)
        const queue = queues.get(place.person) ?? []
        queue.push(waiting)
        queues.set(place.person, queue)
      })
      return (isThrottled) => release(place, isThrottled)
    },
    /**
     * Few calls run while a person waits for an answer of another kind. Were all begun again in the moment before the
     * next question, it would stand behind all their answers. @returns what to call when it has come
     */
    makeWay(): () => void {
      waitingPeople += 1
      return () => {
        const after = setTimeout(() => {
          waitingPeople -= 1
          startAll()
        }, lingerMs)
        after.unref()
      }
    },
    /** How many calls may run now. */
    limit: limitNow,
  }
}

/** Shared by everybody's readings. Calls that a person waits for, such as a reveal, take no turn here. */
export const readingSlots = callSlots()

export type CallSlots = ReturnType<typeof callSlots>

/** Sends each attempt when it is its turn. Waits between attempts take no turn from others. */
export function callSlotPolicy(slots: CallSlots, place: CallPlace): PipelinePolicy {
  return {
    name: 'strongroomCallSlot',
    async sendRequest(request, next) {
      const release = await slots.take(place)
      let isThrottled = false
      try {
        const response = await next(request)
        isThrottled = response.status === 429
        return response
      } finally {
        release(isThrottled)
      }
    },
  }
}
