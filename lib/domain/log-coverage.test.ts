import { expect, test } from 'vitest'
import { coverageOf, isZeroProven, type LogDestination, type LogSettings } from './log-coverage.ts'

const day = 86_400_000
const nowMs = 1_000 * day
const week = { fromMs: nowMs - 7 * day, toMs: nowMs }

const workspace = (answer: LogDestination['answer'], name = 'log-a', retentionDays = 90): LogDestination => ({
  name,
  workspaceId: `id of ${name}`,
  retentionDays,
  answer,
})
const rows = (firstMs: number | null) => ({ kind: 'rows', firstMs }) as const
const logged = (...destinations: LogDestination[]): LogSettings => ({ destinations, isElsewhere: false })
const of = (settings: LogSettings, period = week) => coverageOf('kv-a', settings, period, nowMs)
const forbidden = { code: 'forbidden', message: 'No.' } as const

test('a zero is proven only from the first row that is kept on', () => {
  const all = of(logged(workspace(rows(nowMs - 30 * day))))
  expect(all).toMatchObject({ state: 'logged', provenFromMs: week.fromMs })
  expect(isZeroProven(all, week.fromMs)).toBe(true)
  const late = of(logged(workspace(rows(nowMs - 2 * day))))
  expect(late).toMatchObject({ state: 'logged', provenFromMs: nowMs - 2 * day })
  expect(isZeroProven(late, week.fromMs)).toBe(false)
  expect(isZeroProven(late, nowMs - day)).toBe(true)
})

test.each<[string, LogSettings]>([
  ['notLogged', logged()],
  ['elsewhere', { destinations: [], isElsewhere: true }],
  ['settingsHidden', { problem: forbidden }],
  ['failed', { problem: { code: 'timed_out', message: 'Late.' } }],
  ['noWorkspaceRight', logged(workspace({ kind: 'hidden' }))],
  ['noWorkspaceRight', logged(workspace({ kind: 'failed', problem: forbidden }))],
  ['failed', logged(workspace({ kind: 'failed', problem: { code: 'throttled', message: 'Later.' } }))],
  ['tableMissing', logged(workspace({ kind: 'tableMissing' }))],
  ['silent', logged(workspace(rows(null)))],
])('nothing is proven of a vault that is %s', (state, settings) => {
  const coverage = of(settings)
  expect(coverage).toMatchObject({ state, provenFromMs: null })
  expect(isZeroProven(coverage, week.toMs)).toBe(false)
})

test('what the workspace has dropped is not proven, in whole or in part', () => {
  const short = logged(workspace(rows(nowMs - 29 * day), 'log-a', 30))
  expect(of(short, { fromMs: nowMs - 60 * day, toMs: nowMs - 40 * day })).toMatchObject({ state: 'beforeRetention' })
  expect(of(short, { fromMs: nowMs - 60 * day, toMs: nowMs })).toMatchObject({ provenFromMs: nowMs - 29 * day })
  const ended = logged(workspace(rows(nowMs - 2 * day)))
  expect(of(ended, { fromMs: nowMs - 7 * day, toMs: nowMs - 3 * day })).toMatchObject({
    state: 'logged',
    provenFromMs: null,
  })
})

test('of several workspaces the one that knows most is asked, and one that refuses is not', () => {
  const settings = logged(
    workspace({ kind: 'hidden' }, 'log-hidden'),
    workspace(rows(nowMs - day), 'log-new'),
    workspace(rows(nowMs - 9 * day), 'log-old'),
    workspace({ kind: 'failed', problem: forbidden }, 'log-refused'),
  )
  expect(of(settings)).toMatchObject({ workspaceName: 'log-old', workspaceId: 'id of log-old' })
})
