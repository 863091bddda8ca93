import { expect, test } from 'vitest'
import type { AuditEvent } from '@/lib/domain/audit-event.ts'
import { wholeFromMs } from './limit-note.tsx'

const covered = (vaultName: string, workspaceName: string) =>
  ({ vaultName, workspaceName, state: 'logged', provenFromMs: 0 }) as const
const coverage = [covered('kv-a', 'log-a'), covered('kv-b', 'log-b')]
const call = (vaultName: string, timeMs: number) => ({ vaultName, timeMs }) as AuditEvent // the rest is not looked at
const cut = (subject: string) => ({ code: 'truncated', message: '', subject }) as const

test('rows are whole from where the workspace that was cut off begins, whatever others have before it', () => {
  const events = [call('kv-a', 50), call('kv-a', 90), call('kv-b', 10)]
  expect(wholeFromMs({ coverage, events, problems: [cut('log-a')] })).toBe(50)
  expect(wholeFromMs({ coverage, events, problems: [cut('log-a'), cut('log-b')] })).toBe(50)
  expect(wholeFromMs({ coverage, events, problems: [] })).toBeNull()
})
