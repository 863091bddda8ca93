import { afterAll, beforeAll, expect, test } from 'vitest'
import { resourceManagerAudience } from '../entra/resources.ts'
import { contractOf, type Exchange, specificationRoot } from '../testing/contract.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { rolesVaultId } from '../testing/small-state.ts'

/** Diagnostic settings against the official OpenAPI, both directions. */

const description =
  'specification/monitor/resource-manager/Microsoft.Insights/preview/2021-05-01-preview/diagnosticsSettings_API.json'
const root = specificationRoot(description)
if (!root) console.warn('Skipped: no checkout of the official OpenAPI lies beside the project (OPENAPI_SPECS_DIR).')

let cloud: SmallCloud
beforeAll(async () => {
  if (root) cloud = await startSmallCloud()
})
afterAll(() => cloud?.close())

async function exchange(method: string, url: string, body?: unknown): Promise<Exchange> {
  const token = await cloud.token('contributor', resourceManagerAudience)
  const { status, json } = await cloud.send(method, url, { token, ...(body !== undefined && { body }) })
  return { method, url, requestBody: body, status, responseBody: json }
}

test.skipIf(!root)(
  'every call of every operation keeps to the description',
  async () => {
    const vault = rolesVaultId.replace('kv-roles', 'kv-neighbour')
    const group = rolesVaultId.split('/providers/')[0]
    const list = `${resourceManagerAudience}${vault}/providers/Microsoft.Insights/diagnosticSettings`
    const version = '?api-version=2021-05-01-preview'
    const one = `${list}/audit${version}`
    const retentionPolicy = { enabled: false, days: 0 }
    const properties = {
      workspaceId: `${group}/providers/Microsoft.OperationalInsights/workspaces/log-small`,
      logAnalyticsDestinationType: 'Dedicated',
      logs: [{ category: 'AuditEvent', enabled: true, retentionPolicy }],
      metrics: [{ category: 'AllMetrics', enabled: true, retentionPolicy }],
    }
    const exchanges = [
      await exchange('PUT', one, { properties }),
      await exchange('GET', one),
      await exchange('GET', `${list}${version}`),
      await exchange('DELETE', one),
      await exchange('DELETE', one),
    ]
    expect(exchanges.map(({ status }) => status)).toEqual([200, 200, 200, 200, 204])
    const check = await contractOf(root ?? '', description)
    const results = await Promise.all(exchanges.map(check))
    expect(results.flatMap(({ operationId, violations }) => violations.map((one) => `${operationId}: ${one}`))).toEqual(
      [],
    )
    expect(new Set(results.map(({ operationId }) => operationId))).toEqual(
      new Set(['CreateOrUpdate', 'Get', 'List', 'Delete'].map((verb) => `DiagnosticSettings_${verb}`)),
    )
  },
  60_000,
)
