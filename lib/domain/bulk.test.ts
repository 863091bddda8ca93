import { describe, expect, test } from 'vitest'
import { afterReload, type BulkTarget, planBulk } from './bulk.ts'

const target = (name: string, more: Partial<BulkTarget> = {}): BulkTarget => ({
  vaultName: 'kv-one',
  kind: 'secret',
  name,
  managed: false,
  enabled: true,
  expiresOn: null,
  notBefore: null,
  tags: {},
  ...more,
})
const anyone = () => null

describe('a plan', () => {
  test('names what happens, and skips what is so already or managed', () => {
    const plan = planBulk(
      { kind: 'disable' },
      [target('a'), target('b', { enabled: false }), target('c', { managed: true })],
      anyone,
    )
    expect(plan.map(({ will }) => will)).toEqual(['Enabled → disabled', null, null])
    expect(plan.map(({ skipped }) => skipped)).toEqual([
      null,
      'It is disabled already.',
      'A certificate manages it: change the certificate c instead.',
    ])
  })

  test('skips what the person may not do, with the reason', () => {
    const [first, second] = planBulk({ kind: 'delete' }, [target('a'), target('b')], ({ name }) =>
      name === 'b' ? 'No role.' : null,
    )
    expect(first?.will).toMatch(/recoverable/)
    expect(second?.skipped).toBe('No role.')
  })

  test('skips an expiry that lies before the activation, and one that is set already', () => {
    const expiresOn = '2030-01-01T00:00:00Z'
    const plan = planBulk(
      { kind: 'setExpiry', expiresOn },
      [target('a', { notBefore: '2030-01-01T00:00:00Z' }), target('b', { expiresOn }), target('c')],
      anyone,
    )
    expect(plan.map(({ will }) => will)).toEqual([null, null, 'Expiry none → 2030-01-01 00:00 UTC'])
  })

  test('skips the expiry of a certificate, which is part of what was signed', () => {
    const [plan] = planBulk(
      { kind: 'setExpiry', expiresOn: '2030-01-01T00:00:00Z' },
      [target('a', { kind: 'certificate' })],
      anyone,
    )
    expect(plan?.skipped).toBe('Its expiry is part of what was signed.')
  })

  test('adds and removes tags, and skips what would come to have more than fifteen', () => {
    const full = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`t${index}`, 'x']))
    const action = { kind: 'changeTags', set: { owner: 'ines' }, remove: ['old'] } as const
    const plan = planBulk(
      { ...action, remove: [...action.remove] },
      [
        target('a', { tags: { old: '1', kept: '2' } }),
        target('b', { tags: full }),
        target('c', { tags: { owner: 'ines' } }),
      ],
      anyone,
    )
    expect(plan[0]?.will).toBe('−old, +owner=ines')
    expect(plan[1]?.skipped).toMatch(/16 tags/)
    expect(plan[2]?.skipped).toBe('Its tags are so already.')
  })
})

test('what was running at a reload has an outcome that nobody knows', () => {
  const items = (['waiting', 'running', 'done', 'failed'] as const).map((state) => ({
    vaultName: 'kv-one',
    kind: 'secret' as const,
    name: state,
    state,
    reason: '',
  }))
  expect(afterReload({ action: { kind: 'enable' }, items }).items.map(({ state }) => state)).toEqual([
    'waiting',
    'unknown',
    'done',
    'failed',
  ])
})
