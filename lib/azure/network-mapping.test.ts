import { expect, test } from 'vitest'
import { exposureOf, networkVerdict } from '../domain/network-exposure.ts'
import { toNetworkSettings } from './network-mapping.ts'

/** What Azure leaves out, and what that means (AZURE-FACTS 6). */

const address = { kind: 'address', address: '203.0.113.9' } as const

test('missing networkAcls are Allow', () => {
  for (const networkAcls of [undefined, null, {}]) {
    const settings = toNetworkSettings({ networkAcls })
    expect(settings.defaultAction).toBe('Allow')
    expect(networkVerdict(settings, address)).toEqual({ isAllowed: true, rule: 'openToAll' })
    expect(exposureOf(settings)).toBe('open')
  }
})

test('a publicNetworkAccess of null is Enabled, and its words are read without case', () => {
  for (const publicNetworkAccess of [undefined, null, '', 'enabled']) {
    expect(toNetworkSettings({ publicNetworkAccess }).publicNetworkAccess).toBe('Enabled')
  }
  expect(toNetworkSettings({ publicNetworkAccess: 'disabled' }).publicNetworkAccess).toBe('Disabled')
  expect(toNetworkSettings({ publicNetworkAccess: 'SecuredByPerimeter' }).publicNetworkAccess).toBe(
    'SecuredByPerimeter',
  )
  expect(toNetworkSettings({ networkAcls: { defaultAction: 'deny' } }).defaultAction).toBe('Deny')
})

test('a bypass that is not given is that of Azure services, also where there are no rules and no public access', () => {
  const closed = toNetworkSettings({ publicNetworkAccess: 'Disabled' })
  expect(networkVerdict(closed, { kind: 'service', isTrusted: true })).toEqual({ isAllowed: true, rule: 'bypass' })
  expect(toNetworkSettings({ networkAcls: { bypass: 'None' } }).bypass).toBe('None')
})

test('a connection has the last part of its id as its name, and counts only when it is approved', () => {
  const connection = (status?: string) => ({
    id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/v/privateEndpointConnections/pe-1',
    properties: { privateEndpoint: { id: '/pe' }, privateLinkServiceConnectionState: { status } },
  })
  const settings = toNetworkSettings({
    privateEndpointConnections: [connection('approved'), connection(), { id: null }],
  })
  expect(settings.endpointConnections.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'pe-1 Approved',
    'pe-1 Disconnected',
    ' Disconnected',
  ])
})
