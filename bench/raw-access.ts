import { readFileSync } from 'node:fs'
import https from 'node:https'
import { assignmentsQuery, rolesQuery, subscriptionsQuery, vaultsQuery } from '../lib/azure/estate-queries.ts'
import { CheckFailed } from './figure.ts'
import type { ServedApp } from './served-app.ts'

/** How long the raw calls took, until each query had answered its first page and to the end. */
export interface RawAccess {
  firstMs: number
  elapsedMs: number
  assignments: number
  calls: number
}

/** Straight to the emulator: the same four queries side by side, then names, with tokens that are there already. */
export async function rawAccess(app: ServedApp, account: string): Promise<() => Promise<RawAccess>> {
  const agent = new https.Agent({ keepAlive: true, ca: readFileSync(app.emulator.caFile, 'utf8') })
  const tokens = {
    'management.emulator.test': await app.emulator.token(account, 'https://management.emulator.test/.default'),
    'graph.emulator.test': await app.emulator.token(account, 'https://graph.emulator.test/.default'),
  }
  const post = (host: keyof typeof tokens, path: string, body: object) =>
    new Promise<unknown>((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${tokens[host]}`, 'content-type': 'application/json' }
      const place = { agent, host: '127.0.0.1', port: app.emulator.httpsPort, servername: host, path }
      const request = https.request({ ...place, method: 'POST', headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.once('error', reject)
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString()
          if (response.statusCode === 200) resolve(JSON.parse(text))
          else reject(new CheckFailed(`${host}${path} answered ${response.statusCode}: ${text.slice(0, 200)}`))
        })
      })
      request.once('error', reject)
      request.end(JSON.stringify(body))
    })

  return async () => {
    const start = performance.now()
    let calls = 0
    let firstMs = 0
    let answered = 0
    async function ask(query: string) {
      const rows: { properties: { principalId?: string } }[] = []
      for (let $skipToken: string | undefined, isFirst = true; isFirst || $skipToken; isFirst = false) {
        calls += 1
        const above = query === assignmentsQuery && { authorizationScopeFilter: 'AtScopeAboveAndBelow' }
        const options = { $top: 1_000, resultFormat: 'objectArray', ...above, ...($skipToken && { $skipToken }) }
        const address = '/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01'
        // Resource Graph's documented answer.
        const page = (await post('management.emulator.test', address, { query, options })) as {
          data: typeof rows
          $skipToken?: string
        }
        if (isFirst) answered += 1
        if (answered === 4) firstMs ||= performance.now() - start
        rows.push(...page.data)
        $skipToken = page.$skipToken
      }
      return rows
    }
    const [, assignments] = await Promise.all([
      ask(vaultsQuery),
      ask(assignmentsQuery),
      ask(rolesQuery),
      ask(subscriptionsQuery),
    ])
    const ids = [...new Set(assignments.flatMap(({ properties }) => properties.principalId ?? []))]
    for (let from = 0; from < ids.length; from += 1_000) {
      calls += 1
      await post('graph.emulator.test', '/v1.0/directoryObjects/getByIds', { ids: ids.slice(from, from + 1_000) })
    }
    return { firstMs, elapsedMs: performance.now() - start, assignments: assignments.length, calls }
  }
}
