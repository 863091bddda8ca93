import { spawn } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

/** `npm start` with these settings and no others. It refuses before it would build or listen. */
function start(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...settings },
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    said += chunk
  })
  child.stderr.on('data', (chunk) => {
    said += chunk
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said }))
  })
}

test('without settings it ends with 1 and names every one that is missing, before anything is built', async () => {
  const { code, said } = await start({})
  expect(code).toBe(1)
  for (const name of ['CLOUD', 'TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET']) {
    expect(said).toContain(`STRONGROOM_${name} is missing`)
  }
  expect(said).not.toContain('Building')
})

test('with the emulator’s settings beside a real tenant it refuses, and names each', async () => {
  const { code, said } = await start({
    STRONGROOM_CLOUD: 'public',
    STRONGROOM_TENANT_ID: '11111111-1111-4111-8111-111111111111',
    STRONGROOM_CLIENT_ID: '22222222-2222-4222-8222-222222222222',
    STRONGROOM_CLIENT_SECRET: 'not-to-be-told',
    STRONGROOM_EMULATOR_HTTPS_PORT: '8443',
    STRONGROOM_EMULATOR_CA_FILE: '/nowhere.pem',
  })
  expect(code).toBe(1)
  expect(said).toMatch(/STRONGROOM_EMULATOR_HTTPS_PORT is set, but STRONGROOM_CLOUD is public/)
  expect(said).toMatch(/STRONGROOM_EMULATOR_CA_FILE is set, but STRONGROOM_CLOUD is public/)
  expect(said).not.toContain('not-to-be-told')
  expect(said).not.toContain('Building')
})
