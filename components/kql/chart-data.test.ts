import { expect, test } from 'vitest'
import { type ChartData, chartData, ticksFor } from './chart-data.ts'

const time = { name: 'TimeGenerated', type: 'datetime' }
const count = { name: 'Calls', type: 'long' }
const text = { name: 'Vault', type: 'string' }

function drawn(...[result]: Parameters<typeof chartData>): ChartData {
  const data = chartData(result)
  if (!data || 'reason' in data) throw new Error(data?.reason ?? 'Nothing is drawn.')
  return data
}

test('a timechart has a line for each text, in the order of time, and a gap where there is no row', () => {
  const rows = [
    ['2026-11-25T02:00:00.000Z', 'a', 3],
    ['2026-11-25T01:00:00.000Z', 'a', 1],
    ['2026-11-25T02:00:00.000Z', 'b', 9],
  ]
  const { series, times, shape } = drawn({ columns: [time, text, count], rows, chart: { kind: 'timechart' } })
  expect(shape).toBe('lines')
  expect(times).toEqual([Date.parse('2026-11-25T01:00Z'), Date.parse('2026-11-25T02:00Z')])
  expect(series).toEqual([
    { name: 'b', values: [null, 9] },
    { name: 'a', values: [1, 3] },
  ])
})

test('a bar chart has a bar for each row of the first column and a series for each column of numbers', () => {
  const failed = { name: 'Failed', type: 'long' }
  const rows = [
    ['x', 3, 1],
    ['y', 2, null],
  ] // prettier keeps it short
  const { series, labels } = drawn({ columns: [text, count, failed], rows, chart: { kind: 'barchart' } })
  expect(labels).toEqual(['x', 'y'])
  expect(series).toEqual([
    { name: 'Calls', values: [3, 2] },
    { name: 'Failed', values: [1, null] },
  ])
})

test('what is too much to draw is said', () => {
  const rows = Array.from({ length: 30 }, (_, index) => [`v${index}`, index])
  const { labels, note } = drawn({ columns: [text, count], rows, chart: { kind: 'piechart' } })
  expect(labels).toHaveLength(10)
  expect(note).toBe('Not drawn: 20 of 30 values of Vault. The rows have them.')
})

test('what cannot be drawn says why, and what nobody asked to draw is not drawn', () => {
  const rows = [['a']]
  expect(chartData({ columns: [text], rows, chart: { kind: 'barchart' } })).toEqual({
    reason: expect.stringContaining('one of numbers'),
  })
  expect(chartData({ columns: [text], rows, chart: { kind: 'treemap' } })).toEqual({
    reason: expect.stringContaining('treemap'),
  })
  expect(chartData({ columns: [text], rows })).toBeNull()
})

test('ticks are round and hold every value', () => {
  expect(ticksFor([0, 7, null])).toEqual([0, 2, 4, 6, 8])
  expect(ticksFor([-3, 12])).toEqual([-5, 0, 5, 10, 15])
  expect(ticksFor([])).toEqual([0, 0.25, 0.5, 0.75, 1].filter((tick) => ticksFor([]).includes(tick)))
})
