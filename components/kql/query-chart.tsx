'use client'

import { useId } from 'react'
import { type ChartData, type ChartSeries, ticksFor } from './chart-data.ts'

const width = 960
const height = 260
const plot = { left: 56, right: 12, top: 10, bottom: 26 }
const inner = { width: width - plot.left - plot.right, height: height - plot.top - plot.bottom }

/** Told apart by people who see few colours, in both themes; lines have dashes besides. */
const colours = [
  'light-dark(oklch(0.5 0.12 230), oklch(0.75 0.11 225))',
  'light-dark(oklch(0.62 0.15 60), oklch(0.8 0.13 75))',
  'light-dark(oklch(0.5 0.12 165), oklch(0.76 0.12 165))',
  'light-dark(oklch(0.48 0.16 320), oklch(0.75 0.12 325))',
  'light-dark(oklch(0.55 0.17 25), oklch(0.72 0.14 25))',
  'light-dark(oklch(0.42 0.06 270), oklch(0.85 0.05 270))',
  'light-dark(oklch(0.6 0.12 110), oklch(0.84 0.13 115))',
  'light-dark(oklch(0.45 0.02 250), oklch(0.65 0.02 250))',
]
const dashes = ['', '6 3', '2 3', '8 3 2 3', '12 4', '1 2', '4 4', '10 2 2 2 2 2']
const colourAt = (index: number) => colours[index % colours.length] ?? 'currentColor'

/** What `render` asks for. The rows below are the same in words and numbers. */
export function QueryChart({ data }: { data: ChartData }) {
  const titleId = useId()
  return (
    <figure aria-labelledby={titleId} className="flex flex-col gap-2 px-4 pt-2 pb-3 sm:px-6">
      <figcaption id={titleId} className="font-medium text-sm">
        {data.title}
      </figcaption>
      {data.shape === 'pie' ? <Pie data={data} /> : data.shape === 'bars' ? <Bars data={data} /> : <Axes data={data} />}
      {data.shape === 'pie' || data.series.length < 2 ? null : (
        <Legend series={data.series} isLine={data.shape === 'lines'} />
      )}
      {data.note ? <p className="text-muted text-xs">{data.note}</p> : null}
    </figure>
  )
}

function summary({ series, labels, xName }: ChartData): string {
  const range = labels.length > 1 ? `${labels[0]} to ${labels.at(-1)}` : (labels[0] ?? '')
  return `${series.length} series over ${labels.length} values of ${xName}, ${range}. The table of rows has every number.`
}

function Axes({ data }: { data: ChartData }) {
  const { series, labels, times, shape } = data
  const ticks = ticksFor(series.flatMap(({ values }) => values))
  const [low = 0, high = 1] = [ticks[0], ticks.at(-1)]
  const y = (value: number) => plot.top + inner.height * (1 - (value - low) / (high - low))
  const [first = 0, last = 0] = [times?.[0], times?.at(-1)]
  const slot = inner.width / Math.max(1, labels.length)
  const x = (index: number) =>
    shape === 'columns' || !times || last === first
      ? plot.left + slot * (index + 0.5)
      : plot.left + (inner.width * ((times[index] ?? first) - first)) / (last - first)
  const every = Math.max(1, Math.ceil(labels.length / 8))
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary(data)} className="max-h-72 w-full">
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={plot.left} x2={width - plot.right} y1={y(tick)} y2={y(tick)} stroke="var(--line)" />
          <text x={plot.left - 8} y={y(tick) + 4} textAnchor="end" fontSize={11} fill="var(--muted)">
            {short(tick)}
          </text>
        </g>
      ))}
      {labels.map((label, index) =>
        index % every === 0 ? (
          <text key={label} x={x(index)} y={height - 8} textAnchor="middle" fontSize={11} fill="var(--muted)">
            {axisLabel(label, times !== null)}
          </text>
        ) : null,
      )}
      {series.map(({ name, values }, at) =>
        shape === 'columns' ? (
          <g key={name} style={{ fill: colourAt(at) }}>
            {values.map((value, index) =>
              value === null ? null : (
                <rect
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place.
                  key={index}
                  x={plot.left + slot * index + slot * 0.12 + ((slot * 0.76) / series.length) * at}
                  width={(slot * 0.76) / series.length}
                  y={Math.min(y(value), y(0))}
                  height={Math.max(0.5, Math.abs(y(value) - y(0)))}
                />
              ),
            )}
          </g>
        ) : (
          <g key={name} style={{ stroke: colourAt(at), fill: colourAt(at) }}>
            <path d={pathOf(values, x, y)} fill="none" strokeWidth={1.75} strokeDasharray={dashes[at]} />
            {lonePoints(values).map((index) => (
              <circle key={index} cx={x(index)} cy={y(values[index] ?? 0)} r={2.5} stroke="none" />
            ))}
          </g>
        ),
      )}
    </svg>
  )
}

/** A line that breaks where there is no row. */
function pathOf(values: ChartSeries['values'], x: (index: number) => number, y: (value: number) => number): string {
  return values
    .map((value, index) =>
      value === null
        ? ''
        : `${index > 0 && values[index - 1] !== null ? 'L' : 'M'}${x(index).toFixed(1)} ${y(value).toFixed(1)}`,
    )
    .join('')
}

/** Points without a neighbour, of which a line would show nothing. */
function lonePoints(values: ChartSeries['values']): number[] {
  const isThere = (index: number) => (values[index] ?? null) !== null
  return values.flatMap((_, index) => (isThere(index) && !isThere(index - 1) && !isThere(index + 1) ? [index] : []))
}

function Bars({ data }: { data: ChartData }) {
  const { series, labels } = data
  const most = Math.max(1e-9, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  return (
    <div
      role="img"
      aria-label={summary(data)}
      className="grid max-h-96 grid-cols-[minmax(6rem,auto)_minmax(0,1fr)] items-center gap-x-3 gap-y-1 overflow-y-auto"
    >
      {labels.map((label, index) => (
        <div key={label} className="contents text-xs">
          <span className="max-w-72 truncate text-right text-muted">{label}</span>
          <span className="flex flex-col gap-px">
            {series.map(({ name, values }, at) => (
              <span key={name} className="flex h-3.5 items-center gap-1.5">
                <span
                  className="h-full min-w-px rounded-xs"
                  style={{ width: `${(90 * Math.max(0, values[index] ?? 0)) / most}%`, background: colourAt(at) }}
                />
                <span className="text-2xs tabular-nums">
                  {values[index] === null ? '–' : short(values[index] ?? 0)}
                </span>
              </span>
            ))}
          </span>
        </div>
      ))}
    </div>
  )
}

function Pie({ data }: { data: ChartData }) {
  const values = (data.series[0]?.values ?? []).map((value) => Math.max(0, value ?? 0))
  const total = values.reduce((sum, value) => sum + value, 0)
  let turned = 0
  return (
    <div className="flex flex-wrap items-center gap-6">
      <svg viewBox="-52 -52 104 104" role="img" aria-label={summary(data)} className="size-48 shrink-0">
        {values.map((value, index) => {
          const from = turned
          turned += total > 0 ? value / total : 0
          return (
            <path
              key={data.labels[index]}
              d={sliceOf(from, turned)}
              stroke="var(--canvas)"
              style={{ fill: colourAt(index), opacity: index < colours.length ? 1 : 0.55 }}
            />
          )
        })}
      </svg>
      <ul className="flex flex-col gap-0.5 text-xs">
        {data.labels.map((label, index) => (
          <li key={label} className="flex items-center gap-2">
            <span
              className="size-3 shrink-0 rounded-xs"
              style={{ background: colourAt(index), opacity: index < colours.length ? 1 : 0.55 }}
            />
            <span className="min-w-40">{label}</span>
            <span className="tabular-nums">
              {(values[index] ?? 0).toLocaleString('en')} (
              {total > 0 ? Math.round((100 * (values[index] ?? 0)) / total) : 0} %)
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function sliceOf(from: number, to: number): string {
  const at = (turn: number) =>
    `${(50 * Math.sin(2 * Math.PI * turn)).toFixed(2)} ${(-50 * Math.cos(2 * Math.PI * turn)).toFixed(2)}`
  if (to - from > 0.9999) return 'M0 -50A50 50 0 1 1 -0.01 -50Z'
  return `M0 0L${at(from)}A50 50 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}Z`
}

function Legend({ series, isLine }: { series: readonly ChartSeries[]; isLine: boolean }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
      {series.map(({ name }, index) => (
        <li key={name} className="flex items-center gap-1.5">
          <svg viewBox="0 0 24 8" className="h-2 w-6" aria-hidden="true">
            <line
              x1={0}
              x2={24}
              y1={4}
              y2={4}
              strokeWidth={isLine ? 2 : 8}
              strokeDasharray={isLine ? dashes[index] : undefined}
              style={{ stroke: colourAt(index) }}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })
const short = (value: number) =>
  Math.abs(value) < 10_000 ? String(Number(value.toPrecision(4))) : compact.format(value)

/** `2026-11-25 10:40:00.000` as it fits under an axis. */
function axisLabel(label: string, isTimed: boolean): string {
  if (isTimed) return label.slice(5, 16).replace(' 00:00', '')
  return label.length > 14 ? `${label.slice(0, 13)}…` : label
}
