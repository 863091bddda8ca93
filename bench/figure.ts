/** One measured line: what a benchmark says. */
export interface Figure {
  /** For example `E1.list.demo`. */
  name: string
  /** For example `S/L`, or a unit. */
  unit: string
  /** The median. */
  value: number
  /** The lowest and the highest of the repeats; absent for what is measured once. */
  spread?: readonly [number, number]
  target: { atLeast: number } | { atMost: number }
  /** A check fails the run where it misses its target; a figure only says so. */
  isCheck?: boolean
}

export interface Benchmark {
  id: string
  /** @throws CheckFailed when what was measured is not what was meant */
  run(): AsyncIterable<Figure>
}

/** A benchmark whose answers are wrong: its figures mean nothing. */
export class CheckFailed extends Error {}

export function isMet({ value, target }: Figure): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
}

export function lineOf(figure: Figure): string {
  const { name, unit, value, spread, target } = figure
  const range = spread ? ` (${rounded(spread[0])}–${rounded(spread[1])})` : ''
  const bound = 'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`
  return `${name} ${unit} ${rounded(value)}${range} target ${bound} ${isMet(figure) ? 'pass' : 'MISS'}`
}

function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}
