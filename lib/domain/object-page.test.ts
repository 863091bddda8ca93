import { expect, test } from 'vitest'
import { ObjectPage } from './object-page.ts'

const totals = { vaults: 1, readable: 1, partlyReadable: 0, unreadable: 0, objects: 2 }
const rows = {
  vault: 'kv-a',
  kind: 'secret',
  names: ['one', 'two'],
  enabled: [true, false],
  created: [1_700_000_000, null],
  updated: [60, 1_700_000_060],
  expires: null,
  notBefore: [null, 1_700_000_000],
  contentType: 'text/plain',
  tags: [{ owner: 'team-a' }, {}],
  managed: false,
  recoveryLevel: 'Recoverable',
  isHsm: null,
}

test('a column of one value is every row’s, and dates count from the row’s creation, or from 1970 where it has none', () => {
  const common = {
    vaultName: 'kv-a',
    kind: 'secret',
    expiresOn: null,
    contentType: 'text/plain',
    managed: false,
    recoveryLevel: 'Recoverable',
    isHsm: null,
  }
  expect(ObjectPage.parse({ rows: [rows], statuses: [], totals }).items).toEqual([
    {
      ...common,
      name: 'one',
      enabled: true,
      createdOn: '2023-11-14T22:13:20Z',
      updatedOn: '2023-11-14T22:14:20Z',
      notBefore: null,
      tags: { owner: 'team-a' },
    },
    {
      ...common,
      name: 'two',
      enabled: false,
      createdOn: null,
      updatedOn: '2023-11-14T22:14:20Z',
      notBefore: '2023-11-14T22:13:20Z',
      tags: {},
    },
  ])
})

test('a row that lacks a part is not taken for a row', () => {
  expect(ObjectPage.safeParse({ rows: [{ ...rows, names: undefined }], statuses: [], totals }).success).toBe(false)
})
