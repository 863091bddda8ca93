import { mean } from './statistics.ts'

/**
 * Pearson's correlation of a series with itself so many values later, for each lag up to `most`. By Fourier's transform
 * (https://en.wikipedia.org/wiki/Autocorrelation#Efficient_computation): lag by lag, a long series would hold up the thread.
 */
export function autocorrelations(values: number[], most: number): number[] {
  const average = mean(values)
  const level = values.map((value) => value - average)
  const products = selfProducts(level)
  const sums = runningSums(level)
  const squares = runningSums(level.map((value) => value * value))
  const at = (list: number[], place: number) => list[place] ?? 0
  const length = level.length
  return Array.from({ length: Math.min(most, length - 1) + 1 }, (_, lag) => {
    const count = length - lag
    const [first, second] = [at(sums, count), at(sums, length) - at(sums, lag)]
    const spread = (total: number, ofSquares: number) => Math.max(ofSquares - (total * total) / count, 0)
    const both = Math.sqrt(spread(first, at(squares, count)) * spread(second, at(squares, length) - at(squares, lag)))
    // What is left of a series that does not vary is rounding.
    return both > 1e-9 * at(squares, length) ? (at(products, lag) - (first * second) / count) / both : 0
  })
}

function runningSums(values: number[]): number[] {
  const sums = [0]
  for (const value of values) sums.push((sums.at(-1) ?? 0) + value)
  return sums
}

/** The sum of each value's product with the one so many places later, for each lag. */
function selfProducts(values: number[]): number[] {
  const size = 2 ** Math.ceil(Math.log2(2 * values.length))
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  real.set(values)
  transform(real, imaginary)
  for (let i = 0; i < size; i++) {
    real[i] = (real[i] ?? 0) ** 2 + (imaginary[i] ?? 0) ** 2
    imaginary[i] = 0
  }
  transform(real, imaginary)
  return Array.from(real.subarray(0, values.length), (value) => value / size)
}

/** The fast Fourier transform in place, of a power of two. https://en.wikipedia.org/wiki/Cooley–Tukey_FFT_algorithm */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const size = real.length
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) {
      ;[real[i], real[j]] = [real[j] ?? 0, real[i] ?? 0]
      ;[imaginary[i], imaginary[j]] = [imaginary[j] ?? 0, imaginary[i] ?? 0]
    }
  }
  for (let half = 1; half < size; half *= 2) {
    for (let k = 0; k < half; k++) {
      const [cosine, sine] = [Math.cos((-Math.PI * k) / half), Math.sin((-Math.PI * k) / half)]
      for (let a = k; a < size; a += 2 * half) {
        const b = a + half
        const [x, y] = [real[b] ?? 0, imaginary[b] ?? 0]
        const [turnedX, turnedY] = [x * cosine - y * sine, x * sine + y * cosine]
        real[b] = (real[a] ?? 0) - turnedX
        imaginary[b] = (imaginary[a] ?? 0) - turnedY
        real[a] = (real[a] ?? 0) + turnedX
        imaginary[a] = (imaginary[a] ?? 0) + turnedY
      }
    }
  }
}
