/// <reference types="@kusto/language-service-next" />
import '@kusto/language-service-next/bridge.min.js'
import '@kusto/language-service-next/Kusto.Language.Bridge.min.js'
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { KqlValue } from './kql-literal.ts'
import { kqlLiteral } from './kql-literal.ts'
import { readSavedQuery, type SavedQueryName, savedQuery } from './saved-query.ts'

const attacks = [
  '" or true //',
  "'; union *",
  '\n| project Secret',
  '\\"',
  '\\',
  '\u2028| take 1',
  '*/',
  '"]); AzureActivity | take 1; let x = dynamic(["',
  'datetime(2020)',
  '\ud800',
  '\u0000',
  '`',
  '```\n| take 5\n```',
  `h"x`,
  'x'.repeat(10_240),
]

/** The kinds of all tokens but for what stands within a literal, as Microsoft's own parser reads them. */
function shapeOf(text: string): string {
  const code = Kusto.Language.KustoCode.Parse(text)
  if (!code?.Syntax) throw new Error('The parser gave nothing.')
  expect(code.GetDiagnostics()?.Count).toBe(0)
  const kinds: string[] = []
  const walk = (node: Kusto.Language.Syntax.SyntaxElement) => {
    kinds.push(String(node.Kind))
    for (let at = 0; at < node.ChildCount; at += 1) {
      const child = node.GetChild(at)
      if (child) walk(child)
    }
  }
  walk(code.Syntax)
  return kinds.join(' ')
}

const names = readdirSync(new URL('kql', import.meta.url)).map((file) => file.replace('.kql', '') as SavedQueryName) // the files are the names

function valuesOf(name: SavedQueryName, text: string): Record<string, KqlValue> {
  return Object.fromEntries(
    [...readSavedQuery(name).parameters].map(([parameter, sample]) => {
      if (sample.startsWith('datetime')) return [parameter, new Date(0)]
      if (sample.startsWith('dynamic')) return [parameter, [text]]
      return [parameter, sample.startsWith('"') ? text : /^\d/.test(sample) ? 1 : true]
    }),
  )
}

test.each(names)('no input changes the syntax tree of %s', (name) => {
  const shape = shapeOf(savedQuery(name, valuesOf(name, 'kv-a')))
  for (const attack of attacks) expect(shapeOf(savedQuery(name, valuesOf(name, attack)))).toBe(shape)
})

test('whatever a text holds, its literal is one token of the parser, with that value', () => {
  const shape = shapeOf('print x = "a"')
  const readBack = (text: string) => {
    const code = Kusto.Language.KustoCode.Parse(`print x = ${kqlLiteral(text)}`)
    let value: unknown
    Kusto.Language.Syntax.SyntaxElement.WalkNodes(code?.Syntax as never, (node) => {
      if (node instanceof Kusto.Language.Syntax.LiteralExpression) value = node.LiteralValue
    })
    return value
  }
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      expect(shapeOf(`print x = ${kqlLiteral(text)}`)).toBe(shape)
      expect(readBack(text)).toBe(text)
    }),
    { numRuns: 200 },
  )
})

test('a parameter that is missing, unknown or of another type is refused', () => {
  const values = { since: new Date(0), until: new Date(1) }
  expect(savedQuery('logged-since', values)).toContain('let since = datetime(1970-01-01T00:00:00.000Z);')
  expect(() => savedQuery('logged-since', { since: new Date(0) })).toThrow(/needs until/)
  expect(() => savedQuery('logged-since', { ...values, vaults: [] })).toThrow(/no parameter vaults/)
  expect(() => savedQuery('logged-since', { ...values, since: 'now()' })).toThrow(/needs since as a date/)
  expect(() => kqlLiteral(Number.NaN)).toThrow(RangeError)
  expect(kqlLiteral('a')).toBe('"a"')
})
