import { expect, test } from 'vitest'
import type { SecretVersion } from '@/lib/domain/secret.ts'
import {
  checkName,
  checkNewVersion,
  checkPatch,
  emptySecretForm,
  formForNextVersion,
  formOf,
  isUnchanged,
} from './secret-form.ts'

const version: SecretVersion = {
  name: 'db-password',
  version: 'a'.repeat(32),
  enabled: true,
  createdOn: '2026-01-01T00:00:00Z',
  updatedOn: '2026-01-01T00:00:00Z',
  expiresOn: '2027-01-31T14:05:09Z',
  notBefore: null,
  contentType: 'text/plain',
  tags: { owner: 'payments', env: 'prod' },
  managed: false,
}
const filled = { ...emptySecretForm, name: 'api-key', value: 'hunter2' }

test('a filled form becomes the body of a new version', () => {
  const form = { ...filled, expiresOn: '2027-01-31T14:05', tags: [{ name: 'owner', value: 'payments' }] }
  expect(checkNewVersion(form)).toEqual({
    errors: null,
    body: {
      value: 'hunter2',
      contentType: null,
      tags: { owner: 'payments' },
      enabled: true,
      expiresOn: '2027-01-31T14:05:00Z',
      notBefore: null,
    },
  })
})

test.each([
  ['value', { value: '' }, /Enter a value/],
  ['value', { value: 'é'.repeat(13_000) }, /25 KB/],
  ['contentType', { contentType: 'x'.repeat(256) }, /255/],
  ['expiresOn', { expiresOn: '2050-01-01T00:00' }, /2038/],
  ['expiresOn', { expiresOn: '2027' }, /ISO 8601/],
  ['expiresOn', { notBefore: '2027-02-01T00:00', expiresOn: '2027-01-01T00:00' }, /later than/],
  ['tags', { tags: [{ name: '', value: 'x' }] }, /not empty/],
  [
    'tags',
    {
      tags: [
        { name: 'a', value: '1' },
        { name: 'a', value: '2' },
      ],
    },
    /twice/,
  ],
  ['tags', { tags: Array.from({ length: 16 }, (_, index) => ({ name: `t${index}`, value: '' })) }, /15 tags/],
  ['tags', { tags: [{ name: 'a', value: 'x'.repeat(513) }] }, /512/],
] as const)('a wrong %s is refused beside its own field', (field, change, message) => {
  const { body, errors } = checkNewVersion({ ...filled, ...change, tags: 'tags' in change ? [...change.tags] : [] })
  expect(body).toBeNull()
  expect(errors?.[field]).toMatch(message)
})

test('a name is refused where Key Vault would take it for another secret', () => {
  expect(checkName('api_key', [])).toMatch(/letters, digits and hyphens/)
  expect(checkName('API-Key', ['api-key'])).toMatch(/there already/)
  expect(checkName('api-key', ['api-key-2'])).toBeNull()
})

test('a patch holds what was changed and nothing else', () => {
  const form = formOf(version)
  expect(isUnchanged(form, version)).toBe(true)
  expect(checkPatch({ ...form, isEnabled: false }, version).body).toEqual({ enabled: false })
  expect(checkPatch({ ...form, expiresOn: '' }, version).body).toEqual({ expiresOn: null })
  expect(
    checkPatch(
      {
        ...form,
        tags: [
          { name: 'owner', value: 'orders' },
          { name: 'tier', value: '1' },
        ],
      },
      version,
    ).body,
  ).toEqual({ tags: { owner: 'orders', tier: '1', env: null } })
})

test('a patch that sets one date is checked against the other', () => {
  expect(checkPatch({ ...formOf(version), notBefore: '2028-01-01T00:00' }, version).errors?.expiresOn).toMatch(/later/)
})

test('a patch cannot bring a secret above 15 tags', () => {
  const tags = Array.from({ length: 16 }, (_, index) => ({ name: `t${index}`, value: '' }))
  expect(checkPatch({ ...formOf(version), tags }, version).errors?.tags).toMatch(/15 tags/)
})

test('the next version takes over what describes the secret, not its dates nor where it came from', () => {
  const current = { ...version, tags: { ...version.tags, 'strongroom-op-id': 'x', 'strongroom-rollback-of': 'y' } }
  expect(formForNextVersion(current)).toMatchObject({
    value: '',
    contentType: 'text/plain',
    expiresOn: '',
    tags: [
      { name: 'owner', value: 'payments' },
      { name: 'env', value: 'prod' },
    ],
  })
})
