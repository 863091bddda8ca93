import type { ScalarFunction } from './scalar-function.ts'
import { decomposeFunctions } from './series/decompose.ts'
import { elementwiseFunctions } from './series/elementwise.ts'
import { fillFunctions } from './series/fill.ts'
import { filterFunctions } from './series/filters.ts'
import { fitFunctions } from './series/fit.ts'
import { outlierFunctions } from './series/outliers.ts'
import { periodFunctions } from './series/periods.ts'
import { summaryFunctions } from './series/summary.ts'

/** Functions of a whole series: an array of numbers, as make-series gives them. */
export const seriesFunctions: Record<string, ScalarFunction> = {
  ...elementwiseFunctions,
  ...fillFunctions,
  ...filterFunctions,
  ...fitFunctions,
  ...summaryFunctions,
  ...outlierFunctions,
  ...periodFunctions,
  ...decomposeFunctions,
}
