import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type AuditEntry, logAudit, logUnexpected } from './log.ts'

const settings = {
  STRONGROOM_CLOUD: 'public',
  STRONGROOM_TENANT_ID: '6f0b5c52-0d4f-4a4e-9f1c-2b8f3f1f7a10',
  STRONGROOM_CLIENT_ID: '0a4f7f58-6f7f-4b7b-8a53-9a8d1f1f2c11',
  STRONGROOM_CLIENT_SECRET: 'not-a-secret',
  STRONGROOM_LOG_LEVEL: 'error',
}
const lines: string[] = []
beforeAll(() => {
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value)
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    lines.push(String(text))
    return true
  })
})
afterAll(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

const entry: AuditEntry = {
  event: 'reveal',
  result: 'ok',
  method: 'POST',
  path: '/api/vaults/kv-a/secrets/b/versions/c/reveal',
  requestId: 'the-request',
  azureRequestIds: [],
  durationMs: 1,
}

test('a reveal and a denial are logged also where only errors are asked for', () => {
  logAudit(entry)
  logAudit({ ...entry, event: 'denied', result: 'forbidden_by_role' })
  logUnexpected(new TypeError('unforeseen'), 'another-request')
  const logged = lines.map((line) => JSON.parse(line))
  expect(logged).toMatchObject([{ event: 'reveal' }, { event: 'denied' }, { level: 'error' }])
})
