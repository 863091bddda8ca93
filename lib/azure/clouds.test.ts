import { describe, expect, test } from 'vitest'
import { cloudOf, openIdConfiguration } from './clouds.ts'

const tenant = '11111111-2222-4333-8444-555555555555'

describe.each(['public', 'usGovernment', 'china'] as const)('the %s cloud', (name) => {
  const cloud = cloudOf({ cloud: name, emulator: null })

  test('has no agent: its names are resolved and its certificates checked as for any host', () => {
    expect(cloud.agent).toBeUndefined()
  })

  test('asks for tokens of its own services alone', () => {
    // Key Vault's audience is the parent domain of its vaults: the SDK checks that a challenge names it.
    expect(cloud.keyVaultScope).toBe(`https://${cloud.vaultSuffix.slice(1)}/.default`)
    expect(cloud.resourceManagerScope).toBe(`${cloud.resourceManager}/.default`)
  })

  test('signs in at its own host over https', () => {
    const { authority, issuer, token_endpoint } = openIdConfiguration(cloud.authorityHost, tenant)
    expect(issuer).toBe(`https://${cloud.authorityHost}/${tenant}/v2.0`)
    for (const address of [authority, token_endpoint])
      expect(address).toMatch(`https://${cloud.authorityHost}/${tenant}`)
  })
})

test('the emulator’s agent dials the reserved names alone', () => {
  const { agent } = cloudOf({ cloud: 'emulator', emulator: { ca: '', httpsPort: 1, httpPort: 2 } })
  expect(() => agent?.createConnection({ host: 'kv-a.vault.azure.net' }, () => {})).toThrow(/not its own/)
})

test('no address of one cloud is of another', () => {
  const hosts = (['public', 'usGovernment', 'china', 'emulator'] as const).flatMap((cloud) => {
    const { authorityHost, vaultSuffix, resourceManager, graph, logAnalytics } = cloudOf({ cloud, emulator: null })
    return [authorityHost, vaultSuffix, resourceManager, graph, logAnalytics]
  })
  expect(new Set(hosts).size).toBe(hosts.length)
})
