import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine } from '../../kql/engine.ts'
import { openStorage } from '../../kql/storage.ts'
import { tables } from '../../log-analytics/tables.ts'
import { privateDirectory } from './cache-directory.ts'
import { historyFile } from './history-file.ts'

const root = mkdtempSync(path.join(tmpdir(), 'history-file-'))
const seconds = Date.UTC(2026, 10, 25, 12) / 1000
/** The least there can be: people and incidents alone. */
const request = { seed: 'demo', seconds, rows: 1 }
const never = new AbortController().signal
let file: string

beforeAll(async () => {
  file = await historyFile(root, request, never)
}, 60_000)
afterAll(() => rmSync(root, { recursive: true }))

const names = () => readdirSync(root).sort()
const countIn = async (engine: Engine) =>
  Number((await engine.query('AZKVAuditLogs | count', { nowMs: seconds * 1000 })).rows[0]?.[0])

test('a history is one file that its owner alone may read', () => {
  expect(names()).toEqual([path.basename(file)])
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('is found again in a moment, and made anew for another day or another size', async () => {
  const before = statSync(file).mtimeMs
  expect(await historyFile(root, request, never)).toBe(file)
  expect(statSync(file).mtimeMs).toBe(before)
  const stopped = AbortSignal.abort(new Error('would be made'))
  await expect(historyFile(root, { ...request, seconds: seconds + 86_400 }, stopped)).rejects.toThrow('would be made')
  await expect(historyFile(root, { ...request, rows: 2 }, stopped)).rejects.toThrow('would be made')
  expect(names()).toEqual([path.basename(file)])
})

test('two emulators read one file at the same time, in two processes', async () => {
  const engine = await openEngine(tables, { file, untilMs: seconds * 1000 })
  const program = `
    const { openEngine } = await import('./emulator/kql/engine.ts')
    const { tables } = await import('./emulator/log-analytics/tables.ts')
    const engine = await openEngine(tables, { file: process.argv[1], untilMs: ${seconds * 1000} })
    console.log(JSON.stringify((await engine.query('AZKVAuditLogs | count', { nowMs: 0 })).rows))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, file])
  const said = await new Response(child.stdout as unknown as ReadableStream).text()
  expect(JSON.parse(said)).toEqual([[await countIn(engine)]])
  engine.close()
}, 30_000)

test('rows of later than the beginning do not show, and new rows join the old ones', async () => {
  const all = await openEngine(tables, { file, untilMs: Number.MAX_SAFE_INTEGER / 1000 })
  const half = await openEngine(tables, { file, untilMs: (seconds - 45 * 86_400) * 1000 })
  const [allCount, halfCount] = [await countIn(all), await countIn(half)]
  expect(halfCount).toBeGreaterThan(500)
  expect(halfCount).toBeLessThan(allCount)
  await half.insert('AZKVAuditLogs', [{ TimeGenerated: seconds * 1000, OperationName: 'SecretGet' }])
  expect(await countIn(half)).toBe(halfCount + 1)
  await half.clear()
  expect(await countIn(half)).toBe(halfCount)
  all.close()
  half.close()
})

describe('a past does not unlock the engine', () => {
  test.each([
    `SELECT * FROM read_csv('/etc/passwd')`,
    `COPY (SELECT 1) TO '${path.join(root, 'copied')}'`,
    `ATTACH '${path.join(root, 'other.duckdb')}' AS other`,
    `SET memory_limit = '5GB'`,
    'SET enable_external_access = true',
    'INSERT INTO past.main.t0 SELECT * FROM past.main.t0',
    'DROP TABLE past.main.t0',
  ])('%s', async (sql) => {
    const { writer, instance } = await openStorage(tables, { file, untilMs: 0 })
    await expect(writer.run(sql)).rejects.toThrow()
    // The twin that must work.
    await writer.run('SELECT count(*) FROM v0')
    instance.closeSync()
    expect(names()).toEqual([path.basename(file)])
  })
})

test('a file that is broken is thrown away and made again; one that is half written is never found', async () => {
  const place = path.join(root, 'broken')
  mkdirSync(place, { mode: 0o700 })
  const broken = path.join(place, path.basename(file))
  writeFileSync(broken, 'half of a database')
  writeFileSync(path.join(place, 'unfinished-0123456789abcdef'), 'the other half')
  const ancient = new Date(Date.now() - 2 * 86_400_000)
  utimesSync(path.join(place, 'unfinished-0123456789abcdef'), ancient, ancient)
  const made = await historyFile(place, request, never)
  expect(readdirSync(place)).toEqual([path.basename(made)])
  const engine = await openEngine(tables, { file: made, untilMs: seconds * 1000 })
  expect(await countIn(engine)).toBeGreaterThan(500)
  engine.close()
  rmSync(place, { recursive: true })
}, 60_000)

test('being stopped leaves nothing behind', async () => {
  const place = path.join(root, 'stopped')
  mkdirSync(place)
  const ending = new AbortController()
  const watcher = watch(place)
  const began = once(watcher, 'change')
  const making = historyFile(place, { ...request, rows: 500_000 }, ending.signal)
  const outcome = expect(making).rejects.toThrow('aborted')
  await began
  watcher.close()
  ending.abort()
  await outcome
  expect(readdirSync(place)).toEqual([])
  rmSync(place, { recursive: true })
}, 30_000)

describe('the directory', () => {
  test('is made for its owner alone, also where it was open to others', async () => {
    const open = path.join(root, 'open')
    mkdirSync(open)
    chmodSync(open, 0o777)
    expect(await privateDirectory(open)).toEqual({ directory: open, isTemporary: false })
    expect(statSync(open).mode & 0o777).toBe(0o700)
    const fresh = path.join(root, 'a', 'b')
    expect((await privateDirectory(fresh)).directory).toBe(fresh)
    expect(statSync(fresh).mode & 0o777).toBe(0o700)
    for (const name of ['open', 'a']) rmSync(path.join(root, name), { recursive: true })
  })

  test('is another, temporary one where a link or a file stands in its place', async () => {
    const link = path.join(root, 'link')
    symlinkSync(tmpdir(), link)
    const found = await privateDirectory(link)
    expect(found.isTemporary).toBe(true)
    expect(found.directory.startsWith(path.join(tmpdir(), 'strongroom-history-'))).toBe(true)
    expect(statSync(found.directory).mode & 0o777).toBe(0o700)
    rmSync(found.directory, { recursive: true })
    rmSync(link)
  })
})
