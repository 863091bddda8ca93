import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../kql/engine.ts'
import { createLanguage } from '../kql/language.ts'
import { childOf, childrenOf, resultColumnsOf } from '../kql/syntax.ts'
import { tables } from './tables.ts'

/**
 * Queries of Key Vault logs as they are published: all of them run, and give the columns that Microsoft's binder names.
 * They are not part of this repository: the folder beside it, or that of KQL_QUERIES, holds one in each `.kql` file.
 */
const folder = process.env.KQL_QUERIES ?? join(import.meta.dirname, '../../../shared/kql')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.kql')) : []

/** What workbooks put in the place of their parameters. */
const parameters: Record<string, string> = {
  "'{Vaults}'": "'/a','/b'",
  '{Vaults}': "'/a','/b'",
  '{Operations}': "'SecretGet','KeyGet'",
  '{ResultStatus}': 'All',
  '{GridRow}': '{"Id":"*/"}',
  '{TimeRange}': '> ago(7d)',
  '{TimeRange:start}': 'datetime(2026-01-01)',
  '{TimeRange:end}': 'datetime(2026-01-15)',
  '{TimeRange:grain}': '1h',
}

describe.runIf(files.length > 0)('published queries', () => {
  let engine: Engine
  let language: ReturnType<typeof createLanguage>
  beforeAll(async () => {
    engine = await openEngine(tables)
    language = createLanguage(tables)
  })
  afterAll(() => engine.close())

  test.each(files)('%s', async (file) => {
    let text = readFileSync(join(folder, file), 'utf8')
    for (const [parameter, value] of Object.entries(parameters)) text = text.replaceAll(parameter, value)
    const last = childrenOf(language.analyze(text), 'Statements').at(-1)
    const wanted = last ? resultColumnsOf(childOf(last, 'Expression')) : []
    expect(wanted.length).toBeGreaterThan(0)
    const { columns } = await engine.query(text, { nowMs: Date.UTC(2026, 0, 15) })
    expect(columns).toEqual(wanted)
  })
})

test('union and search read every table of a workspace at once', async () => {
  const engine = await openEngine(tables)
  const nowMs = Date.UTC(2026, 0, 15)
  await engine.insert('AzureActivity', [{ TimeGenerated: nowMs, Caller: 'ada@example.com', Level: 'Informational' }])
  await engine.insert('AZKVAuditLogs', [{ TimeGenerated: nowMs, Properties: { sku: 'premium' }, DurationMs: 5 }])
  const rows = async (text: string) => (await engine.query(text, { nowMs })).rows
  expect(await rows('union withsource=Table * | summarize count() by Table | sort by Table asc')).toEqual([
    ['AZKVAuditLogs', 1],
    ['AzureActivity', 1],
  ])
  expect(await rows('union * | summarize sum(DurationMs_int)')).toEqual([[5]])
  expect(await rows('search "premium" | project $table')).toEqual([['AZKVAuditLogs']])
  expect(await rows('search "ada" | project $table, Caller')).toEqual([['AzureActivity', 'ada@example.com']])
  engine.close()
})

test.runIf(files.length === 0)('no folder of published queries is here, so none were run', () => {
  expect(files).toEqual([])
})
