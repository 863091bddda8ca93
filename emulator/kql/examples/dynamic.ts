import type { Value } from '../engine.ts'

export const dynamicExamples: [string, Value][] = [
  ['parse_json("{\\"a\\":1}").a', '1'],
  ['parsejson("[1]")[0]', '1'],
  ['todynamic("no json")', '"no json"'],
  ['toobject("[2]")', '[2]'],
  ['bag_keys(dynamic({"a":1,"b":2}))', '["a","b"]'],
  ['array_length(dynamic([1,2,3]))', 3],
  ['pack("a", 1)', '{"a":1}'],
  ['bag_pack("a", "x", "b", true)', '{"a":"x","b":true}'],
  ['pack_array(1, "x")', '[1,"x"]'],
  ['array_concat(dynamic([1]), dynamic([2,3]))', '[1,2,3]'],
]
