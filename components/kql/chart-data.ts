import type { QueryColumn, QueryResult } from '@/lib/domain/workspace-query.ts'
import { isNumeric, isTime, shownText, valueText } from './result-values.ts'

export interface ChartSeries {
  name: string
  /** One for each label; null where the result has no row for it. */
  values: (number | null)[]
}

export interface ChartData {
  shape: 'lines' | 'columns' | 'bars' | 'pie'
  title: string
  xName: string
  labels: string[]
  /** Unix milliseconds of the labels, where they are times. */
  times: number[] | null
  series: ChartSeries[]
  /** What is not drawn. */
  note: string | null
}

const shapes: Record<string, ChartData['shape']> = {
  timechart: 'lines',
  linechart: 'lines',
  areachart: 'lines',
  stackedareachart: 'lines',
  scatterchart: 'lines',
  columnchart: 'columns',
  barchart: 'bars',
  piechart: 'pie',
}

const mostSeries = 8
const mostLabels = { lines: 2_000, columns: 60, bars: 40, pie: 10 }

/** What `render` asks to be drawn of a result; a reason where it cannot be; null where nothing is asked. */
export function chartData(result: QueryResult): ChartData | { reason: string } | null {
  const { chart, columns, rows } = result
  if (!chart || ['table', 'card'].includes(chart.kind)) return null
  const shape = shapes[chart.kind]
  if (!shape) return { reason: `“${chart.kind}” is not drawn here. The rows are below.` }
  if (rows.length === 0) return { reason: 'There is no row to draw.' }
  const placeOf = (name: string) => columns.findIndex((column) => column.name === name)
  const byName = (names: string[] | undefined) => names?.map(placeOf).filter((place) => place >= 0)
  const x = chart.xColumn ? placeOf(chart.xColumn) : firstX(columns, chart.kind)
  const values = (
    byName(chart.yColumns) ?? columns.flatMap((column, place) => (isNumeric(column) ? [place] : []))
  ).filter((place) => place !== x)
  if (x < 0 || values.length === 0) {
    return { reason: `A ${chart.kind} needs a column for its axis and one of numbers. The rows are below.` }
  }
  const groups =
    byName(chart.seriesColumns) ??
    columns.flatMap((column, place) => (place !== x && ['string', 'guid', 'bool'].includes(column.type) ? [place] : []))
  return gathered(result, shape, { x, values, groups })
}

function firstX(columns: readonly QueryColumn[], kind: string): number {
  const time = columns.findIndex(isTime)
  return kind === 'timechart' || (time >= 0 && shapes[kind] === 'lines') ? time : 0
}

interface Places {
  x: number
  values: number[]
  groups: number[]
}

function gathered(result: QueryResult, shape: ChartData['shape'], { x, values, groups }: Places): ChartData {
  const { columns, rows, chart } = result
  const column = columns[x] ?? { name: '', type: 'string' }
  const table = new Map<string, Map<string, number>>()
  const labels = new Map<string, string>()
  for (const row of rows) {
    const label = valueText(row[x])
    labels.set(label, shownText(row[x], column))
    for (const place of values) {
      const value = Number(row[place] ?? Number.NaN)
      if (!Number.isFinite(value)) continue
      const group = groups.map((one) => valueText(row[one]) || '(empty)').join(', ')
      const name = [group, values.length > 1 || !group ? columns[place]?.name : ''].filter(Boolean).join(' · ')
      const series = table.get(name) ?? new Map<string, number>()
      series.set(label, (series.get(label) ?? 0) + value)
      table.set(name, series)
    }
  }
  const isTimed = isTime(column)
  const all =
    isTimed || isNumeric(column)
      ? [...labels.keys()].sort((left, right) => (isTimed ? (left < right ? -1 : 1) : Number(left) - Number(right)))
      : [...labels.keys()]
  const shown = all.slice(0, mostLabels[shape])
  const bySize = [...table].toSorted(([, left], [, right]) => sum(right) - sum(left))
  const drawn = bySize.slice(0, shape === 'pie' ? 1 : mostSeries)
  const left = [
    bySize.length > drawn.length ? `${bySize.length - drawn.length} smaller series` : '',
    all.length > shown.length
      ? `${(all.length - shown.length).toLocaleString('en')} of ${all.length.toLocaleString('en')} values of ${column.name}`
      : '',
  ].filter(Boolean)
  return {
    shape,
    title: chart?.title ?? `${drawn.length === 1 ? drawn[0]?.[0] : 'Values'} by ${column.name}`,
    xName: column.name,
    labels: shown.map((label) => labels.get(label) || '(empty)'),
    times: isTimed ? shown.map((label) => Date.parse(label)) : null,
    series: drawn.map(([name, series]) => ({ name, values: shown.map((label) => series.get(label) ?? null) })),
    note: left.length > 0 ? `Not drawn: ${left.join(' and ')}. The rows have them.` : null,
  }
}

const sum = (series: ReadonlyMap<string, number>) =>
  [...series.values()].reduce((total, value) => total + Math.abs(value), 0)

/** Round numbers from 0, or below it, to at least the greatest value. */
export function ticksFor(values: readonly (number | null)[]): number[] {
  const known = values.filter((value) => value !== null)
  const top = known.reduce((most, value) => Math.max(most, value), 0)
  const bottom = known.reduce((least, value) => Math.min(least, value), 0)
  const rough = (top - bottom || 1) / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const first = Math.floor(bottom / step)
  const last = Math.max(first + 1, Math.ceil(top / step))
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}
