import { beforeAll, expect, test } from 'vitest'
import { toInventoryVault } from './vault-mapping.ts'

beforeAll(() => {
  Object.assign(process.env, {
    STRONGROOM_CLOUD: 'public',
    STRONGROOM_TENANT_ID: '11111111-1111-4111-8111-111111111111',
    STRONGROOM_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
    STRONGROOM_CLIENT_SECRET: 'unused',
  })
})

const resource = (enableRbacAuthorization?: boolean | null) => ({
  id: '/subscriptions/s1/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-pay',
  name: 'kv-pay',
  location: 'westeurope',
  properties: {
    vaultUri: 'https://kv-pay.vault.azure.net/',
    tenantId: 't',
    sku: { family: 'A', name: 'standard' },
    enableRbacAuthorization,
  },
})

test.each([
  [true, 'rbac'],
  [false, 'accessPolicy'],
  [null, 'accessPolicy'],
  [undefined, 'accessPolicy'],
])('null and false mean access policies: %s is %s', (value, model) => {
  expect(toInventoryVault(resource(value), new Map())?.vault.permissionModel).toBe(model)
})
