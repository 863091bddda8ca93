import { describe, expect, test } from 'vitest'
import { renewalOf } from './certificate-renewal.ts'

const current = { notBefore: '2026-01-01T00:00:00Z', expiresOn: '2026-04-11T00:00:00Z' }
const nowMs = Date.parse('2026-02-01T00:00:00Z')
const renewal = (action: object | null, issuerName = 'Self', atMs = nowMs, of = current) =>
  renewalOf({ lifetimeAction: action as never, issuerName }, of, atMs) // incomplete ones would not be actions

describe('the renewal of a certificate', () => {
  test('at a percentage of its life falls that far into it', () => {
    const at80 = renewal({ action: 'AutoRenew', trigger: 'lifetimePercentage', at: 80 })
    expect(at80).toEqual({
      kind: 'renews',
      words: 'Renewed at 80 % of its life, signed by Key Vault itself.',
      on: '2026-03-22T00:00:00Z',
      isDue: false,
    })
  })

  test('some days before it ends falls on that day, and says who signs', () => {
    const action = { action: 'AutoRenew', trigger: 'daysBeforeExpiry', at: 1 }
    expect(renewal(action, 'digicert')).toMatchObject({
      words: 'Renewed 1 day before it ends, signed by the issuer digicert.',
      on: '2026-04-10T00:00:00Z',
    })
  })

  test('is due from its very moment on', () => {
    const action = { action: 'AutoRenew', trigger: 'lifetimePercentage', at: 80 }
    const momentMs = Date.parse('2026-03-22T00:00:00Z')
    expect([momentMs - 1, momentMs].map((ms) => renewal(action, 'Self', ms).isDue)).toEqual([false, true])
  })

  test('is somebody’s work where Key Vault only writes, or cannot sign', () => {
    expect(renewal({ action: 'EmailContacts', trigger: 'daysBeforeExpiry', at: 30 })).toMatchObject({ kind: 'tells' })
    const impossible = renewal({ action: 'AutoRenew', trigger: 'daysBeforeExpiry', at: 30 }, 'Unknown')
    expect(impossible).toMatchObject({ kind: 'tells', words: expect.stringContaining('cannot do by itself') })
  })

  test('has no date where nothing happens, or nothing is issued', () => {
    expect(renewal(null)).toMatchObject({ kind: 'nothing', on: null, isDue: false })
    const pending = { notBefore: null, expiresOn: null } as never
    const action = { action: 'AutoRenew', trigger: 'lifetimePercentage', at: 80 }
    expect(renewal(action, 'Self', nowMs, pending)).toMatchObject({ on: null, isDue: false })
  })
})
