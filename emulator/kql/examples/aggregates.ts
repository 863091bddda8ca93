import type { Value } from '../engine.ts'

export const aggregateSource =
  'datatable(k:string, n:long, t:datetime)["a",1,datetime(2026-01-01),"b",2,datetime(2026-01-03),"b",long(null),datetime(2026-01-02),"c",6,datetime(null)]'
export const aggregateExamples: [string, Value][] = [
  ['count()', 4],
  ['countif(n > 1)', 2],
  ['sum(n)', 9],
  ['sumif(n, k != "c")', 3],
  ['avg(n)', 3],
  ['avg(t)', '2026-01-02T00:00:00Z'],
  ['avgif(n, k != "c")', 1.5],
  ['min(n)', 1],
  ['max(t)', '2026-01-03T00:00:00Z'],
  ['minif(n, n > 1)', 2],
  ['maxif(n, n < 6)', 2],
  ['take_any(strlen(k))', 1],
  ['any(strlen(k))', 1],
  ['dcount(k)', 3],
  ['dcountif(k, n > 1)', 2],
  ['count_distinct(k)', 3],
  ['round(stdev(n), 3)', 2.646],
  ['variance(n)', 7],
  ['percentile(n, 50)', 2],
  ['make_set(k)', '["a","b","c"]'],
  ['make_set(k, 2)', '["a","b"]'],
  ['makeset(n)', '[1,2,6]'],
  ['make_list(n)', '[6,2,1]'],
  ['makelist(n)', '[6,2,1]'],
  ['make_set_if(k, n > 1)', '["b","c"]'],
  ['make_list_if(n, n > 1)', '[6,2]'],
]
