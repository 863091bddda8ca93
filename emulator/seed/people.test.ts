import { describe, expect, test } from 'vitest'
import { evaluate, evaluateAccessPolicies } from '../authorization.ts'
import { loopbackStandsFor } from '../caller-address.ts'
import { KeyVaultError } from '../errors.ts'
import { assertAddressIsAllowed } from '../key-vault/network.ts'
import { type Vault, vaultId } from '../state.ts'
import { seedState } from './index.ts'
import { secretLandmarks, vaultLandmarks } from './landmarks.ts'
import { application, people, workloads } from './people.ts'

/** What the summaries on the sign-in page say, asked of the emulator's own authorisation. */

const state = seedState('demo', Date.UTC(2026, 10, 20, 15) / 1000)
const vaults = [...state.vaults.values()]

type Person = { objectId: string; appId?: string }
type Verb = 'get' | 'list' | 'set' | 'purge'

const dataActions: Record<Verb, string> = {
  get: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
  list: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
  set: 'Microsoft.KeyVault/vaults/secrets/setSecret/action',
  purge: 'Microsoft.KeyVault/vaults/secrets/purge/action',
}

function may(person: Person, verb: Verb, vault: Vault, secret?: string): boolean {
  const principal = { objectId: person.objectId, appId: person.appId ?? application.clientId }
  if (vault.enableRbacAuthorization !== true) return evaluateAccessPolicies(state, vault, principal, 'secrets', verb)
  const scope = secret ? `${vaultId(vault)}/secrets/${secret}` : vaultId(vault)
  return evaluate(state, principal, { dataAction: dataActions[verb], scope }).isAllowed
}

const sees = (person: Person, vault: Vault) =>
  evaluate(
    state,
    { objectId: person.objectId, appId: application.clientId },
    { action: 'Microsoft.KeyVault/vaults/read', scope: vaultId(vault) },
  ).isAllowed

/** From this machine, whose loopback address the emulator takes for a public one. */
function isOpen(vault: Vault): boolean {
  const caller = { objectId: people.ines.objectId, appId: application.clientId, tenantId: state.tenantId }
  try {
    assertAddressIsAllowed(vault, { ...caller, isAppOnly: false, scopes: [], claims: {} }, loopbackStandsFor)
    return true
  } catch (error) {
    if (error instanceof KeyVaultError) return false
    throw error
  }
}

const names = (matches: (vault: Vault) => boolean) => vaults.filter(matches).map(({ name }) => name)

describe('the security administrator', () => {
  test('sees every vault', () => {
    expect(names((vault) => !sees(people.ines, vault))).toEqual([])
  })

  test('may do everything with secrets, save where the policies leave her out', () => {
    for (const verb of ['get', 'list', 'set', 'purge'] as const) {
      expect(names((vault) => !may(people.ines, verb, vault))).toEqual([vaultLandmarks.refusesSecurityAdministrators])
    }
  })

  test('is kept out of three vaults by the network', () => {
    expect(names((vault) => !isOpen(vault))).toHaveLength(3)
  })
})

describe('the auditor', () => {
  test('sees every vault', () => {
    expect(names((vault) => !sees(people.tomas, vault))).toEqual([])
  })

  test('may read no value anywhere, and write none', () => {
    expect(names((vault) => may(people.tomas, 'get', vault) || may(people.tomas, 'set', vault))).toEqual([])
  })

  test('may list the secrets of every vault on roles, and of the three whose policies say so', () => {
    const listed = names((vault) => may(people.tomas, 'list', vault))
    expect(listed).toHaveLength(17 + 3)
    expect(listed).toContain('kv-shipping-test-neu')
  })

  test('may list one of them through Strongroom alone', () => {
    const [vault] = vaults.filter(({ name }) => name === 'kv-shipping-test-neu')
    const elsewhere = { objectId: people.tomas.objectId, appId: workloads.terraform.appId }
    expect(vault && may(people.tomas, 'list', vault)).toBe(true)
    expect(vault && may(elsewhere, 'list', vault)).toBe(false)
  })
})

describe('the on-call engineer', () => {
  const reads = vaults.filter((vault) => may(people.priya, 'get', vault))

  test('may read and write in eight vaults on roles and three on policies, all of production', () => {
    expect(reads.filter(({ enableRbacAuthorization }) => enableRbacAuthorization)).toHaveLength(8)
    expect(reads.filter(({ enableRbacAuthorization }) => !enableRbacAuthorization)).toHaveLength(3)
    expect(reads.every(({ tags }) => tags.environment === 'production')).toBe(true)
    expect(names((vault) => may(people.priya, 'set', vault))).toEqual(reads.map(({ name }) => name))
    expect(names((vault) => may(people.priya, 'list', vault))).toEqual(reads.map(({ name }) => name))
  })

  test('reaches ten of them over the network', () => {
    expect(reads.filter(isOpen)).toHaveLength(10)
  })

  test('may purge nothing, and sees no vault in Resource Manager', () => {
    expect(names((vault) => may(people.priya, 'purge', vault) || sees(people.priya, vault))).toEqual([])
  })
})

describe('the developer', () => {
  test('sees one vault and manages its secrets', () => {
    expect(names((vault) => sees(people.daniel, vault))).toEqual([vaultLandmarks.developer])
    expect(names((vault) => may(people.daniel, 'purge', vault))).toEqual([vaultLandmarks.developer])
  })

  test('may read one secret of another vault, and nothing else there', () => {
    const { vault: name, secret } = secretLandmarks.developerObjectScope
    const vault = vaults.find((one) => one.name === name)
    expect(vault && may(people.daniel, 'get', vault, secret)).toBe(true)
    expect(vault && may(people.daniel, 'set', vault, secret)).toBe(false)
    const others = [...(vault?.objects.secrets.keys() ?? [])].filter((one) => one !== secret)
    expect(others.length).toBeGreaterThan(5)
    expect(others.filter((one) => vault && may(people.daniel, 'get', vault, one))).toEqual([])
    expect(vault && may(people.daniel, 'list', vault)).toBe(false)
  })
})

test('the accountant may do nothing', () => {
  expect(names((vault) => sees(people.lena, vault) || may(people.lena, 'list', vault))).toEqual([])
})

test('the sandbox tools administer one vault and change it in Resource Manager', () => {
  const tools = { objectId: workloads.tools.objectId, appId: workloads.tools.appId }
  expect(names((vault) => may(tools, 'purge', vault))).toEqual([vaultLandmarks.sandbox])
  expect(names((vault) => sees(tools, vault))).toEqual([vaultLandmarks.sandbox])
})

test('the security administrator sees and administers all of the other seeds', () => {
  for (const seed of ['empty', 'large'] as const) {
    const other = seedState(seed, 0)
    const principal = { objectId: people.ines.objectId, appId: application.clientId }
    for (const vault of other.vaults.values()) {
      const scope = vaultId(vault)
      const reads = evaluate(other, principal, { action: 'Microsoft.KeyVault/vaults/read', scope })
      const gets = vault.enableRbacAuthorization
        ? evaluate(other, principal, { dataAction: dataActions.get, scope }).isAllowed
        : evaluateAccessPolicies(other, vault, principal, 'secrets', 'get')
      expect(reads.isAllowed && gets, vault.name).toBe(true)
    }
  }
})
