import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningEmulator, startEmulator } from './start.ts'
import { type TlsClient, tlsClient } from './testing/tls-client.ts'

let running: RunningEmulator
let client: TlsClient

beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'empty',
    caFile: `.cache/test-hosts-${process.pid}.pem`,
  })
  client = tlsClient(running)
})
afterAll(() => running?.close())

test.each([
  ['https://api.loganalytics.emulator.test/v1/workspaces/w/other', 'Log Analytics: GET /v1/workspaces/w/other'],
  ['https://storage.emulator.test/container', 'storage.emulator.test'],
  ['https://login.emulator.test/common/oauth2/token', 'GET /common/oauth2/token'],
])('what is not emulated answers 501 and its own name: %s', async (url, name) => {
  const { status, text } = await client.send('GET', url)
  expect(status).toBe(501)
  expect(text).toContain(name)
})

test('each host answers with its own service', async () => {
  const login = await client.send('GET', 'https://login.emulator.test/common/v2.0/.well-known/openid-configuration')
  expect(JSON.parse(login.text).issuer).toMatch(/^https:\/\/login\.emulator\.test\//)
  const vault = [...running.emulator.state.vaults.keys()][0]
  for (const url of [
    `https://${vault}.vault.emulator.test/secrets?api-version=7.6`,
    'https://management.emulator.test/subscriptions?api-version=2022-12-01',
  ]) {
    const { status, headers } = await client.send('GET', url)
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toContain('https://login.emulator.test/')
  }
})

test('addresses in an answer keep the port that the client came by', async () => {
  const metadata = async (host: string) =>
    JSON.parse(
      (
        await client.send('GET', 'https://login.emulator.test/common/v2.0/.well-known/openid-configuration', {
          headers: { Host: host },
        })
      ).text,
    ).token_endpoint
  expect(await metadata('login.emulator.test')).toMatch(/^https:\/\/login\.emulator\.test\//)
  expect(await metadata('login.emulator.test:8443')).toMatch(/^https:\/\/login\.emulator\.test:8443\//)
})

test('the plain port serves sign-in to browsers on loopback names only, and no vault', async () => {
  const base = `http://localhost:${running.httpPort}`
  expect((await fetch(`${base}/common/v2.0/.well-known/openid-configuration`)).status).toBe(200)
  expect((await fetch(`${base}/secrets?api-version=7.6`)).status).not.toBe(200)
})
