import { expect, test } from 'vitest'
import { kqlParameters, parameterMistake, withParameter } from './kql-parameters.ts'

const query = `// Title
// More
let since = ago(7d);
let until = datetime(2026-11-25T00:00:00Z);
let vault = "kv-\\u0022a\\"";
let vaults = dynamic(["a", "b, c"]);
let most = 10;
let hides = true;
let span = 1h;

let later = 5;
T | where x > later`

test('leading let lines of a literal are parameters, and nothing further down', () => {
  expect(kqlParameters(query).map(({ name, kind, value }) => [name, kind, value])).toEqual([
    ['since', 'time', 'ago(7d)'],
    ['until', 'time', 'datetime(2026-11-25T00:00:00Z)'],
    ['vault', 'text', 'kv-"a"'],
    ['vaults', 'list', 'a, b, c'],
    ['most', 'number', '10'],
    ['hides', 'truth', 'true'],
    ['span', 'duration', '1h'],
  ])
  expect(kqlParameters('let a = T | count;\na')).toEqual([])
  expect(kqlParameters('')).toEqual([])
})

test('another value changes its own line alone and cannot leave its literal', () => {
  const vault = kqlParameters(query)[2]
  if (!vault) throw new Error('no parameter')
  const value = 'x"; externaldata(y:string)["z"] //\n| take 1'
  const changed = withParameter(query, vault, value)
  expect(kqlParameters(changed)[2]?.value).toBe(value)
  expect(changed.split('\n').filter((line, at) => line !== query.split('\n')[at])).toHaveLength(1)
})

test('what is no literal of the kind is said and changes nothing', () => {
  for (const parameter of kqlParameters(query).filter(({ kind }) => kind !== 'text' && kind !== 'list')) {
    const wrong = '1); T | take'
    expect(parameterMistake(parameter, wrong)).toMatch(/^Give /)
    expect(withParameter(query, parameter, wrong)).toBe(query)
  }
})
