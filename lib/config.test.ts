import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTlsIdentity } from '../emulator/tls.ts'
import { ConfigError, readConfig } from './config.ts'

const tenant = '11111111-2222-4333-8444-555555555555'
const client = '66666666-7777-4888-9999-aaaaaaaaaaaa'
const canary = 'CANARY-client-secret'
const sound = {
  STRONGROOM_CLOUD: 'public',
  STRONGROOM_TENANT_ID: tenant,
  STRONGROOM_CLIENT_ID: client,
  STRONGROOM_CLIENT_SECRET: canary,
}
const emulated = {
  ...sound,
  STRONGROOM_CLOUD: 'emulator',
  STRONGROOM_EMULATOR_HTTPS_PORT: '8443',
  STRONGROOM_EMULATOR_HTTP_PORT: '8480',
}

let folder: string
const file = (name: string, text: string) => {
  const at = path.join(folder, name)
  writeFileSync(at, text)
  return at
}
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'strongroom-config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function problemsOf(env: Record<string, string | undefined>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('settings of a real tenant are read, with the documented limits where none are given', () => {
  expect(readConfig(sound)).toEqual({
    cloud: 'public',
    tenantId: tenant,
    clientId: client,
    credential: { kind: 'secret', secret: canary },
    limits: { revealsPerMinute: 60, writesPerMinute: 30, azureCallSeconds: 30, readingSeconds: 600 },
    logLevel: 'info',
    otherQuerySources: 'refused',
    emulator: null,
  })
})

test('49: every missing setting is named at once', () => {
  expect(problemsOf({})).toEqual([
    'STRONGROOM_CLOUD is missing',
    'STRONGROOM_TENANT_ID is missing',
    'STRONGROOM_CLIENT_ID is missing',
    expect.stringContaining('STRONGROOM_CLIENT_SECRET is missing'),
  ])
})

test('49: every wrong setting is named at once, and no value of any is repeated', () => {
  const wrong = {
    STRONGROOM_CLOUD: 'CANARY-cloud',
    STRONGROOM_TENANT_ID: 'CANARY-tenant',
    STRONGROOM_CLIENT_ID: 'CANARY-client',
    STRONGROOM_CLIENT_SECRET: canary,
    STRONGROOM_CLIENT_CERTIFICATE: 'CANARY-certificate',
    STRONGROOM_REVEALS_PER_MINUTE: '0',
    STRONGROOM_WRITES_PER_MINUTE: 'CANARY-many',
    STRONGROOM_LOG_LEVEL: 'CANARY-level',
  }
  const problems = problemsOf(wrong)
  for (const name of Object.keys(wrong)) expect(problems.join('\n')).toContain(name)
  expect(() => readConfig(wrong)).toThrow(/real-tenant/)
  expect(problems.join('\n')).not.toContain('CANARY')
})

test('a setting that is set to nothing counts as missing', () => {
  expect(problemsOf({ ...sound, STRONGROOM_TENANT_ID: ' ' })).toEqual(['STRONGROOM_TENANT_ID is missing'])
})

describe('48: a real cloud', () => {
  test.each(['public', 'usGovernment', 'china'])('%s refuses every setting of the emulator beside it', (cloud) => {
    const problems = problemsOf({ ...emulated, STRONGROOM_CLOUD: cloud, STRONGROOM_EMULATOR_CA_FILE: '/nowhere' })
    expect(problems).toEqual([
      `STRONGROOM_EMULATOR_HTTPS_PORT is set, but STRONGROOM_CLOUD is ${cloud}; remove one of them`,
      `STRONGROOM_EMULATOR_HTTP_PORT is set, but STRONGROOM_CLOUD is ${cloud}; remove one of them`,
      `STRONGROOM_EMULATOR_CA_FILE is set, but STRONGROOM_CLOUD is ${cloud}; remove one of them`,
    ])
    expect(problemsOf({ ...sound, STRONGROOM_CLOUD: cloud })).toEqual([])
  })

  test('the emulator starts with its own settings, and not with a credential of a real tenant', () => {
    const env = { ...emulated, STRONGROOM_EMULATOR_CA_FILE: file('ca.pem', 'a certificate') }
    expect(readConfig(env).emulator).toEqual({ httpsPort: 8443, httpPort: 8480, ca: 'a certificate' })
    const { STRONGROOM_CLIENT_SECRET: _, ...rest } = env
    expect(problemsOf({ ...rest, STRONGROOM_MANAGED_IDENTITY_CLIENT_ID: client })).toEqual([
      'STRONGROOM_CLOUD=emulator takes STRONGROOM_CLIENT_SECRET alone',
    ])
  })
})

describe('a secret setting', () => {
  const { STRONGROOM_CLIENT_SECRET: _, ...withoutSecret } = sound

  test('comes from the file that its _FILE names, without the line break at its end', () => {
    const env = { ...withoutSecret, STRONGROOM_CLIENT_SECRET_FILE: file('secret', `${canary}\n`) }
    expect(readConfig(env).credential).toEqual({ kind: 'secret', secret: canary })
  })

  test('whose file is missing or empty is a problem of that name', () => {
    const missing = { ...withoutSecret, STRONGROOM_CLIENT_SECRET_FILE: path.join(folder, 'nothing') }
    expect(problemsOf(missing)).toEqual(['STRONGROOM_CLIENT_SECRET_FILE names a file that cannot be read'])
    const empty = { ...withoutSecret, STRONGROOM_CLIENT_SECRET_FILE: file('empty', '\n') }
    expect(problemsOf(empty)).toEqual(['STRONGROOM_CLIENT_SECRET_FILE names an empty file'])
  })

  test('given twice is a problem, whichever ways', () => {
    const both = { ...sound, STRONGROOM_CLIENT_SECRET_FILE: file('other', 'x') }
    expect(problemsOf(both)).toEqual([
      'STRONGROOM_CLIENT_SECRET and STRONGROOM_CLIENT_SECRET_FILE are both set; keep one',
    ])
    expect(problemsOf({ ...sound, STRONGROOM_MANAGED_IDENTITY_CLIENT_ID: client })).toEqual([
      'STRONGROOM_CLIENT_SECRET and STRONGROOM_MANAGED_IDENTITY_CLIENT_ID are both set; keep one',
    ])
  })

  test('may be a managed identity', () => {
    expect(readConfig({ ...withoutSecret, STRONGROOM_MANAGED_IDENTITY_CLIENT_ID: client }).credential).toEqual({
      kind: 'managedIdentity',
      clientId: client,
    })
  })

  test('may be a certificate with its key, and is refused with another certificate’s key', async () => {
    const [one, two] = [await createTlsIdentity(), await createTlsIdentity()]
    const pem = `${one.privateKey}\n${one.certificate}`
    expect(readConfig({ ...withoutSecret, STRONGROOM_CLIENT_CERTIFICATE: pem }).credential).toMatchObject({
      kind: 'certificate',
      thumbprintSha256: expect.stringMatching(/^[0-9A-F]{64}$/),
    })
    const mixed = { ...withoutSecret, STRONGROOM_CLIENT_CERTIFICATE: `${one.privateKey}\n${two.certificate}` }
    expect(problemsOf(mixed)).toEqual([
      'STRONGROOM_CLIENT_CERTIFICATE is not a PEM with an unencrypted private key and its certificate',
    ])
  })
})
