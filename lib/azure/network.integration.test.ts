import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { vaultLandmarks } from '../../emulator/seed/landmarks.ts'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
let token: string
beforeAll(async () => {
  strongroom = await startStrongroom()
  token = await strongroom.token(people.ines)
})
afterAll(() => strongroom?.close())
beforeEach(() => strongroom.forget())

const call = async (method: string, address: string, options: { body?: unknown; as?: string } = {}) => {
  const response = await strongroom.api(method, address, { ...(options.as ? {} : { token }), ...options })
  return { status: response.status, json: await response.json() }
}
const { main } = vaultLandmarks

describe('reading', () => {
  test('the settings of a vault come from the vault itself, in one call', async () => {
    await call('GET', api.networkOf(main))
    strongroom.forget()
    const { status, json } = await call('GET', api.networkOf(main))
    expect(status).toBe(200)
    expect(json.settings).toMatchObject({
      publicNetworkAccess: expect.any(String),
      endpointConnections: expect.any(Array),
    })
    expect(json.settings.endpointConnections).toMatchObject([{ name: `pe-${main}-1`, status: 'Approved' }])
    expect(strongroom.calls()).toEqual({ VaultGet: 1, PermissionList: 1 })
  })

  test('the list of vaults tells the same of each, for its one query', async () => {
    strongroom.forget()
    const list = await call('GET', api.vaults())
    expect(strongroom.calls()).toMatchObject({ ResourceGraphQuery: 1 })
    const listed = list.json.items.find(({ name }: { name: string }) => name === main).network
    expect(listed).toEqual((await call('GET', api.networkOf(main))).json.settings)
    expect(strongroom.calls().ResourceGraphQuery).toBe(1)
  })

  test('whom Resource Manager shows no vault is told so', async () => {
    const { status, json } = await call('GET', api.networkOf(main), { as: people.priya })
    expect([status, json.error.code]).toEqual([404, 'not_found'])
  })

  test('who may only read is told that a change is not theirs', async () => {
    const { json } = await call('GET', api.networkOf(main), { as: people.lena })
    expect(json.rights ?? json.error.code).toBeDefined()
  })
})

describe('reach', () => {
  test('a vault that answers is reached, whatever it says of rights', async () => {
    for (const as of [people.ines, people.priya]) {
      const { status, json } = await call('GET', api.reachOf('kv-orders-dev-weu'), { as })
      expect([status, json.outcome]).toEqual([200, 'reached'])
    }
  })

  test('every vault is asked once, and a refusal tells the address that was refused', async () => {
    const { json } = await call('GET', api.reach())
    const { items } = json
    const { SecretList } = strongroom.calls()
    expect(SecretList).toBe(items.length)
    expect(items.length).toBeGreaterThan(20)
    const outcomes = Object.groupBy(items, ({ outcome }: { outcome: string }) => outcome)
    expect(Object.keys(outcomes)).toEqual(expect.arrayContaining(['reached', 'refused', 'closed']))
    const refused = items.filter(({ outcome }: { outcome: string }) => outcome === 'refused')
    expect(refused.at(0).ownAddress.address).toBe('203.0.113.10')
    const { json: network } = await call('GET', api.networkOf(main))
    expect(network.ownAddress.address).toBe('203.0.113.10')
  })

  test('a vault that does not answer costs its own row alone', async () => {
    strongroom.emulator.faults.replace([{ host: `${main}.vault.emulator.test`, status: 503 }])
    const { items } = (await call('GET', api.reach())).json
    const of = (name: string) => items.find(({ vaultName }: { vaultName: string }) => vaultName === name)
    expect(of(main)).toMatchObject({ outcome: 'silent', problem: { code: expect.any(String) } })
    expect(items.filter(({ outcome }: { outcome: string }) => outcome === 'reached').length).toBeGreaterThan(5)
  })
})
