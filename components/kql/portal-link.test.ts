import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { portalLink } from './portal-link.ts'

test('the portal gets the query zipped in the fragment, for its workspace and its time', async () => {
  const text = 'AZKVAuditLogs\n| where OperationName == "Ünicode/+"'
  const link = await portalLink({
    cloud: 'public',
    tenantId: '11111111-2222-4333-8444-555555555555',
    resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.OperationalInsights/workspaces/w',
    text,
    from: new Date('2026-11-25T00:00:00Z'),
    to: new Date('2026-11-26T00:00:00Z'),
  })
  const { origin, search, hash } = new URL(link)
  expect([origin, search]).toEqual(['https://portal.azure.com', ''])
  expect(hash).toContain('/resourceId/%2Fsubscriptions%2Fs%2F')
  const [, query = '', time = ''] = /\/q\/([^/]+)\/timespan\/([^/]+)$/.exec(hash) ?? []
  expect(gunzipSync(Buffer.from(decodeURIComponent(query), 'base64')).toString()).toBe(text)
  expect(decodeURIComponent(time)).toBe('2026-11-25T00:00:00.000Z/2026-11-26T00:00:00.000Z')
})
