import type { Value } from '../engine.ts'

export const numbersExamples: [string, Value][] = [
  ['bin(17, 5)', 15],
  ['floor(2.7, 1.0)', 2],
  ['abs(-5)', 5],
  ['sign(-2.5)', -1],
  ['ceiling(1.2)', 2],
  ['round(2.567, 1)', 2.6],
  ['sqrt(9)', 3],
  ['exp(0)', 1],
  ['log(1)', 0],
  ['log2(8)', 3],
  ['log10(1000)', 3],
  ['pow(2, 10)', 1024],
  ['isnan(real(nan))', true],
  ['isinf(1.0/0.0)', true],
  ['isfinite(1.5)', true],
  ['min_of(3, 1, 2)', 1],
  ['max_of(3, 1, 2)', 3],
]
