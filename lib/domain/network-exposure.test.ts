import { describe, expect, test } from 'vitest'
import { approvedEndpoints, exposureOf, type NetworkCaller, networkVerdict } from './network-exposure.ts'
import type { EndpointStatus, NetworkSettings } from './network-settings.ts'

/** The rules of AZURE-FACTS 6, each by its name. */

const subnet =
  '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/apps'

const vault = (given: Partial<NetworkSettings> = {}): NetworkSettings => ({
  publicNetworkAccess: 'Enabled',
  defaultAction: 'Deny',
  bypass: 'AzureServices',
  ipRules: ['198.51.100.0/27'],
  virtualNetworkRules: [subnet],
  endpointConnections: [],
  perimeter: null,
  enabledForDeployment: false,
  enabledForDiskEncryption: false,
  enabledForTemplateDeployment: false,
  ...given,
})
const endpoint = (status: EndpointStatus) => ({ name: 'pe', privateEndpointId: '/pe', status, description: '' })
const address = (text: string): NetworkCaller => ({ kind: 'address', address: text })
const listed = address('198.51.100.31')
const other = address('203.0.113.9')
const trusted: NetworkCaller = { kind: 'service', isTrusted: true }
const untrusted: NetworkCaller = { kind: 'service', isTrusted: false }
const throughEndpoint: NetworkCaller = { kind: 'privateEndpoint', connection: 'PE' }
const fromSubnet: NetworkCaller = { kind: 'subnet', subnetId: subnet.toUpperCase() }

const rule = (settings: NetworkSettings, caller: NetworkCaller) => {
  const { isAllowed, rule: name } = networkVerdict(settings, caller)
  return `${isAllowed ? 'allowed' : 'refused'} by ${name}`
}

test('vaults that were never given rules are open to all', () => {
  const open = vault({ defaultAction: 'Allow', ipRules: [], virtualNetworkRules: [] })
  expect([listed, other, fromSubnet, untrusted].map((caller) => rule(open, caller))).toEqual(
    Array(4).fill('allowed by openToAll'),
  )
  expect(exposureOf(open)).toBe('open')
})

test('default action Deny lets in what is listed and nothing else', () => {
  expect(networkVerdict(vault(), listed)).toEqual({ isAllowed: true, rule: 'ipRule', entry: '198.51.100.0/27' })
  expect(rule(vault(), other)).toBe('refused by defaultDeny')
  expect(rule(vault(), address('198.51.100.32'))).toBe('refused by defaultDeny')
  expect(rule(vault(), untrusted)).toBe('refused by defaultDeny')
  expect(exposureOf(vault())).toBe('selected')
})

test('a subnet is compared by its id without case', () => {
  expect(networkVerdict(vault(), fromSubnet)).toEqual({ isAllowed: true, rule: 'virtualNetworkRule', entry: subnet })
  expect(rule(vault(), { kind: 'subnet', subnetId: `${subnet}2` })).toBe('refused by defaultDeny')
})

test('rules are IPv4 alone: an IPv6 caller matches none, and an open vault lets it in', () => {
  expect(rule(vault(), address('2001:db8::1'))).toBe('refused by defaultDeny')
  expect(rule(vault({ defaultAction: 'Allow' }), address('2001:db8::1'))).toBe('allowed by openToAll')
})

test('public access disabled wins over every rule', () => {
  const closed = vault({ publicNetworkAccess: 'Disabled' })
  expect([listed, fromSubnet, untrusted].map((caller) => rule(closed, caller))).toEqual(
    Array(3).fill('refused by publicAccessDisabled'),
  )
  expect(rule(vault({ publicNetworkAccess: 'Disabled', defaultAction: 'Allow' }), other)).toBe(
    'refused by publicAccessDisabled',
  )
  expect(exposureOf(closed)).toBe('private')
})

test('bypass for trusted services goes on with public access disabled', () => {
  expect(rule(vault({ publicNetworkAccess: 'Disabled' }), trusted)).toBe('allowed by bypass')
  expect(rule(vault({ publicNetworkAccess: 'Disabled', bypass: 'None' }), trusted)).toBe(
    'refused by publicAccessDisabled',
  )
  expect(rule(vault(), trusted)).toBe('allowed by bypass')
  expect(rule(vault({ bypass: 'None' }), trusted)).toBe('refused by defaultDeny')
})

test('the firewall is of the data plane alone', () => {
  const closed = vault({ publicNetworkAccess: 'Disabled', bypass: 'None' })
  expect(networkVerdict(closed, other, 'control')).toEqual({ isAllowed: true, rule: 'controlPlane' })
  expect(networkVerdict(closed, other, 'data').isAllowed).toBe(false)
})

describe('a private endpoint', () => {
  test('that is approved carries calls whatever the firewall says', () => {
    const closed = {
      publicNetworkAccess: 'Disabled',
      bypass: 'None',
      endpointConnections: [endpoint('Approved')],
    } as const
    expect(rule(vault({ ...closed, endpointConnections: [endpoint('Approved')] }), throughEndpoint)).toBe(
      'allowed by endpointApproved',
    )
  })
  test.each(['Pending', 'Rejected', 'Disconnected'] as const)('that is %s does not count', (status) => {
    const settings = vault({ defaultAction: 'Allow', endpointConnections: [endpoint(status)] })
    expect(rule(settings, throughEndpoint)).toBe('refused by endpointNotApproved')
    expect(networkVerdict(settings, throughEndpoint).entry).toBe(`pe, ${status.toLowerCase()}`)
    expect(approvedEndpoints(settings)).toBe(0)
  })
  test('of another vault is none of this one', () => {
    expect(rule(vault(), throughEndpoint)).toBe('refused by endpointUnknown')
  })
})

describe('a network security perimeter', () => {
  const perimeter = (accessMode: 'Learning' | 'Enforced') => ({
    name: 'nsp-prod',
    accessMode,
    addressPrefixes: ['203.0.113.0/24'],
  })
  test('that is enforced alone decides, and overrides the bypass', () => {
    const enforced = vault({ perimeter: perimeter('Enforced') })
    expect(rule(enforced, listed)).toBe('refused by perimeterEnforced')
    expect(rule(enforced, trusted)).toBe('refused by perimeterEnforced')
    expect(rule(enforced, other)).toBe('allowed by perimeterRule')
    expect(exposureOf(enforced)).toBe('perimeter')
  })
  test('that learns lets in by its rules and leaves the rest to the vault, bypass included', () => {
    const learning = vault({ perimeter: perimeter('Learning') })
    expect(rule(learning, other)).toBe('allowed by perimeterRule')
    expect(rule(learning, listed)).toBe('allowed by ipRule')
    expect(rule(learning, trusted)).toBe('allowed by bypass')
    expect(exposureOf(learning)).toBe('selected')
  })
  test('does not touch private endpoints', () => {
    const settings = vault({ perimeter: perimeter('Enforced'), endpointConnections: [endpoint('Approved')] })
    expect(rule(settings, throughEndpoint)).toBe('allowed by endpointApproved')
  })
  test('that is to secure the vault and is not there leaves it closed, for trusted services too', () => {
    const secured = vault({ publicNetworkAccess: 'SecuredByPerimeter', defaultAction: 'Allow' })
    expect([listed, trusted, fromSubnet].map((caller) => rule(secured, caller))).toEqual(
      Array(3).fill('refused by securedByPerimeter'),
    )
    expect(exposureOf(secured)).toBe('perimeter')
  })
})

test('Deny without a rule is private', () => {
  expect(exposureOf(vault({ ipRules: [], virtualNetworkRules: [] }))).toBe('private')
})
