import type { ScalarFunction } from './scalar-function.ts'
import { script } from './script.ts'

const rootOfPi = Math.sqrt(Math.PI)

/** Both give fifteen digits: a series of positive terms near zero, a continued fraction far from it. */
function erf(x: number): number {
  if (Math.abs(x) >= 3) return Math.sign(x) * (1 - erfc(Math.abs(x)))
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n++) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / rootOfPi) * Math.exp(-x * x) * sum
}

function erfc(x: number): number {
  if (x < 3) return 1 - erf(x)
  if (x > 30) return 0
  // Lentz's way from the far end: x + (1/2)/(x + 1/(x + (3/2)/(x + …))).
  let fraction = x
  for (let n = 60; n >= 1; n--) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / rootOfPi / fraction
}

const ofNumber = (name: string, run: (x: number) => number) =>
  script(name, ['real'], 'real', (x) => (x === null || Number.isNaN(x) ? x : run(x)))

export const errorFunctions: Record<string, ScalarFunction> = {
  erf: ofNumber('erf', erf),
  erfc: ofNumber('erfc', erfc),
}
