import { expect, test } from 'vitest'
import { lossSentences, networkLoss, subnetName } from './network-change.ts'
import type { NetworkSettings } from './network-settings.ts'

const subnet = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/apps'
const before: NetworkSettings = {
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Deny',
  bypass: 'AzureServices',
  ipRules: ['198.51.100.0/24', '203.0.113.9'],
  virtualNetworkRules: [subnet],
  endpointConnections: [],
  perimeter: null,
  enabledForDeployment: false,
  enabledForDiskEncryption: false,
  enabledForTemplateDeployment: false,
}
const open = { ...before, defaultAction: 'Allow' } as const

test('a change that takes nothing away loses nobody', () => {
  const wider = { ...before, ipRules: ['203.0.113.0/24', '198.51.100.0/24'] }
  expect(lossSentences(networkLoss(before, wider, '203.0.113.9'))).toEqual([])
  expect(networkLoss(before, wider, '203.0.113.9').own).toBe('kept')
  expect(networkLoss(before, wider, null).own).toBe('kept')
})

test('each rule that goes is named, and one that is narrowed too', () => {
  const loss = networkLoss(
    before,
    { ...before, ipRules: ['198.51.100.0/25'], virtualNetworkRules: [], bypass: 'None' },
    null,
  )
  expect(loss).toMatchObject({
    everybody: false,
    ranges: ['198.51.100.0/24', '203.0.113.9'],
    subnets: [subnet],
    trustedServices: true,
    own: 'unknown',
  })
  expect(lossSentences(loss)).toHaveLength(4)
})

test('closing an open vault locks out everybody whom no rule names, this server with them', () => {
  expect(networkLoss(open, before, '192.0.2.1')).toMatchObject({ everybody: true, ranges: [], own: 'lost' })
  expect(networkLoss(open, before, '203.0.113.9')).toMatchObject({ everybody: true, own: 'kept' })
  expect(networkLoss(open, before, null).own).toBe('unknown')
})

test('public access that ends takes the listed ones too, and trusted services stay', () => {
  const loss = networkLoss(before, { ...before, publicNetworkAccess: 'Disabled' }, '203.0.113.9')
  expect(loss).toMatchObject({ ranges: before.ipRules, subnets: [subnet], trustedServices: false, own: 'lost' })
})

test('opening loses nobody; an address that was refused before is not lost', () => {
  expect(lossSentences(networkLoss(before, open, null))).toEqual([])
  expect(networkLoss(before, { ...before, ipRules: [] }, '192.0.2.1').own).toBe('refusedBefore')
  expect(subnetName(subnet)).toBe('v/apps')
})
