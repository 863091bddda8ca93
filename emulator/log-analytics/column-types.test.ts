import { LogsQueryResultStatus } from '@azure/monitor-query-logs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { customerIds } from '../testing/small-state.ts'
import type { TableName } from './tables.ts'

/** What the vendor's client makes of each column type, from the language's own literals and from rows of the tables. */

let cloud: SmallCloud
beforeAll(async () => {
  cloud = await startSmallCloud()
})
afterAll(() => cloud.close())

async function read(query: string) {
  const result = await cloud.logs().queryWorkspace(customerIds['log-small'], query, { duration: 'P36500D' })
  if (result.status !== LogsQueryResultStatus.Success) throw new Error('The result is partial.')
  const [table] = result.tables
  return { types: table?.columnDescriptors.map(({ type }) => type), rows: table?.rows }
}

const value = async (literal: string) => {
  const { types, rows } = await read(`print x = ${literal}`)
  return [types?.[0], rows?.[0]?.[0]]
}

test.each([
  ['true', 'bool', true],
  ['false', 'bool', false],
  ['bool(null)', 'bool', null],
  ['int(0)', 'int', 0],
  ['toint("-2147483648")', 'int', -2_147_483_648],
  ['int(2147483647)', 'int', 2_147_483_647],
  ['int(null)', 'int', null],
  ['9007199254740991', 'long', Number.MAX_SAFE_INTEGER],
  ['long(-9007199254740991)', 'long', Number.MIN_SAFE_INTEGER],
  // JSON carries every digit; JavaScript's numbers do not.
  ['9223372036854775807', 'long', Number(9_223_372_036_854_775_807n)],
  ['long(null)', 'long', null],
  ['0.1', 'real', 0.1],
  ['real(-1.7976931348623157e308)', 'real', -Number.MAX_VALUE],
  ['real(5e-324)', 'real', Number.MIN_VALUE],
  ['real(nan)', 'real', 'NaN'],
  ['real(+inf)', 'real', 'Infinity'],
  ['real(-inf)', 'real', '-Infinity'],
  ['real(null)', 'real', null],
  ['""', 'string', ''],
  [
    '"\\u0000 tab\\t quote\\" \\\\ \u{1f512} \u202e"',
    'string',
    expect.stringContaining('tab\t quote" \\ \u{1f512} \u202e'),
  ],
  ['strrep("x", 100000)', 'string', 'x'.repeat(100_000)],
  ['guid(74be27de-1e4e-49d9-b579-fe0b331d3642)', 'guid', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
  ['guid(null)', 'guid', null],
  ['0s', 'timespan', '00:00:00'],
  ['1d + 2h + 3m + 4s + 5ms', 'timespan', '1.02:03:04.0050000'],
  ['-90d', 'timespan', '-90.00:00:00'],
  ['timespan(null)', 'timespan', null],
  ['datetime(2026-11-25T01:02:03Z)', 'datetime', new Date('2026-11-25T01:02:03Z')],
  ['datetime(2026-11-25T01:02:03.456Z)', 'datetime', new Date('2026-11-25T01:02:03.456Z')],
  ['datetime(0001-01-01)', 'datetime', new Date('0001-01-01T00:00:00Z')],
  ['datetime(9999-12-31T23:59:59.999Z)', 'datetime', new Date('9999-12-31T23:59:59.999Z')],
  ['datetime(null)', 'datetime', null],
  ['dynamic({"a":[1,null,"x",{}],"b":true})', 'dynamic', { a: [1, null, 'x', {}], b: true }],
  ['dynamic([])', 'dynamic', []],
  ['dynamic(null)', 'dynamic', null],
])('%s is a %s', async (literal, type, expected) => {
  expect(await value(literal)).toEqual([type, expected])
})

const everything = {
  TenantId: customerIds['log-small'],
  OperationName: '\u{1f511} "quoted", \n\t\\ \u0001',
  httpStatusCode_d: 1e300,
  DurationMs: 9_223_372_036_854_775_807n,
  isRbacAuthorized_b: false,
  AdditionalFields: { deep: [{ '': null }], text: 'ü' },
  TimeGenerated: Date.UTC(2026, 0, 1, 0, 0, 0, 1),
}

test.each<[string, TableName, Record<string, unknown>, string, unknown[]]>([
  [
    'values at their limits',
    'AzureDiagnostics',
    everything,
    'OperationName, httpStatusCode_d, DurationMs, isRbacAuthorized_b, AdditionalFields, TimeGenerated',
    [
      everything.OperationName,
      1e300,
      Number(everything.DurationMs),
      false,
      everything.AdditionalFields,
      new Date(everything.TimeGenerated),
    ],
  ],
  [
    'nothing but a time',
    'AZKVAuditLogs',
    { TenantId: customerIds['log-small'], TimeGenerated: 1 },
    'OperationName, HttpStatusCode, IsRbacAuthorized, Identity, _BilledSize',
    ['', null, null, null, null],
  ],
])('rows of a table hold %s', async (_name, table, row, columns, expected) => {
  cloud.emulator.logs.reset()
  await cloud.emulator.logs.insert(table, [row])
  expect((await read(`${table} | project ${columns}`)).rows).toEqual([expected])
})
