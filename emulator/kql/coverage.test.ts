import { expect, test } from 'vitest'
import { severalAggregates } from './aggregates/several.ts'
import { aggregates } from './aggregates.ts'
import { openEngine } from './engine.ts'
import { scalarFunctions } from './functions/call.ts'
import { windowFunctions } from './functions/window.ts'
import { plugins } from './operators/evaluate.ts'
import { joinKinds } from './operators/join.ts'
import { listOf } from './syntax.ts'
import { textOperatorNames } from './text-operators.ts'
import { operators } from './translate.ts'

/** What the binder knows and what the engine does of it, as docs/kql.md prints it. `vitest -u` writes the page anew. */

const whileTranslating = ['column_ifexists', 'columnifexists', 'iscolumnexists']

test('docs/kql.md lists all that is implemented and all that is refused', async () => {
  const engine = await openEngine([])
  engine.close()
  const functions = split(Kusto.Language.Functions.All, [
    ...Object.keys(scalarFunctions),
    ...Object.keys(windowFunctions),
    ...whileTranslating,
  ])
  const aggregateFunctions = split(Kusto.Language.Aggregates.All, [
    ...Object.keys(aggregates),
    ...Object.keys(severalAggregates),
  ])
  const page = `# The query language of the emulator

Microsoft's own parser and binder read every query; the engine (\`emulator/kql/\`) says it in SQL to DuckDB. What it does not
have is refused by name, line and column, never guessed. This page is written by \`emulator/kql/coverage.test.ts\`.

## Operators

${Object.keys(operators).length} of a pipeline: ${Object.keys(operators)
    .map((name) => name.replace(/Operator$/, ''))
    .join(', ')}; and as sources: tables, \`let\` tables, datatable, print, range, union.

Join kinds: ${joinKinds.join(', ')}.

Plugins of evaluate: ${Object.keys(plugins).join(', ')}; the others are refused.

Operators on texts, each also denied: ${textOperatorNames.join(', ')}.

${section('Scalar functions', functions)}
${section('Aggregates', aggregateFunctions)}`
  expect(functions.unknown).toEqual([])
  expect(aggregateFunctions.unknown).toEqual([])
  await expect(page).toMatchFileSnapshot('../../docs/kql.md')
})

test('a function or aggregate that is not there is refused by its name and place', async () => {
  const engine = await openEngine([])
  for (const text of ['print x = series_fft(dynamic([1]))', 'print x = 1 | summarize hll(x)']) {
    await expect(engine.query(text, { nowMs: 0 })).rejects.toMatchObject({
      kind: 'Unsupported',
      line: 1,
      message: expect.stringMatching(/series_fft|hll/),
    })
  }
  engine.close()
})

function split(symbols: unknown, own: string[]) {
  const list = listOf(symbols)
  const names = list.map((symbol) =>
    typeof symbol === 'object' && symbol !== null && 'Name' in symbol ? String(symbol.Name) : '',
  )
  const all = [...new Set(names)].sort()
  return {
    implemented: all.filter((name) => own.includes(name)),
    refused: all.filter((name) => !own.includes(name)),
    unknown: own.filter((name) => !all.includes(name)),
  }
}

function section(title: string, { implemented, refused }: { implemented: string[]; refused: string[] }): string {
  return `## ${title}

Implemented, ${implemented.length}: ${implemented.join(', ')}.

Refused, ${refused.length}: ${refused.join(', ')}.
`
}
