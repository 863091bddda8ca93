import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KqlError } from './errors.ts'
import { guarded } from './language.ts'
import { openStorage } from './storage.ts'
import { sampleEngine } from './testing/sample.ts'

/** Trap 22: no text of a query becomes SQL, and no SQL reaches beyond the rows. Trap 19: nor does an exception of the parser. */
const { query, rows, print } = sampleEngine()

const hostile = [
  `'); DROP TABLE t0; --`,
  `' OR 1=1 --`,
  `'' || (SELECT 1) || ''`,
  `"; ATTACH 'x' AS y; --`,
  `\\'; COPY t0 TO '/tmp/x'; --`,
  `$1 $* {} %s`,
  `/* */ -- ;`,
  `*) UNION ALL SELECT * FROM duckdb_settings() --`,
  `](a)[b]{2,}.*?+^$|`,
]

/** As the language writes a text. */
const written = (text: string) => JSON.stringify(text)

describe('22 a text stays a text', () => {
  test.each(hostile)('%s', async (text) => {
    const literal = written(text)
    const name = `[${literal}]`
    expect(await print(literal)).toEqual([text])
    expect(await print(`@'${text.replaceAll("'", "''")}'`)).toEqual([text])
    expect(
      await rows(`datatable(a:string)[${literal}] | where a == ${literal} and a in (${literal}, "x") | distinct a`),
    ).toEqual([[text]])
    expect(await rows(`print a=${literal} | where a contains ${literal} and a startswith ${literal} | count`)).toEqual([
      [1],
    ])
    expect(await rows(`print a=${written(`<${text}>`)} | parse a with "<" b ">" | project b`)).toEqual([[text]])
    expect(await rows(`print a=${written(`k=${text}`)} | parse a with ${written(`k=${text}`)} * | count`)).toEqual([
      [1],
    ])
    expect(await rows(`print a=dynamic({${literal}: 1}) | project b = toint(a[${literal}])`)).toEqual([[1]])
    expect(await rows(`print a=dynamic([${literal}]) | mv-expand a to typeof(string)`)).toEqual([[text]])
    const named = await query(
      `print ${name}=1 | extend ${name} = ${name} + 1 | summarize sum(${name}) by ${name} | project ${name}`,
    )
    expect([named.columns[0]?.name, named.rows]).toEqual([text, [[2]]])
    expect(await rows(`print ${name}=1 | getschema | project ColumnName`)).toEqual([[text]])
    expect(await rows(`let ${name} = 5; print ${name}`)).toEqual([[5]])
    expect(await rows('T | count')).toEqual([[3]])
  })
  test('a name that SQL reserves or that objects have is a name', async () => {
    for (const name of ['select', 'from', 'c0', 's0', 't0', 'constructor', 'toString']) {
      expect(await rows(`print ['${name}']=1 | where ['${name}'] == 1 | summarize max(['${name}'])`), name).toEqual([
        [1],
      ])
    }
    for (const call of ['toString(1)', 'constructor(1)', 'hasOwnProperty("a")', '__proto__']) {
      await expect(rows(`print ${call}`), call).rejects.toMatchObject({ kind: 'SemanticError' })
    }
  })
})

test.each([
  ['control commands', '.show tables', 'Unsupported'],
  ['control commands after a comment', '// x\n.drop table T', 'Unsupported'],
  ['other data', 'externaldata(a:string)["/etc/passwd"]', 'Unsupported'],
  ['external tables', 'external_table("x")', 'SemanticError'],
  ['other clusters', 'cluster("help").database("Samples").StormEvents', 'Unsupported'],
  ['other databases', 'database("x").T', 'SemanticError'],
  ['other databases within a join', 'T | join database("x").T on Name', 'SemanticError'],
  ['other workspaces', 'union workspace("x").T, T', 'SemanticError'],
  ['other applications', 'app("x").requests', 'SemanticError'],
  ['other resources', 'resource("x").T', 'SemanticError'],
  ['options', 'set notruncation; T', 'Unsupported'],
  ['aliases of databases', 'alias database D = cluster("a").database("b"); T', 'Unsupported'],
  ['requests', 'evaluate http_request("http://localhost")', 'Unsupported'],
  ['databases of SQL', 'T | evaluate sql_request("a", "select 1")', 'Unsupported'],
  ['scripts', 'T | evaluate python(typeof(*), "result = df")', 'Unsupported'],
  ["DuckDB's files", 'print read_text("/etc/passwd")', 'SemanticError'],
  ["DuckDB's tables", 'duckdb_settings()', 'SemanticError'],
  ["the engine's own tables", 't0', 'SemanticError'],
])('22 %s are refused, and the next query works', async (_, text, kind) => {
  await expect(rows(text)).rejects.toMatchObject({ kind })
  expect(await rows('T | count')).toEqual([[3]])
})

describe('22 what SQL may not do', () => {
  let database: DuckDBInstance
  let connection: DuckDBConnection
  beforeAll(async () => {
    const { instance, writer } = await openStorage([])
    writer.closeSync()
    database = instance
    connection = await database.connect()
  })
  afterAll(() => {
    connection.closeSync()
    database.closeSync()
  })
  test.each([
    "SELECT * FROM read_csv('/etc/passwd')",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM '/etc/passwd'",
    "SELECT * FROM glob('/etc/*')",
    "COPY (SELECT 1) TO '/tmp/strongroom-never'",
    "ATTACH '/tmp/strongroom-never.db' AS other",
    'SET enable_external_access = true',
    "SET memory_limit = '10GB'",
    'RESET lock_configuration',
    "PRAGMA temp_directory='/tmp'",
    'INSTALL httpfs',
    'LOAD httpfs',
    "IMPORT DATABASE '/tmp'",
    "EXPORT DATABASE '/tmp/strongroom-never'",
  ])('%s', async (sql) => {
    await expect(connection.run(sql)).rejects.toThrow()
  })
  test('what it may: read and write its own rows', async () => {
    const reader = await connection.runAndReadAll('CREATE TABLE a AS SELECT 1 AS b; SELECT b FROM a')
    expect(reader.getRows()).toEqual([[1]])
  })
})

describe('19 the parser', () => {
  test('what it throws is no Error, and becomes one that names its reason', () => {
    const thrown = { Message: 'Index was outside the bounds of the array.' }
    const run = () =>
      guarded(() => {
        throw thrown
      })
    expect(run).toThrow(KqlError)
    expect(run).toThrow(/Index was outside/)
    const ours = new TypeError('a fault of ours')
    const fail = () => {
      throw ours
    }
    expect(() => guarded(fail)).toThrow(ours)
  })
  test('its exceptions within a query are refusals too', async () => {
    const { KustoCode } = Kusto.Language
    const original = KustoCode.ParseAndAnalyze
    KustoCode.ParseAndAnalyze = () => {
      throw { Message: 'broken' }
    }
    try {
      await expect(rows('T')).rejects.toMatchObject({ kind: 'Unsupported', message: expect.stringContaining('broken') })
    } finally {
      KustoCode.ParseAndAnalyze = original
    }
    expect(await rows('T | count')).toEqual([[3]])
  })
  test('a name that it stumbles over is refused', async () => {
    await expect(rows('print hasOwnProperty=1 | project hasOwnProperty')).rejects.toMatchObject({
      kind: 'Unsupported',
      message: expect.stringContaining('could not read'),
    })
    expect(await rows('T | count')).toEqual([[3]])
  })
  test('a date is read from its text: seven digits, offsets, and no day that does not exist', async () => {
    expect(
      await print(
        'datetime(2026-07-01 12:00:00.1234567), datetime(2026-07-01T12:00:00.5+02:00), datetime(2026-07-01), datetime(0001-01-01), datetime(9999-12-31 23:59:59.9999999)',
      ),
    ).toEqual([
      '2026-07-01T12:00:00.1234560Z',
      '2026-07-01T10:00:00.5000000Z',
      '2026-07-01T00:00:00Z',
      '0001-01-01T00:00:00Z',
      '9999-12-31T23:59:59.9999990Z',
    ])
    for (const date of ['2026-02-30', '2026-13-01', '2026-01-01 25:00'])
      await expect(rows(`print datetime(${date})`), date).rejects.toBeInstanceOf(KqlError)
  })
  test('whole numbers at their ends', async () => {
    expect(await print('long(-9223372036854775808), 9223372036854775807, 0xffffffffffffffff, -0x10, int(-5)')).toEqual([
      -9223372036854775808n,
      9223372036854775807n,
      -1,
      -16,
      -5,
    ])
    await expect(rows('print 9223372036854775808')).rejects.toBeInstanceOf(KqlError)
  })
  test('an error points to its place', async () => {
    await expect(rows('T\n| where Nix == 1')).rejects.toMatchObject({ kind: 'SemanticError', line: 2, column: 9 })
    await expect(rows('T\r\n| extend a = "é😀", b = nix()')).rejects.toMatchObject({ line: 2, column: 25 })
    await expect(rows('T\n| where "a')).rejects.toMatchObject({ kind: 'SyntaxError', line: 2 })
    await expect(rows('T | project x = \n  geo_point_to_geohash(1.0, 2.0)')).rejects.toMatchObject({
      kind: 'Unsupported',
      line: 2,
      column: 3,
    })
  })
})
