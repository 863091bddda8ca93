import { expect, test } from 'vitest'
import { stepOf, timelineOf } from './audit-timeline.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

test.each([
  [hourMs, 60_000],
  [dayMs, 15 * 60_000],
  [7 * dayMs, 2 * hourMs],
  [30 * dayMs, 12 * hourMs],
  [90 * dayMs, dayMs],
  [365 * dayMs, 4 * dayMs],
])('a period of %d ms is cut into steps of %d ms', (length, stepMs) => {
  expect(stepOf({ fromMs: 0, toMs: length })).toBe(stepMs)
})

test('each step of the period is there, and what several workspaces counted in it is added up', () => {
  const fromMs = Date.UTC(2026, 10, 26, 10, 30)
  const steps = timelineOf(
    [
      { fromMs: Date.UTC(2026, 10, 26, 11), calls: 3, refused: 1, failed: 0 },
      { fromMs: Date.UTC(2026, 10, 26, 11), calls: 2, refused: 0, failed: 1 },
    ],
    { fromMs, toMs: fromMs + 2 * hourMs },
    hourMs,
  )
  expect(steps).toEqual([
    { fromMs: Date.UTC(2026, 10, 26, 10), calls: 0, refused: 0, failed: 0 },
    { fromMs: Date.UTC(2026, 10, 26, 11), calls: 5, refused: 1, failed: 1 },
    { fromMs: Date.UTC(2026, 10, 26, 12), calls: 0, refused: 0, failed: 0 },
  ])
})
