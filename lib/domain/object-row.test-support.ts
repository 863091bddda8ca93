import type { ObjectRow } from './object.ts'

/** A row of the list over all vaults, with what matters to a test said by it. */
export function objectRow(change: Partial<ObjectRow> = {}): ObjectRow {
  return {
    kind: 'secret',
    vaultName: 'kv-payments-prod-weu',
    name: 'payments-api-key',
    enabled: true,
    createdOn: '2026-01-01T00:00:00Z',
    updatedOn: '2026-02-01T00:00:00Z',
    expiresOn: null,
    notBefore: null,
    contentType: null,
    tags: {},
    managed: false,
    recoveryLevel: null,
    isHsm: null,
    ...change,
  }
}
