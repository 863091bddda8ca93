import { execFile } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { announcement } from './announcement.ts'
import { vaultLandmarks } from './seed/landmarks.ts'
import { type RunningEmulator, startEmulator } from './start.ts'

let running: RunningEmulator
beforeAll(async () => {
  running = await startEmulator({
    httpsPort: 0,
    httpPort: 0,
    seed: 'demo',
    caFile: `.cache/test-proxy-${process.pid}.pem`,
  })
})
afterAll(() => running?.close())

/** What a proxy's client gets for `CONNECT {authority}`. */
async function connect(authority: string) {
  const request = http.request({ host: '127.0.0.1', port: running.httpPort, method: 'CONNECT', path: authority })
  request.end()
  const [response, socket] = await once(request, 'connect')
  socket.destroy()
  return response.statusCode
}

/** A program that knows nothing of the emulator but what the environment says. */
const program = `
  import { ClientSecretCredential } from '@azure/identity'
  import { SecretClient } from '@azure/keyvault-secrets'
  const { AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET } = process.env
  const options = { disableInstanceDiscovery: true }
  const credential = new ClientSecretCredential(AZURE_TENANT_ID, AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, options)
  const client = new SecretClient(process.env.VAULT_URI, credential)
  await client.setSecret('greeting', 'hello')
  console.log((await client.getSecret('greeting')).value)
`

/** What a shell would hold after the announced `export` lines were pasted into it. */
function exportsOf(text: string): Record<string, string> {
  const assignments = text.split('\n').filter((line) => line.trim().startsWith('export '))
  return Object.fromEntries(assignments.flatMap((line) => line.trim().split(' ').slice(1)).map((one) => one.split('=')))
}

test('a program of somebody else reaches a vault by the announced environment alone', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: path.join(import.meta.dirname, '..'),
    env: {
      NODE_ENV: 'test',
      ...exportsOf(announcement(running)),
      VAULT_URI: `https://${vaultLandmarks.sandbox}.vault.emulator.test`,
    },
  })
  expect(stdout.trim()).toBe('hello')
})

describe('the proxy', () => {
  test('leads to every reserved name, on whatever port', async () => {
    expect(await connect('kv-sandbox-dev.vault.emulator.test:443')).toBe(200)
    expect(await connect('LOGIN.emulator.test:8443')).toBe(200)
  })

  test.each(['example.com:443', '127.0.0.1:22', 'emulator.test.example.com:443', 'notemulator.test:443', '[::1]:22'])(
    'leads to nothing else: %s',
    async (authority) => {
      expect(await connect(authority)).toBe(403)
    },
  )
})
