import https from 'node:https'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { logAnalyticsAudience } from '../entra/resources.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { customerIds, smallState } from '../testing/small-state.ts'
import { type TlsClient, tlsClient } from '../testing/tls-client.ts'

let cloud: SmallCloud
let client: TlsClient
let token: string
beforeAll(async () => {
  cloud = await startSmallCloud()
  client = tlsClient(cloud)
  token = await cloud.token('auditor', logAnalyticsAudience)
})
beforeEach(() => {
  cloud.emulator.state = smallState()
  cloud.emulator.calls.reset()
})
afterAll(async () => {
  client.agent.destroy()
  await cloud.close()
})

const address = `${logAnalyticsAudience}/v1/workspaces/${customerIds['log-small']}/query`

async function ask(body: unknown, headers: Record<string, string> = {}) {
  const { status, json } = await cloud.send('POST', address, { token, body, headers })
  return { status, json }
}

const works = async () => expect((await ask({ query: 'print 1' })).status).toBe(200)

/** Asks for years of work. */
const endless =
  'let a = range x from 1 to 500000 step 1 | extend k = 1; a | join kind=inner (a) on k | summarize sum(x * x1)'

test.each([
  ['a broken pipe', 'AzureDiagnostics\n| where OperationName == "a" | nonsense', 'SyntaxError', 2, 32],
  ['an open parenthesis', 'print (', 'SyntaxError', 1, 8],
  ['a column that is not there', 'AzureDiagnostics\n| where\n  Nope == 2', 'SemanticError', 3, 3],
  ['a table that is not there', 'SecurityEvent | take 1', 'SemanticError', 1, 1],
  ['a comparison of unlike types', 'print 1 | extend a = "x" < datetime(2026-01-01)', 'SemanticError', 1, 26],
])('%s is told with its line and position', async (_name, query, code, line, pos) => {
  expect(await ask({ query })).toMatchObject({
    status: 400,
    json: {
      error: {
        code: 'BadArgumentError',
        message: expect.any(String),
        correlationId: expect.any(String),
        innererror: { code, line, pos, message: expect.any(String), innererror: { line, pos } },
      },
    },
  })
})

describe('what reaches beyond the workspace is refused', () => {
  test.each([
    'externaldata(x:string)["https://elsewhere.example/x.csv"]',
    'externaldata(x:string)[@"/etc/passwd"] with (format="txt")',
    '.show tables',
    '.create table T (x:string)',
    '.drop table AzureDiagnostics',
    'workspace("log-other").AzureDiagnostics | take 1',
    'union workspace("66666666-0000-4000-8000-000000000002").AzureDiagnostics, AzureDiagnostics',
    'app("other").requests',
    'resource("/subscriptions/x").AzureActivity',
    'cluster("help").database("Samples").StormEvents',
    'database("other").T',
    'AzureDiagnostics | evaluate http_request("http://127.0.0.1/")',
    'evaluate sql_request("Server=x", "select 1")',
    'AzureDiagnostics | evaluate python(typeof(*), "import os")',
    'print read_csv("/etc/passwd")',
    'print read_text("/etc/passwd")',
    "print getenv('HOME')",
    'pragma_database_list | take 1',
    'duckdb_settings | take 1',
    't0 | take 1',
    'information_schema.tables | take 1',
    "AzureDiagnostics | where OperationName == 'x' ; COPY t0 TO '/tmp/x'",
    "['AzureDiagnostics; ATTACH \\'/tmp/x.db\\''] | take 1",
  ])('%s', async (query) => {
    expect(await ask({ query })).toMatchObject({ status: 400, json: { error: { code: 'BadArgumentError' } } })
    await works()
  })

  test('a text may hold as many brackets as it likes', async () => {
    const text = '('.repeat(1_000)
    expect((await ask({ query: `print x = "${text}", y = @'${text}' // ${text}` })).json).toMatchObject({
      tables: [{ rows: [[text, text]] }],
    })
  })

  test('a quote stays within its text', async () => {
    const text = "'); SELECT * FROM read_text('/etc/passwd'); --"
    const { json } = await ask({ query: `print x = ${JSON.stringify(text)} | extend ['a"b; DROP TABLE t0'] = x` })
    expect(json).toMatchObject({ tables: [{ rows: [[text, text]] }] })
  })
})

describe('a request is refused that', () => {
  test.each([
    ['has no query', {}],
    ['has an empty query', { query: '' }],
    ['has a query that is no text', { query: 5 }],
    ['has nothing but a comment', { query: '// nothing' }],
    ['is no object', '[]'],
    ['is no JSON', '{"query": '],
    ['has a timespan that is none', { query: 'print 1', timespan: 'yesterday' }],
    ['has workspaces that are no list', { query: 'print 1', workspaces: 'log-other' }],
    ['names a workspace that is not there', { query: 'print 1', workspaces: ['nowhere'] }],
    ['names more than a hundred', { query: 'print 1', workspaces: Array.from({ length: 101 }, () => 'log-small') }],
    ['is nested beyond reason', { query: `print ${'('.repeat(50_000)}1${')'.repeat(50_000)}` }],
    ['is longer than the parser would read in time', { query: `print ${'1 + '.repeat(50_000)}1` }],
    ['is one endless sum', { query: `print ${'1 + '.repeat(5_000)}1` }],
  ])('%s', async (_name, body) => {
    expect(await ask(body)).toMatchObject({
      status: 400,
      json: { error: { code: 'BadArgumentError', innererror: { message: expect.any(String) } } },
    })
    await works()
  })

  test('waits for something that is no time', async () => {
    expect(await ask({ query: 'print 1' }, { Prefer: 'wait=soon' })).toMatchObject({ status: 400 })
  })

  test('is longer than any query', async () => {
    const { status } = await ask({ query: `print '${'x'.repeat(5_000_000)}'` })
    expect(status).toBe(413)
    await works()
  })

  test.each([
    ['no requests', {}],
    ['an empty list', { requests: [] }],
    ['one id twice', { requests: ['a', 'a'].map((id) => ({ id, workspace: 'w', body: { query: 'print 1' } })) }],
    ['a request without a workspace', { requests: [{ id: 'a', body: { query: 'print 1' } }] }],
  ])('is a batch with %s', async (_name, body) => {
    const answer = await cloud.send('POST', `${logAnalyticsAudience}/v1/$batch`, { token, body })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'BadArgumentError' } } })
  })
})

describe('what is too much ends, and the next query works', () => {
  test('too many rows: the first 500,000 and a partial error', async () => {
    const { status, json } = await ask({ query: 'range x from 1 to 500001 step 1' })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      tables: [{ rows: { length: 500_000 } }],
      error: {
        code: 'PartialError',
        details: [{ innererror: { code: '-2133196797', message: expect.stringContaining('500000 records') } }],
      },
    })
  }, 60_000)

  test('too many bytes: those within 64 MB and a partial error', async () => {
    const { status, json } = await ask({ query: 'range x from 1 to 70000 step 1 | project y = strrep("x", 1000)' })
    expect(status).toBe(200)
    expect(json).toMatchObject({
      // Each row is 1,004 bytes and a comma.
      tables: [{ rows: { length: Math.floor((64 * 1024 * 1024) / 1_005) } }],
      error: { code: 'PartialError', details: [{ innererror: { message: expect.stringContaining('64 MB') } }] },
    })
  }, 60_000)

  test('too long: 504 soon after the limit', async () => {
    const begunMs = performance.now()
    expect(await ask({ query: endless }, { Prefer: 'wait=1' })).toMatchObject({
      status: 504,
      json: { error: { code: 'GatewayTimeout', message: expect.stringContaining('1 seconds') } },
    })
    expect(performance.now() - begunMs).toBeLessThan(10_000)
    await works()
  }, 60_000)

  test('too much memory: a partial error without rows', async () => {
    const query = 'range x from 1 to 3000000 step 1 | extend y = strcat(tostring(x), strrep("a", 1000)) | sort by y asc'
    expect(await ask({ query })).toMatchObject({
      status: 200,
      json: {
        tables: [{ rows: [] }],
        error: { code: 'PartialError', details: [{ innererror: { code: '-2133196799' } }] },
      },
    })
    await works()
  }, 60_000)

  test('a query stops when its caller leaves: five that would never end leave room for the next', async () => {
    const leaving = Array.from({ length: 5 }, () => {
      const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', Prefer: 'wait=600' }
      const request = https.request(address, { method: 'POST', headers, agent: client.agent })
      const gone = new Promise((resolve) => request.on('error', resolve))
      request.end(JSON.stringify({ query: endless }))
      return { leave: () => request.destroy(), gone }
    })
    await expect.poll(() => cloud.emulator.calls.counts().byOperation.LogsQuery).toBe(5)
    const waiting = ask({ query: 'print 1' })
    for (const { leave, gone } of leaving) {
      leave()
      await gone
    }
    expect((await waiting).status).toBe(200)
  }, 60_000)

  test('too many queries of one person: 429 with when to come again', async () => {
    const other = await cloud.token('contributor', logAnalyticsAudience)
    const query = { query: 'print 1' }
    const requests = Array.from({ length: 100 }, (_, id) => ({
      id: String(id),
      workspace: customerIds['log-small'],
      body: query,
    }))
    const statuses = async () => {
      const { json } = await cloud.send('POST', `${logAnalyticsAudience}/v1/$batch`, {
        token: other,
        body: { requests },
      })
      const { responses } = json as { responses: { status: number }[] } // the emulator's own answer
      return new Set(responses.map(({ status }) => status))
    }
    const all = [...(await statuses()), ...(await statuses()), ...(await statuses())]
    expect(all).toContain(429)
    const refused = await cloud.send('POST', address, { token: other, body: query })
    expect(refused).toMatchObject({ status: 429, json: { error: { code: 'ThrottledError' } } })
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    await works()
  }, 60_000)
})
