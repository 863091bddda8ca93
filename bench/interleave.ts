/** Does a fixed amount of work and says how long it took, in milliseconds. */
export type Arm = () => Promise<number>

export interface Ratio {
  median: number
  spread: readonly [number, number]
}

/**
 * How fast one arm is in parts of another: their times in turns A B B A, so that what disturbs the machine, or warms it,
 * disturbs both. The first turn warms up and does not count.
 * @returns time of `reference` by time of `measured`: above 1, the measured arm is faster
 */
export async function speedRatio(measured: Arm, reference: Arm, repeats = 11): Promise<Ratio> {
  const ratios: number[] = []
  for (let repeat = 0; repeat <= repeats; repeat++) {
    const first = await measured()
    const second = await reference()
    const third = await reference()
    const fourth = await measured()
    if (repeat > 0) ratios.push((second + third) / (first + fourth))
  }
  return { median: median(ratios), spread: [Math.min(...ratios), Math.max(...ratios)] }
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? upper) + upper) / 2 : upper
}
