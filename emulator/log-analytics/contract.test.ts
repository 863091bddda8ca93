import { afterAll, beforeAll, expect, test } from 'vitest'
import { logAnalyticsAudience } from '../entra/resources.ts'
import { contractOf, type Exchange, specificationRoot } from '../testing/contract.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { customerIds } from '../testing/small-state.ts'

/** Queries against the official OpenAPI of Log Analytics, both directions. */

const description =
  'specification/operationalinsights/data-plane/Microsoft.OperationalInsights/stable/2022-10-27/OperationalInsights.json'
const root = specificationRoot(description)
if (!root) console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')

let cloud: SmallCloud
beforeAll(async () => {
  if (root) cloud = await startSmallCloud()
})
afterAll(() => cloud?.close())

/** The validator finds a description by a version in the address, where this API has its own in the path. */
function described(one: Exchange): Exchange {
  const url = new URL(one.url)
  url.searchParams.set('api-version', '2022-10-27')
  return { ...one, url: url.href }
}

async function exchange(method: string, url: string, body?: unknown): Promise<Exchange> {
  const token = await cloud.token('auditor', logAnalyticsAudience)
  const { status, json } = await cloud.send(method, url, { token, ...(body !== undefined && { body }) })
  return { method, url, requestBody: body, status, responseBody: json }
}

test.skipIf(!root)(
  'queries, batches and metadata keep to the description',
  async () => {
    const workspace = customerIds['log-small']
    const url = `${logAnalyticsAudience}/v1/workspaces/${workspace}/query`
    const body = { query: 'print a = "x", b = now(), c = dynamic({})', timespan: 'P1D' }
    const exchanges = [
      await exchange('POST', url, body),
      await exchange('GET', `${url}?query=${encodeURIComponent('AzureDiagnostics | take 1')}&timespan=P1D`),
      await exchange('POST', url, { query: 'nonsense' }),
      await exchange('POST', `${logAnalyticsAudience}/v1/$batch`, {
        requests: [
          { id: 'a', workspace, body },
          { id: 'b', workspace, body: { query: 'nonsense' } },
        ],
      }),
      await exchange('GET', url.replace(/query$/, 'metadata')),
    ]
    expect(exchanges.map(({ status }) => status)).toEqual([200, 200, 400, 200, 200])
    const check = await contractOf(root ?? '', description)
    const results = await Promise.all(exchanges.map((one) => check(described(one))))
    expect(results.map(({ operationId }) => operationId)).toEqual([
      'Query_Execute',
      'Query_Get',
      'Query_Execute',
      'Query_Batch',
      'Metadata_Get',
    ])
    const violations = results.flatMap(({ violations: found }, index) => found.map((one) => `${index} ${one}`))
    // The service says where and which call in every error; its description does not.
    expect(violations.filter((one) => !/\/(line|pos|correlationId):/.test(one))).toEqual([])
  },
  60_000,
)
