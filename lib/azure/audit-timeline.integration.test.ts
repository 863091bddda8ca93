import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AuditLine } from '../domain/audit-reading.ts'
import type { AuditTimeline } from '../domain/audit-timeline.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

const dataDir = mkdtempSync(path.join(tmpdir(), 'audit-timeline-'))
let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ logRows: 1, dataDir })
}, 60_000)
afterAll(async () => {
  await strongroom.close()
  rmSync(dataDir, { recursive: true })
})

const now = Date.now()
const searchFor = (filters: Record<string, string>) =>
  new URLSearchParams({
    from: new Date(now - 30 * 86_400_000).toISOString(),
    to: new Date(now).toISOString(),
    vaults: 'kv-orders-prod-weu,kv-payments-prod-neu,kv-notify-prod-weu',
    ...filters,
  })

test.each<Record<string, string>>([{ operations: 'SecretSet' }, { outcome: 'refused' }, { outcome: 'other' }])(
  'the timeline counts the very calls that the table shows, with %o',
  async (filters) => {
    const answer = await strongroom.api('GET', `/api/audit/timeline?${searchFor(filters)}`, { as: people.tomas })
    const timeline = (await answer.json()) as AuditTimeline // our own format
    expect(timeline.problems).toEqual([])
    expect(timeline.queries.map(({ workspaceName }) => workspaceName).sort()).toEqual([
      'log-meridian-operations',
      'log-meridian-security',
    ])
    const table = await strongroom.api('GET', `/api/audit/events?${searchFor(filters)}`, { as: people.tomas })
    const lines = (await table.text()).trimEnd().split('\n')
    const events = lines.flatMap((line) => (JSON.parse(line) as AuditLine).events ?? []) // our own format
    expect(events.length).toBeGreaterThan(0)
    for (const { fromMs, calls, refused, failed } of timeline.steps) {
      const shown = events.filter(({ timeMs }) => timeMs >= fromMs && timeMs < fromMs + timeline.stepMs)
      expect(calls).toBe(shown.length)
      expect(refused).toBe(shown.filter(({ status }) => status === 401 || status === 403).length)
      expect(refused + failed).toBe(shown.filter(({ status }) => status >= 300).length)
    }
    expect(timeline.steps.reduce((sum, { calls }) => sum + calls, 0)).toBe(events.length)
  },
)
