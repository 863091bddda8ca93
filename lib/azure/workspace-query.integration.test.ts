import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { logTables } from '../domain/log-tables.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ env: { STRONGROOM_AZURE_CALL_SECONDS: '4' } })
  // The engine loads its language when it is first asked, which takes longer than a call may here.
  await strongroom.emulator.logs.query('AZKVAuditLogs | count', { nowMs: Date.now() })
}, 60_000)
afterAll(() => strongroom.close())
beforeEach(() => strongroom.forget())

/** Asks for years of work. */
const endless =
  'let a = range x from 1 to 500000 step 1 | extend k = 1; a | join kind=inner (a) on k | summarize sum(x * x1)'

const workspaceOf = (name: string) =>
  strongroom.emulator.state.workspaces.find((one) => one.name === name)?.customerId ?? ''

interface Asked {
  as?: string
  token?: string
  workspaceId?: string
  from?: string
  to?: string
  signal?: AbortSignal
}

async function ask(text: string, { as = people.tomas, workspaceId, from, to, ...options }: Asked = {}) {
  const id = workspaceId ?? workspaceOf('log-meridian-security')
  const body = { text, from: from ?? '2026-11-01T00:00:00Z', to: to ?? '2036-11-01T00:00:00Z' }
  const who = options.token === undefined ? { as } : {}
  const response = await strongroom.api('POST', `/api/workspaces/${id}/query`, { body, ...who, ...options })
  return { status: response.status, json: await response.json() }
}

test('a query is answered with typed columns, rows and what its render says', async () => {
  const query = `print a = 1, b = "x", c = 0.5, d = true, e = 1d, f = datetime(2026-11-25T10:40:00Z), g = dynamic({"x":[1]})
| render piechart with (title="All")`
  expect(await ask(query)).toEqual({
    status: 200,
    json: {
      columns: [
        { name: 'a', type: 'long' },
        { name: 'b', type: 'string' },
        { name: 'c', type: 'real' },
        { name: 'd', type: 'bool' },
        { name: 'e', type: 'timespan' },
        { name: 'f', type: 'datetime' },
        { name: 'g', type: 'dynamic' },
      ],
      rows: [[1, 'x', 0.5, true, '1.00:00:00', '2026-11-25T10:40:00.000Z', { x: [1] }]],
      chart: { kind: 'piechart', title: 'All' },
    },
  })
})

test('the period bounds what is read, whatever the text says', async () => {
  const vaultName = 'kv-orders-prod-weu'
  await strongroom.api('GET', `/api/vaults/${vaultName}/secrets`, { as: people.ines })
  const query = 'AZKVAuditLogs | union AzureDiagnostics | summarize Calls = count()'
  const workspaceId = workspaceOf('log-meridian-operations')
  const now = await ask(query, { workspaceId })
  expect(now.json.rows[0][0]).toBeGreaterThan(0)
  const before = await ask(query, { workspaceId, from: '2020-01-01T00:00:00Z', to: '2020-01-02T00:00:00Z' })
  expect(before.json.rows).toEqual([[0]])
})

test('a wrong query is answered with what Log Analytics says, at its line and column', async () => {
  expect(await ask('AZKVAuditLogs\n| where Nothing == 1')).toMatchObject({
    status: 200,
    json: { by: 'Log Analytics', fault: { line: 2, column: 9, message: expect.stringContaining('Nothing') } },
  })
})

test.each([
  'externaldata(x:string)["https://elsewhere.example/x.csv"]',
  '.show tables',
  'workspace("log-meridian-operations").AZKVAuditLogs',
  'union cluster("help").database("Samples").StormEvents',
])('%s is refused before anybody is asked', async (query) => {
  expect(await ask(query)).toMatchObject({ status: 200, json: { by: 'Strongroom', fault: { line: 1 } } })
  expect(strongroom.calls()).toEqual({})
})

test('more rows than a browser shows are cut, and their number is told', async () => {
  const { json } = await ask('range x from 1 to 40000 step 1')
  expect(json.rows).toHaveLength(30_000)
  expect(json.allRows).toBe(40_000)
})

test('rows that Log Analytics left out are told to be a part, with its reason', async () => {
  const { json } = await ask('range x from 1 to 600000 step 1')
  expect(json).toMatchObject({ partialReason: expect.stringContaining('500000 records') })
}, 60_000)

test('a query that needs too much memory ends with the reason', async () => {
  const query = 'range x from 1 to 3000000 step 1 | extend y = strcat(tostring(x), strrep("a", 1000)) | sort by y asc'
  const { status, json } = await ask(query)
  expect(status === 504 || /memory/.test(json.partialReason)).toBe(true)
}, 60_000)

test('an endless query ends in time, with what to do', async () => {
  expect(await ask(endless)).toMatchObject({ status: 504, json: { error: { code: 'timed_out' } } })
}, 60_000)

test('four queries of a person run at once; a cancelled one leaves its place, here and at Log Analytics', async () => {
  const token = await strongroom.token(people.tomas)
  const cancelling = new AbortController()
  const running = Array.from({ length: 4 }, () => ask(endless, { token, signal: cancelling.signal }))
  await vi.waitFor(() => expect(strongroom.calls().LogsQuery).toBe(4))
  expect(await ask('print 1', { token })).toMatchObject({ status: 429, json: { error: { code: 'rate_limited' } } })
  cancelling.abort()
  await Promise.allSettled(running)
  expect(await ask('print 1', { token })).toMatchObject({ status: 200 })
}, 60_000)

test.each([
  { fault: { status: 429, code: 'ThrottledError', retryAfterSeconds: 60 }, status: 429, code: 'throttled' },
  { fault: { status: 404, code: 'PathNotFoundError' }, status: 404, code: 'not_found' },
  { fault: { status: 504, code: 'GatewayTimeout' }, status: 504, code: 'timed_out' },
])('a workspace that answers $fault.status is told as $code', async ({ fault, status, code }) => {
  strongroom.emulator.faults.replace([{ host: 'api.loganalytics.emulator.test', ...fault }])
  expect(await ask('print 1')).toMatchObject({ status, json: { error: { code } } })
})

test('who may not query a workspace is told which role lets them', async () => {
  expect(await ask('print 1', { as: people.daniel })).toMatchObject({
    status: 403,
    json: { error: { code: 'forbidden', remedy: expect.stringContaining('Log Analytics Reader') } },
  })
})

test('what cannot be a query is refused before anybody is asked', async () => {
  for (const asked of [{ workspaceId: 'x' }, { from: 'yesterday' }, { to: '2026-10-01T00:00:00Z' }]) {
    expect(await ask('print 1', asked)).toMatchObject({ status: 400, json: { error: { code: 'invalid_request' } } })
  }
  expect((await ask('')).status).toBe(400)
  expect(strongroom.calls()).toEqual({})
})

test('the log tells who asked which workspace, and nothing of the query', async () => {
  const lines: string[] = []
  const written = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    lines.push(String(chunk))
    return true
  })
  await ask('print "CANARY"')
  await ask('AZKVAuditLogs | where CANARY')
  written.mockRestore()
  const logged = lines.filter((line) => line.includes('"event":"query"'))
  expect(logged).toHaveLength(2)
  expect(logged[0]).toContain(people.tomas)
  expect(lines.join('')).not.toContain('CANARY')
})

test('the editor knows the very tables and columns that a workspace has', async () => {
  for (const { name, columns } of logTables) {
    const { json } = await ask(`${name} | take 0`)
    expect(json.columns).toEqual(columns)
  }
})

test('every query that comes with Strongroom runs unchanged', async () => {
  const response = await strongroom.api('GET', '/api/saved-queries', { as: people.tomas })
  const { items } = (await response.json()) as { items: { name: string; title: string; text: string }[] } // our own format
  expect(items.length).toBeGreaterThan(7)
  for (const { title, text } of items) {
    expect(title).not.toBe('')
    expect(await ask(text)).toMatchObject({ status: 200, json: { columns: expect.any(Array) } })
  }
})
