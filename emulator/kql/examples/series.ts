import { expect } from 'vitest'
import type { Value } from '../engine.ts'

/** Of functions of a series: the documentation's own examples where there are some, else computed by hand. */

const gaps = 'dynamic([null,111,null,36,41,null,null,16,61,33,null,null])'
const twiceADay =
  'dynamic([80,139,87,110,68,54,50,51,53,133,86,141,97,156,94,149,95,140,77,61,50,54,47,133,72,152,94,148,105,162,101,160,87,63,53,55,54,151,103,189,108,183,113,175,113,178,90,71,62,62,65,165,109,181,115,182,121,178,114,170])'
export const seriesExamples: [string, Value][] = [
  ['series_add(dynamic([1,2,4]), dynamic([4,2,1]))', '[5,4,5]'],
  ['series_add(dynamic([1,2.5,"x"]), 1)', '[2.0,3.5,null]'],
  ['series_subtract(dynamic([1,2,4]), dynamic([4,2]))', '[-3,0,null]'],
  ['series_multiply(10, dynamic([1,-1,0]))', '[10,-10,0]'],
  ['series_divide(dynamic([1,2,4]), dynamic([4,2,1]))', '[0.25,1.0,4.0]'],
  ['series_divide(dynamic([2,0]), 0)', '["Infinity","NaN"]'],
  ['series_pow(dynamic([1,2,3,4]), dynamic([1,2,3,0.5]))', '[1.0,4.0,27.0,2.0]'],
  ['series_greater(dynamic([1,2,4]), dynamic([4,2,1]))', '[false,false,true]'],
  ['series_greater_equals(dynamic([1,2,4]), 2)', '[false,true,true]'],
  ['series_less(dynamic([1,2,4]), dynamic([4,2,1]))', '[true,false,false]'],
  ['series_less_equals(dynamic([1,2,4]), 2)', '[true,true,false]'],
  ['series_equals(dynamic([1,2,4]), dynamic([4,2,1]))', '[false,true,false]'],
  ['series_not_equals(dynamic([1,2,4]), dynamic([4,2,1]))', '[true,false,true]'],
  ['series_abs(dynamic([-6,0,8]))', '[6,0,8]'],
  ['series_sign(dynamic([-6,0,8,null]))', '[-1.0,0.0,1.0,null]'],
  ['series_exp(dynamic([0]))', '[1.0]'],
  ['series_log(dynamic([1]))', '[0.0]'],
  ['series_floor(dynamic([-1.5,1,2.5]))', '[-2.0,1.0,2.0]'],
  ['series_ceiling(dynamic([-1.5,1,2.5]))', '[-1.0,1.0,3.0]'],
  ['series_sin(dynamic([0]))', '[0.0]'],
  ['series_cos(dynamic([0]))', '[1.0]'],
  ['series_tan(dynamic([0]))', '[0.0]'],
  ['series_asin(dynamic([0]))', '[0.0]'],
  ['series_acos(dynamic([1]))', '[0.0]'],
  ['series_atan(dynamic([0]))', '[0.0]'],
  ['series_fill_const(dynamic([111,null,36]), 0.0)', '[111,0.0,36]'],
  ['series_fill_const(dynamic([111,null,36]), -1)', '[111,-1,36]'],
  [`series_fill_forward(${gaps})`, '[null,111,111,36,41,41,41,16,61,33,33,33]'],
  ['series_fill_forward(dynamic([0,7,0]), 0)', '[0,7,7]'],
  [`series_fill_backward(${gaps})`, '[111,111,36,36,41,16,16,16,61,33,null,null]'],
  [`series_fill_linear(${gaps})`, '[111,111,73,36,41,32,24,16,61,33,33,33]'],
  [`series_fill_linear(${gaps}, double(null), false)`, '[null,111,73,36,41,32,24,16,61,33,null,null]'],
  ['series_fill_linear(dynamic([1.0,null,4.0]))', '[1.0,2.5,4.0]'],
  ['series_fill_linear(dynamic([null,null]))', '[0.0,0.0]'],
  ['series_fill_linear(dynamic([null,null]), double(null), true, 3.14159)', '[3.14159,3.14159]'],
  ['series_fir(dynamic([0,0,10,0,0]), dynamic([1,1]))', '[0.0,0.0,5.0,5.0,0.0]'],
  ['series_fir(dynamic([0,0,8,0,0]), dynamic([1,2,1]), true, true)', '[0.0,2.0,4.0,2.0,0.0]'],
  ['series_fir(dynamic([0,0,2,2,3]), dynamic([1,-1]))', '[0.0,0.0,2.0,0.0,1.0]'],
  ['series_fir(dynamic([1,2]), dynamic([1,-1]), true)', null],
  ['series_iir(dynamic([1.0,2.0,3.0,4.0]), dynamic([1]), dynamic([1,-1]))', '[1.0,3.0,6.0,10.0]'],
  ['tostring(series_stats_dynamic(dynamic([2,4,null]), true).avg)', '3.0'],
  ['series_stats_dynamic(dynamic([2,4,null]))', null],
  [
    'series_stats_dynamic(dynamic([1,3,2]))',
    '{"min":1.0,"min_idx":0,"max":3.0,"max_idx":1,"avg":2.0,"stdev":1.0,"variance":1.0,"sum":6.0,"len":3}',
  ],
  ['series_sum(dynamic([1,2.5,null]))', 3.5],
  ['series_product(dynamic([2,3,4]))', 24],
  ['series_magnitude(dynamic([3,4]))', 5],
  ['series_dot_product(dynamic([1,2,4]), dynamic([4,2,1]))', 12],
  ['series_dot_product(dynamic([2,4,8]), 2)', 28],
  ['series_dot_product(dynamic([]), dynamic([1]))', null],
  ['series_pearson_correlation(dynamic([1,2,3,4,5]), dynamic([2,4,6,8,10]))', 1],
  ['series_pearson_correlation(dynamic([1,2]), dynamic([1]))', null],
  ['series_cosine_similarity(dynamic([3,4]), dynamic([4,3]))', 0.96],
  ['series_fit_line_dynamic(dynamic([1,3,5])).slope', '2.0'],
  ['series_fit_2lines_dynamic(dynamic([0,1,2,9,8,7])).split_idx', '3'],
  // https://stackoverflow.com/questions/75264555: as Azure answers, but for its last digits.
  [
    'series_equals(dynamic([-1.90408,-0.10021,1.33620,0,0,0,0,0,0,0,0,1.67024,0,0,0,0]), series_divide(series_floor(series_add(series_multiply(series_outliers(dynamic([-3,2.4,15,3.9,5,6,4.5,5.2,3,4,5,16,7,5,5,4])), 100000.0), 0.5)), 100000))',
    JSON.stringify(Array.from({ length: 16 }, () => true)),
  ],
  ['series_outliers(dynamic([1,2,3,4,5,6,7,8,20]), "tukey")', '[-0.5,-0.25,0.0,0.0,0.0,0.0,0.0,0.25,3.25]'],
  [
    'series_seasonal(dynamic([2,5,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1,2,3,4,3,2,1]))',
    '[1.0,2.0,3.0,4.0,3.0,2.0,1.0,2.0,3.0,4.0,3.0,2.0,1.0,2.0,3.0,4.0,3.0,2.0,1.0,2.0,3.0,4.0,3.0,2.0,1.0]',
  ],
  [
    'series_seasonal(dynamic([8,12,14,12,10,10,12,14,12,10,10,12,14,12,10,10,12,14,12,10]))',
    '[10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0,10.0,12.0,14.0,12.0,10.0]',
  ],
  ['series_seasonal(dynamic([1,3,5,2,4,6,1,3,5,2,4,6]))', '[0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0]'],
  ['series_seasonal(dynamic([1,3,5,1,3,5,2,4,6]), 3)', '[1.0,3.0,5.0,1.0,3.0,5.0,1.0,3.0,5.0]'],
  ['series_abs(parse_json("{}"))', null],
  ['series_sum(dynamic(null))', null],
]

/** Of those that give several columns. */
export const seriesColumnExamples: [string, Value[]][] = [
  [
    'series_stats(dynamic([23,46,23,87,4,8,3,75,2,56,13,75,32,16,29]))',
    [2, 8, 87, 3, 32.8, expect.closeTo(28.5036338535483), expect.closeTo(812.457142857143)],
  ],
  ['series_stats(dynamic([1,null]))', [null, null, null, null, null, null, null]],
  [
    'series_fit_line(dynamic([2,5,6,8,11,15,17,18,25,26,30,30]))',
    [
      ...[0.982, 2.73, 98.628, 1.686, -1.666].map((value) => expect.closeTo(value, 2)),
      expect.stringMatching(/^\[1\.064.*,31\.102\d*\]$/),
    ],
  ],
  [
    'series_fit_2lines(dynamic([0,1,2,9,8,7]))',
    [1, 3, expect.closeTo(15.5), 0, '[0.0,1.0,2.0,9.0,8.0,7.0]', 1, -1, 10, 1, 0, 1, 1, -1, 1, 0],
  ],
  [
    'series_decompose(dynamic([1,2,3,4]), 0, "linefit")',
    ['[1.0,2.0,3.0,4.0]', '[0.0,0.0,0.0,0.0]', '[1.0,2.0,3.0,4.0]', '[0.0,0.0,0.0,0.0]'],
  ],
  // A season of two: the median of each phase, whatever one of the values is.
  [
    'series_decompose(dynamic([2,5,2,5,2,9]), 2, "none")',
    [
      '[2.0,5.0,2.0,5.0,2.0,5.0]',
      '[2.0,5.0,2.0,5.0,2.0,5.0]',
      '[0.0,0.0,0.0,0.0,0.0,0.0]',
      '[0.0,0.0,0.0,0.0,0.0,4.0]',
    ],
  ],
  [
    'series_decompose_forecast(dynamic([1,2,3,0,0]), 2, 0)',
    ['[1.0,2.0,3.0,4.0,5.0]', '[0.0,0.0,0.0,0.0,0.0]', '[1.0,2.0,3.0,4.0,5.0]', '[0.0,0.0,0.0,-4.0,-5.0]'],
  ],
  [
    'series_decompose_anomalies(dynamic([5,5,5,5,5,5,5,5,5,5,5,57]), 1.5, 0)',
    [
      '[0,0,0,0,0,0,0,0,0,0,0,1]',
      '[0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,"Infinity"]',
      JSON.stringify(Array.from({ length: 12 }, () => 0)).replaceAll('0', '9.333333333333334'),
    ],
  ],
  [`series_periods_detect(${twiceADay}, 0.0, 50.0, 2)`, ['[14.0,0.0]', expect.stringMatching(/^\[0\.9\d+,0\.0\]$/)]],
  [`series_periods_validate(${twiceADay}, 14.0, 10.0)`, ['[14.0,10.0]', expect.stringMatching(/^\[0\.9\d+,0\.0\]$/)]],
  ['series_decompose(dynamic(null))', [null, null, null, null]],
]
