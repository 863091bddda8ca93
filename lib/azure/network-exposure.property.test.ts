import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vaultResource } from '../../emulator/arm/vault-resource.ts'
import type { CallerNetwork } from '../../emulator/caller-address.ts'
import { assertNetworkIsAllowed } from '../../emulator/key-vault/network.ts'
import type { NetworkRuleSet, NetworkSecurityPerimeter, Vault } from '../../emulator/state.ts'
import { smallState } from '../../emulator/testing/small-state.ts'
import { exposureOf, type NetworkCaller, networkVerdict } from '../domain/network-exposure.ts'
import { toNetworkSettings } from './network-mapping.ts'

/**
 * The rule, over what Resource Manager says of a vault, agrees with the emulator's firewall, which was written apart from
 * it: which address, subnet, private endpoint or service gets in, and which kind of refusal it meets.
 */

const state = smallState()
const example = state.vaults.get('kv-roles') as Vault // the state's main vault

// Few octets, and those on either side of a boundary, so that rules and callers meet.
const octet = fc.constantFrom(0, 1, 7, 8, 127, 128, 254, 255)
const address = fc.tuple(fc.constantFrom(8, 198, 203), octet, octet, octet).map((octets) => octets.join('.'))
const range = fc
  .tuple(address, fc.constantFrom('', '/32', '/31', '/30', '/25', '/24', '/23', '/16', '/9', '/8'))
  .map(([first, prefix]) => first + prefix)
const subnet = fc.constantFrom('/subscriptions/s/x', '/subscriptions/S/X', '/subscriptions/s/y')
const networkAcls: fc.Arbitrary<NetworkRuleSet | null> = fc.option(
  fc.record({
    defaultAction: fc.constantFrom('Allow', 'Deny', 'Deny', 'Deny'),
    bypass: fc.constantFrom('AzureServices', 'None'),
    ipRules: fc.array(range, { maxLength: 6 }),
    virtualNetworkRules: fc.uniqueArray(subnet, { maxLength: 2 }),
  }),
)
const publicNetworkAccess = fc.oneof(
  { weight: 4, arbitrary: fc.constant('Enabled' as const) },
  fc.constantFrom('Disabled' as const, 'SecuredByPerimeter' as const),
)
const connection = fc.constantFrom('pe-1', 'pe-2', 'pe-3')
const privateEndpointConnections = fc.uniqueArray(
  fc.record({
    name: connection,
    privateEndpointId: fc.constant('/subscriptions/s/pe'),
    status: fc.constantFrom('Approved' as const, 'Pending' as const, 'Rejected' as const, 'Disconnected' as const),
  }),
  { maxLength: 3, selector: ({ name }) => name },
)
const perimeter: fc.Arbitrary<NetworkSecurityPerimeter | null> = fc.option(
  fc.record({
    name: fc.constant('nsp'),
    accessMode: fc.constantFrom('Learning' as const, 'Enforced' as const),
    addressPrefixes: fc.array(range, { maxLength: 3 }),
  }),
  { freq: 2 },
)
const caller: fc.Arbitrary<NetworkCaller> = fc.oneof(
  { weight: 3, arbitrary: address.map((one) => ({ kind: 'address' as const, address: one })) },
  subnet.map((subnetId) => ({ kind: 'subnet' as const, subnetId })),
  connection.map((one) => ({ kind: 'privateEndpoint' as const, connection: one })),
  fc.boolean().map((isTrusted) => ({ kind: 'service' as const, isTrusted })),
)

test('5,000 vaults and callers of every kind: allowed or refused as the emulator does it', () => {
  const counts: Record<string, number> = {}
  const vaults = fc.record({ publicNetworkAccess, networkAcls, privateEndpointConnections, perimeter })
  fc.assert(
    fc.property(vaults, caller, (differences, from) => {
      const vault = Object.assign(Object.create(example), differences) as Vault
      // Resource Manager tells of the perimeter apart from the vault.
      const read = toNetworkSettings(vaultResource(state, vault, '').properties)
      const settings = { ...read, perimeter: differences.perimeter }
      const verdict = networkVerdict(settings, from)
      counts[verdict.rule] = (counts[verdict.rule] ?? 0) + 1
      expect(refusal(vault, from)).toBe(expected(verdict.isAllowed, verdict.rule))
      if (from.kind !== 'address') return
      if (exposureOf(settings) === 'open') expect(verdict.isAllowed).toBe(true)
      if (exposureOf(settings) === 'private' && !settings.perimeter) expect(verdict.isAllowed).toBe(false)
    }),
    { numRuns: 5_000, seed: 20_261_126 },
  )
  // Every rule that can decide about a call to the data did, and often.
  const rules = ['endpointApproved', 'endpointNotApproved', 'endpointUnknown', 'perimeterRule', 'perimeterEnforced']
    .concat('securedByPerimeter', 'bypass', 'publicAccessDisabled', 'openToAll', 'ipRule', 'virtualNetworkRule')
    .concat('defaultDeny')
  expect(Object.keys(counts).sort()).toEqual([...rules].sort())
  for (const name of rules) expect(counts[name], name).toBeGreaterThan(20)
})

function expected(isAllowed: boolean, rule: string): string | null {
  if (isAllowed) return null
  return rule === 'defaultDeny' ? 'ForbiddenByFirewall' : 'ForbiddenByConnection'
}

function refusal(vault: Vault, caller: NetworkCaller): string | null {
  try {
    assertNetworkIsAllowed(
      vault,
      { objectId: '', appId: '', tenantId: '', isAppOnly: false, scopes: [], claims: {} },
      networkOf(caller),
    )
    return null
  } catch (error) {
    return (error as { innerCode?: string }).innerCode ?? 'unknown' // the emulator's own error
  }
}

function networkOf(caller: NetworkCaller): CallerNetwork {
  switch (caller.kind) {
    case 'address':
      return { address: caller.address }
    case 'subnet':
      return { address: '10.0.0.4', subnetId: caller.subnetId }
    case 'privateEndpoint':
      return { address: '10.0.0.5', privateEndpoint: caller.connection }
    case 'service':
      return { address: '8.8.8.8', service: caller.isTrusted ? 'trusted' : 'other' }
  }
}
