import * as z from 'zod/mini'
import { Problem } from './problem.ts'

/** How many calls there were in a step of time. */
const TimelineStep = z.object({
  /** Unix milliseconds. */
  fromMs: z.number(),
  calls: z.number(),
  /** Of those: 401 and 403. */
  refused: z.number(),
  /** Of those: what else did not succeed. */
  failed: z.number(),
})
export type TimelineStep = z.infer<typeof TimelineStep>

export const AuditTimeline = z.object({
  stepMs: z.number(),
  /** All of the period, in order; those without a call too. */
  steps: z.array(TimelineStep),
  queries: z.array(z.object({ workspaceName: z.string(), text: z.string() })),
  problems: z.array(Problem),
})
export type AuditTimeline = z.infer<typeof AuditTimeline>

const minuteMs = 60_000
const lengthsMs = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440].map((minutes) => minutes * minuteMs)
const mostSteps = 100

/** The shortest step that cuts a period into no more than can be told apart; days at most for what is longer. */
export function stepOf({ fromMs, toMs }: { fromMs: number; toMs: number }): number {
  const length = toMs - fromMs
  return (
    lengthsMs.find((stepMs) => length / stepMs <= mostSteps) ?? Math.ceil(length / mostSteps / 86_400_000) * 86_400_000
  )
}

/** Every step of the period, with what was counted, from however many workspaces. */
export function timelineOf(
  counted: readonly TimelineStep[],
  { fromMs, toMs }: { fromMs: number; toMs: number },
  stepMs: number,
): TimelineStep[] {
  // KQL's bin() counts from the year 1: steps up to a day fall on the same instants, longer ones are put together anew.
  const firstMs = Math.floor(fromMs / stepMs) * stepMs
  const steps = new Map<number, TimelineStep>()
  for (let atMs = firstMs; atMs < toMs; atMs += stepMs)
    steps.set(atMs, { fromMs: atMs, calls: 0, refused: 0, failed: 0 })
  for (const { fromMs: atMs, calls, refused, failed } of counted) {
    const step = steps.get(Math.floor(atMs / stepMs) * stepMs)
    if (!step) continue
    step.calls += calls
    step.refused += refused
    step.failed += failed
  }
  return [...steps.values()]
}
