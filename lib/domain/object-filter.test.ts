import { describe, expect, test } from 'vitest'
import type { ObjectRow } from './object.ts'
import { toEntry } from './object-entry.ts'
import { matchesFilter, parseFilter, withoutPart } from './object-filter.ts'
import { completions, filterValues, partAt } from './object-filter-completion.ts'
import { objectRow } from './object-row.test-support.ts'

const nowMs = Date.parse('2026-06-01T00:00:00Z')
const holds = (filter: string, change: Partial<ObjectRow> = {}) =>
  matchesFilter(parseFilter(filter), toEntry(objectRow(change)), nowMs)

describe('a filter', () => {
  test.each<[string, Partial<ObjectRow>, Partial<ObjectRow>]>([
    ['vault:prod', {}, { vaultName: 'kv-orders-dev' }],
    ['vault=kv-payments-prod-weu', {}, { vaultName: 'kv-payments-prod-weu-2' }],
    ['kind:key', { kind: 'key' }, {}],
    ['kind:key,certificate', { kind: 'certificate' }, { kind: 'secret' }],
    ['disabled:true', { enabled: false }, { enabled: true }],
    ['enabled:false', { enabled: false }, { enabled: true }],
    ['managed:yes', { managed: true }, {}],
    ['env:production', {}, { vaultName: 'kv-orders-dev' }],
    ['tag.owner=pay', { tags: { Owner: 'PAY' } }, { tags: { owner: 'payments' } }],
    ['tag.owner:pay', { tags: { owner: 'payments' } }, { tags: { owners: 'pay' } }],
    ['tag.owner="pay team"', { tags: { owner: 'pay team' } }, { tags: { owner: 'pay' } }],
    ['tag:owner', { tags: { owner: '' } }, { tags: {} }],
    ['owner:pay', { tags: { team: 'Payments' } }, {}],
    ['type:json', { contentType: 'application/JSON' }, {}],
    ['expires<30d', { expiresOn: '2026-06-30T00:00:00Z' }, { expiresOn: '2026-07-02T00:00:00Z' }],
    ['expires<30d', { expiresOn: '2026-05-01T00:00:00Z' }, { expiresOn: null }],
    ['expires>90d', { expiresOn: '2027-01-01T00:00:00Z' }, { expiresOn: null }],
    ['expires>2026-12-31', { expiresOn: '2027-01-01T00:00:00Z' }, { expiresOn: '2026-12-01T00:00:00Z' }],
    ['expires:overdue', { expiresOn: '2026-06-01T00:00:00Z' }, { expiresOn: '2026-06-01T00:00:01Z' }],
    ['expires:never', {}, { expiresOn: '2026-06-01T00:00:01Z' }],
    ['updated<7d', { updatedOn: '2026-05-28T00:00:00Z' }, { updatedOn: '2026-05-20T00:00:00Z' }],
    ['updated<2026-03-01', { updatedOn: '2026-02-01T00:00:00Z' }, { updatedOn: '2026-03-01T00:00:00Z' }],
    ['age>90d', { createdOn: '2026-01-01T00:00:00Z' }, { createdOn: '2026-05-01T00:00:00Z' }],
    ['-vault:prod', { vaultName: 'kv-orders-dev' }, {}],
    ['PAYMENTS api', {}, { name: 'orders' }],
    ['-payments-api', { name: 'orders', vaultName: 'kv-x' }, {}],
    ['"payments-api-key"', {}, { name: 'payments-api' }],
  ])('%s keeps what it means and nothing else', (filter, kept, hidden) => {
    expect(holds(filter, kept)).toBe(true)
    expect(holds(filter, hidden)).toBe(false)
  })

  test('every part must hold', () => {
    expect(holds('kind:secret vault:prod payments')).toBe(true)
    expect(holds('kind:secret vault:dev payments')).toBe(false)
  })

  test.each([
    ['colour:red', /no field “colour”/],
    ['expires<soon', /“soon” is no time/],
    ['expires<2026-13-45', /is no time/],
    ['expires:', /Say what “expires” should be/],
    ['enabled:maybe', /true or false/],
    ['kind:vault', /secret, key or certificate/],
    ['vault<3', /has no order/],
    ['constructor:x', /no field/],
  ])('%s says what is wrong with it and hides nothing', (filter, message) => {
    expect(parseFilter(filter)[0]?.problem).toMatch(message)
    expect(holds(filter)).toBe(true)
  })

  test('a part says in words what it asks for, and can be taken away', () => {
    const text = 'vault:prod "two words" expires<30d'
    const parts = parseFilter(text)
    expect(parts.map(({ words }) => words)).toEqual(['vault contains prod', null, 'expires before 30 days from now'])
    expect(parts[0] && withoutPart(text, parts[0])).toBe('"two words" expires<30d')
  })

  test('an unfinished quote and a long text are read in no time', () => {
    expect(parseFilter('tag.owner="pay te')).toHaveLength(1)
    const start = performance.now()
    parseFilter('"'.repeat(5000) + 'a:'.repeat(5000) + '-'.repeat(5000))
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})

describe('completion', () => {
  const values = filterValues(
    [
      objectRow({ tags: { owner: 'pay team', tier: '1' }, contentType: 'application/json' }),
      objectRow({ vaultName: 'kv-orders-dev-weu' }),
    ].map(toEntry),
  )
  const texts = (part: string) => completions(part, values).map(({ text }) => text)

  test('offers fields, then what the rows hold', () => {
    expect(texts('va')).toEqual(['vault:'])
    expect(texts('vault:ord')).toEqual(['vault:kv-orders-dev-weu'])
    expect(texts('tag.o')).toEqual(['tag.owner='])
    expect(texts('tag.owner=')).toEqual(['tag.owner="pay team"'])
    expect(texts('-kind:k')).toEqual(['-kind:key'])
    expect(texts('env:')).toEqual(['env:development', 'env:production'])
    expect(texts('expires<')).toEqual(['expires<7d', 'expires<30d', 'expires<90d'])
  })

  test('each offer is a filter without a problem, once it has a value', () => {
    for (const part of ['k', 'kind:', 'vault:', 'tag.owner=', 'tag:', 'expires:', 'updated<', 'age>', 'enabled:'])
      for (const { text, isOpen } of completions(part, values))
        if (!isOpen) expect(parseFilter(text).map(({ problem }) => problem)).toEqual([null])
  })

  test('knows the part that the cursor stands in', () => {
    expect(partAt('vault:prod kin more', 14)).toEqual({ start: 11, end: 14, text: 'kin' })
    expect(partAt('tag.owner="pay te', 17)).toEqual({ start: 0, end: 17, text: 'tag.owner="pay te' })
  })
})
