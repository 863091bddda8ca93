export function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** NaN of nothing. */
export function mean(values: number[]): number {
  return sum(values) / values.length
}

/** The sum of squared distances from the mean. */
export function squares(values: number[]): number {
  const middle = mean(values)
  return sum(values.map((value) => (value - middle) ** 2))
}

/** The sample's variance; 0 of a single value. */
export function variance(values: number[]): number {
  return values.length > 1 ? squares(values) / (values.length - 1) : 0
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number) => sorted[index] ?? Number.NaN
  return (at(Math.floor((sorted.length - 1) / 2)) + at(Math.ceil((sorted.length - 1) / 2))) / 2
}

/**
 * Pearson's correlation of values at the same place. NaN where one side does not vary.
 * https://en.wikipedia.org/wiki/Pearson_correlation_coefficient
 */
export function correlation(first: number[], second: number[]): number {
  const [a, b] = [mean(first), mean(second)]
  const together = sum(first.map((value, index) => (value - a) * ((second[index] ?? Number.NaN) - b)))
  return together / Math.sqrt(squares(first) * squares(second))
}

export interface Line {
  slope: number
  interception: number
  /** The line at each place. */
  fit: number[]
  /** Of what the line leaves over. */
  residualSquares: number
}

/** The line of least squares through values at 0, 1, 2, … */
export function fitLine(values: number[]): Line {
  const middle = (values.length - 1) / 2
  const average = mean(values)
  const width = sum(values.map((_, index) => (index - middle) ** 2))
  const slope = width === 0 ? 0 : sum(values.map((value, index) => (index - middle) * (value - average))) / width
  const interception = average - slope * middle
  const fit = values.map((_, index) => slope * index + interception)
  return {
    slope,
    interception,
    fit,
    residualSquares: sum(values.map((value, index) => (value - (fit[index] ?? 0)) ** 2)),
  }
}
