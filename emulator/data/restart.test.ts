import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { resourceManagerAudience } from '../entra/resources.ts'
import { startEmulator } from '../start.ts'
import { redeem, redeemCode, signIn } from '../testing/sign-in.ts'
import { type SmallCloud, startSmallCloud } from '../testing/small-cloud.ts'
import { rolesVaultId, smallState } from '../testing/small-state.ts'

const daySeconds = 86_400

let parent: string
let dataDir: string
let cloud: SmallCloud

beforeEach(async () => {
  parent = mkdtempSync(path.join(tmpdir(), 'emulator-data-'))
  dataDir = path.join(parent, 'state')
  cloud = await startSmallCloud({ dataDir })
})
afterEach(async () => {
  await cloud.close()
  rmSync(parent, { recursive: true })
})

async function restart(): Promise<void> {
  await cloud.close()
  cloud = await startSmallCloud({ dataDir })
}

async function names(list: AsyncIterable<{ name: string }>): Promise<string[]> {
  const found: string[] = []
  for await (const { name } of list) found.push(name)
  return found
}

function control(name: string, method: string, body?: object) {
  return fetch(`http://127.0.0.1:${cloud.httpPort}/_emulator/${name}`, {
    method,
    ...(body && { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
  })
}

describe('after a restart', () => {
  test('every version is there with its id, value, dates and tags', async () => {
    const first = await cloud.secrets('kv-roles').setSecret('greeting', 'hello', { tags: { team: 'a' } })
    const second = await cloud.secrets('kv-roles').setSecret('greeting', 'good bye', { contentType: 'text/plain' })
    await cloud
      .secrets('kv-roles')
      .updateSecretProperties('greeting', first.properties.version ?? '', { enabled: false })
    await cloud
      .secrets('kv-roles')
      .updateSecretProperties('greeting', second.properties.version ?? '', { tags: { b: 'c' } })
    const before = await cloud.secrets('kv-roles').getSecret('greeting')
    await restart()
    expect(await cloud.secrets('kv-roles').getSecret('greeting')).toEqual(before)
    expect(before.properties.tags).toEqual({ b: 'c' })
    const refused = cloud.secrets('kv-roles').getSecret('greeting', { version: first.properties.version ?? '' })
    await expect(refused).rejects.toThrow('disabled')
  })

  test('what was deleted stays deleted, what was purged stays gone, what was recovered is back', async () => {
    const secrets = cloud.secrets('kv-roles')
    for (const name of ['deleted', 'purged', 'recovered']) {
      await secrets.setSecret(name, name)
      await (await secrets.beginDeleteSecret(name)).pollUntilDone()
    }
    await secrets.purgeDeletedSecret('purged')
    await (await secrets.beginRecoverDeletedSecret('recovered')).pollUntilDone()
    await restart()
    expect(await names(cloud.secrets('kv-roles').listDeletedSecrets())).toEqual(['deleted'])
    expect(await names(cloud.secrets('kv-roles').listPropertiesOfSecrets())).toEqual(['recovered'])
    expect((await cloud.secrets('kv-roles').getSecret('recovered')).value).toBe('recovered')
  })

  test('what was restored from a backup is there, under a name that no path told', async () => {
    const source = cloud.secrets('kv-neighbour')
    await source.setSecret('moved', 'value')
    const backup = await source.backupSecret('moved')
    if (backup) await cloud.secrets('kv-roles').restoreSecretBackup(backup)
    await restart()
    expect((await cloud.secrets('kv-roles').getSecret('moved')).value).toBe('value')
  })

  test('a vault logs where it was told to', async () => {
    const vault = 'kv-roles'
    const group = rolesVaultId.split('/providers/')[0]
    const version = '?api-version=2021-05-01-preview'
    const settings = `https://management.emulator.test${rolesVaultId}/providers/Microsoft.Insights/diagnosticSettings`
    const arm = async (method: string, url: string, body?: object) =>
      cloud.send(method, url + version, {
        token: await cloud.token('contributor', resourceManagerAudience),
        ...(body && { body }),
      })
    const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/log-small`
    await arm('DELETE', `${settings}/to-log-other`)
    await arm('PUT', `${settings}/to-log-small`, {
      properties: {
        workspaceId,
        logAnalyticsDestinationType: 'Dedicated',
        logs: [{ category: 'AuditEvent', enabled: true }],
      },
    })
    await restart()
    expect((await arm('GET', settings)).json).toMatchObject({
      value: [{ name: 'to-log-small', properties: { logAnalyticsDestinationType: 'Dedicated' } }],
    })
    await cloud.secrets(vault).setSecret('a', 'v')
    const { rows } = await cloud.emulator.logs.query(
      'union AzureDiagnostics, AZKVAuditLogs | where OperationName == "SecretSet" | project Type',
      { nowMs: cloud.emulator.clock.nowMs() },
    )
    expect(rows).toEqual([['AZKVAuditLogs']])
  })

  test('the clock stands where it was put, and what it ended stays ended', async () => {
    const secrets = cloud.secrets('kv-roles')
    await secrets.setSecret('due', 'value')
    await (await secrets.beginDeleteSecret('due')).pollUntilDone()
    await control('clock', 'PUT', { offsetSeconds: 8 * daySeconds })
    expect(await names(secrets.listDeletedSecrets())).toEqual([])
    await restart()
    expect(cloud.emulator.clock.offsetSeconds).toBe(8 * daySeconds)
    await control('clock', 'PUT', { offsetSeconds: 0 })
    expect(await names(cloud.secrets('kv-roles').listDeletedSecrets())).toEqual([])
  })

  test('tokens, sign-ins and the trust in the authority go on', async () => {
    const ca = readFileSync(cloud.caFile, 'utf8')
    const token = await cloud.token('administrator')
    const { body } = await redeemCode(
      cloud,
      await signIn(cloud, { parameters: { redirect_uri: 'http://localhost/sign-in' } }),
      { redirect_uri: 'http://localhost/sign-in' },
    )
    expect(body.refresh_token).toBeTruthy()
    await restart()
    expect(readFileSync(cloud.caFile, 'utf8')).toBe(ca)
    const { status } = await cloud.send('GET', 'https://kv-roles.vault.emulator.test/secrets?api-version=7.6', {
      token,
    })
    expect(status).toBe(200)
    const grant = { grant_type: 'refresh_token', refresh_token: body.refresh_token }
    const refreshed = await redeem(cloud, grant)
    expect(refreshed.body.access_token).toBeTruthy()
    await restart()
    expect((await redeem(cloud, grant)).body.error_description).toContain('AADSTS50173')
    const descendant = { grant_type: 'refresh_token', refresh_token: refreshed.body.refresh_token }
    expect((await redeem(cloud, descendant)).body.error).toBe('invalid_grant')
  })

  test('the seed is the one of the first start, whatever day it is', async () => {
    await cloud.close()
    const seedDir = path.join(parent, 'demo')
    const options = { httpsPort: 0, httpPort: 0, seed: 'demo', dataDir: seedDir } as const
    const first = await startEmulator(options)
    const vault = (running: typeof first) => [...running.emulator.state.vaults.values()][0]
    const before = structuredClone([...(vault(first)?.objects.secrets ?? [])])
    first.emulator.clock.offsetSeconds = 40 * daySeconds
    first.emulator.keeper.commit()
    await first.close()
    const second = await startEmulator(options)
    expect([...(vault(second)?.objects.secrets ?? [])]).toEqual(before)
    expect(second.emulator.clock.offsetSeconds).toBe(40 * daySeconds)
    await second.close()
    cloud = await startSmallCloud({ dataDir })
  })
})

test('a reset empties it, also of what a call in flight writes afterwards', async () => {
  const vault = cloud.emulator.state.vaults.get('kv-roles')
  await cloud.secrets('kv-roles').setSecret('old', 'value')
  await control('reset', 'POST')
  vault?.objects.secrets.set('late', { name: 'late', versions: [] })
  cloud.emulator.keeper.commit()
  await cloud.secrets('kv-roles').setSecret('new', 'value')
  await restart()
  expect(await names(cloud.secrets('kv-roles').listPropertiesOfSecrets())).toEqual(['new'])
})

test('nothing of a vault is kept until it changes', async () => {
  const seeded = () => {
    const state = smallState()
    const version = { version: 'a'.repeat(32), value: 'v', tags: {}, enabled: true, created: 1, updated: 1 }
    state.vaults.get('kv-roles')?.objects.secrets.set('seeded', { name: 'seeded', versions: [version] })
    return state
  }
  await cloud.close()
  const seededDir = path.join(parent, 'seeded')
  const running = await startEmulator({ httpsPort: 0, httpPort: 0, seed: seeded, dataDir: seededDir })
  const objects = running.emulator.state.vaults.get('kv-roles')?.objects
  expect(objects?.secrets.get('seeded')?.versions[0]?.value).toBe('v')
  running.emulator.keeper.commit()
  expect(running.emulator.keeper.map('vaults/kv-roles/secrets').size).toBe(0)
  await running.close()
  cloud = await startSmallCloud({ dataDir })
})

describe('the directory', () => {
  test('is its owner’s alone, and so are its files', async () => {
    await cloud.secrets('kv-roles').setSecret('greeting', 'hello')
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
    expect(statSync(path.join(dataDir, 'emulator.sqlite')).mode & 0o777).toBe(0o600)
    expect(statSync(path.join(dataDir, 'emulator.sqlite-wal')).mode & 0o777).toBe(0o600)
  })

  test('serves one emulator at a time', async () => {
    await expect(startSmallCloud({ dataDir })).rejects.toThrow(
      /^Another emulator keeps its state in .*; end it or choose/,
    )
    await restart()
  })

  test('with another seed is refused', async () => {
    await cloud.close()
    const other = startEmulator({ httpsPort: 0, httpPort: 0, seed: 'demo', dataDir })
    await expect(other).rejects.toThrow(`${dataDir} holds the seed 'smallState', not 'demo'`)
    cloud = await startSmallCloud({ dataDir })
  })

  test('that cannot be one is refused', async () => {
    const impossible = startEmulator({ httpsPort: 0, httpPort: 0, seed: 'empty', dataDir: '/dev/null/state' })
    await expect(impossible).rejects.toThrow(/^The state cannot be kept in \/dev\/null\/state: ENOTDIR/)
  })
})
