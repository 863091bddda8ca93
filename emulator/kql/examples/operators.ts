import type { Value } from '../engine.ts'

/** Operators on a text or a number and several others. */
export const operatorExamples: [string, Value][] = [
  ['"a-b c" has_any ("x", "B")', true],
  ['"a-b c" has_any (dynamic(["x", "bc"]))', false],
  ['"a-b c" has_any (dynamic([]))', false],
  ['"a-b c" has_all ("C", "a")', true],
  ['"a-b c" has_all (dynamic(["a", "x"]))', false],
  ['"b" in ("a", "b")', true],
  ['"B" in ("a", "b")', false],
  ['"B" !in ("a", "b")', true],
  ['"B" in~ ("a", "b")', true],
  ['"B" !in~ ("a", "b")', false],
  ['2 in (dynamic([1, 2]))', true],
  ['3 !in (dynamic([1, 2]), 4)', true],
  ['long(null) in (1, 2)', false],
  ['5 between (1 .. 5)', true],
  ['5 !between (1 .. 5)', false],
  ['5.5 between (1 .. 5)', false],
  ['datetime(2026-01-08) between (datetime(2026-01-01) .. 7d)', true],
  ['datetime(2026-01-09) !between (datetime(2026-01-01) .. 7d)', true],
  ['2h between (90m .. 3h)', true],
]
