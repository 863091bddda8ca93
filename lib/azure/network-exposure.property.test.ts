import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vaultResource } from '../../emulator/arm/vault-resource.ts'
import { assertAddressIsAllowed } from '../../emulator/key-vault/network.ts'
import type { NetworkRuleSet, Vault } from '../../emulator/state.ts'
import { smallState } from '../../emulator/testing/small-state.ts'
import { exposureOf, networkVerdict } from '../domain/network-exposure.ts'
import { toNetworkSettings } from './network-mapping.ts'

/**
 * The rule, over what Resource Manager says of a vault, agrees with the emulator's firewall, which was written apart from
 * it: which address gets in, and which kind of refusal it meets.
 */

const state = smallState()
const example = state.vaults.get('kv-roles') as Vault // the state's main vault

// Few octets, and those on either side of a boundary, so that rules and callers meet.
const octet = fc.constantFrom(0, 1, 7, 8, 127, 128, 254, 255)
const address = fc.tuple(fc.constantFrom(8, 198, 203), octet, octet, octet).map((octets) => octets.join('.'))
const rule = fc
  .tuple(address, fc.constantFrom('', '/32', '/31', '/30', '/25', '/24', '/23', '/16', '/9', '/8'))
  .map(([first, prefix]) => first + prefix)
const ruleSet: fc.Arbitrary<NetworkRuleSet | null> = fc.option(
  fc.record({
    defaultAction: fc.constantFrom('Allow', 'Deny'),
    bypass: fc.constantFrom('AzureServices', 'None'),
    ipRules: fc.array(rule, { maxLength: 6 }),
    virtualNetworkRules: fc.constantFrom([], ['/subscriptions/s/x']),
  }),
)
const publicNetworkAccess = fc.oneof(
  { weight: 4, arbitrary: fc.constant('Enabled' as const) },
  fc.constantFrom('Disabled' as const, 'SecuredByPerimeter' as const),
)

test('5,000 vaults and callers: allowed or refused as the emulator does it', () => {
  const counts: Record<string, number> = {}
  fc.assert(
    fc.property(publicNetworkAccess, ruleSet, address, (access, networkAcls, caller) => {
      const vault = Object.assign(Object.create(example), { publicNetworkAccess: access, networkAcls }) as Vault
      const settings = toNetworkSettings(vaultResource(state, vault, '').properties)
      const verdict = networkVerdict(settings, { kind: 'address', address: caller })
      counts[verdict.rule] = (counts[verdict.rule] ?? 0) + 1
      expect(refusal(vault, caller)).toBe(expected(verdict.isAllowed, verdict.rule))
      if (exposureOf(settings) === 'open') expect(verdict.isAllowed).toBe(true)
      if (exposureOf(settings) === 'private') expect(verdict.isAllowed).toBe(false)
    }),
    { numRuns: 5_000, seed: 20_261_126 },
  )
  // Every rule that can decide about an address did, and often.
  const rules = ['openToAll', 'ipRule', 'defaultDeny', 'publicAccessDisabled', 'securedByPerimeter']
  expect(Object.keys(counts).sort()).toEqual([...rules].sort())
  for (const name of rules) expect(counts[name], name).toBeGreaterThan(100)
})

function expected(isAllowed: boolean, rule: string): string | null {
  if (isAllowed) return null
  return rule === 'defaultDeny' ? 'ForbiddenByFirewall' : 'ForbiddenByConnection'
}

function refusal(vault: Vault, caller: string): string | null {
  try {
    assertAddressIsAllowed(
      vault,
      { objectId: '', appId: '', tenantId: '', isAppOnly: false, scopes: [], claims: {} },
      caller,
    )
    return null
  } catch (error) {
    return (error as { innerCode?: string }).innerCode ?? 'unknown' // the emulator's own error
  }
}
