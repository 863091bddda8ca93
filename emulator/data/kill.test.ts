import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterEach, expect, test, vi } from 'vitest'
import { emptyVault } from '../seed/landmarks.ts'
import { type EmulatorProcess, startEmulatorProcess } from '../testing/emulator-process.ts'
import { tlsClient } from '../testing/tls-client.ts'

const rounds = 4
const writers = 6

let emulator: EmulatorProcess | undefined
const dataDir = mkdtempSync(path.join(tmpdir(), 'emulator-kill-'))
afterEach(async () => {
  await emulator?.kill()
  rmSync(dataDir, { recursive: true })
})

/** What the vault said yes to about one secret, and the call that it did not answer any more. */
interface Acknowledged {
  values: Map<string, string>
  tags: Record<string, string>
  isDeleted: boolean
  unanswered?: 'set' | 'tag' | 'delete'
}

function start(): Promise<EmulatorProcess> {
  return startEmulatorProcess('--seed', 'empty', '--data', dataDir, '--ca', path.join(dataDir, 'ca.pem'))
}

/** A client that has met its challenge: of first calls side by side, the SDK sends one without its body. */
async function clientOf(running: EmulatorProcess, token: string): Promise<SecretClient> {
  const credential = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_600_000 }) }
  const client = new SecretClient(`https://${emptyVault}.vault.emulator.test`, credential, {
    agent: tlsClient(running).agent,
    retryOptions: { maxRetries: 0 },
  })
  await client.listPropertiesOfSecrets().next()
  return client
}

/**
 * Writes one thing after the other, noting each answer, until there is none.
 * @param answered called after each
 */
async function write(
  client: SecretClient,
  name: string,
  secrets: Map<string, Acknowledged>,
  answered: () => void,
): Promise<void> {
  for (let index = 0; ; index++) {
    const secretName = `${name}-${Math.floor(index / 6)}`
    const secret = secrets.get(secretName) ?? { values: new Map<string, string>(), tags: {}, isDeleted: false }
    secrets.set(secretName, secret)
    const step = (['set', 'set', 'tag', 'set', 'tag', 'delete'] as const)[index % 6] ?? 'set'
    secret.unanswered = step
    try {
      if (step === 'set') {
        const { properties, value } = await client.setSecret(secretName, `value ${index} ${'x'.repeat(2_000)}`)
        secret.values.set(properties.version ?? '', value ?? '')
        secret.tags = {}
      } else if (step === 'tag') {
        const tags = { step: String(index) }
        await client.updateSecretProperties(secretName, [...secret.values.keys()].at(-1) ?? '', { tags })
        secret.tags = tags
      } else {
        await client.beginDeleteSecret(secretName)
        secret.isDeleted = true
      }
    } catch (error) {
      if (error instanceof Error && 'statusCode' in error && error.statusCode !== undefined) throw error
      return
    }
    delete secret.unanswered
    answered()
  }
}

async function check(client: SecretClient, name: string, { values, tags, isDeleted, unanswered }: Acknowledged) {
  const found = new Map<string, { value: string | undefined; tags: object }>()
  for await (const { version = '' } of client.listPropertiesOfSecretVersions(name)) {
    const { value, properties } = await client.getSecret(name, { version })
    found.set(version, { value, tags: properties.tags ?? {} })
  }
  if (isDeleted || (unanswered === 'delete' && found.size === 0)) {
    expect(found.size, name).toBe(0)
    // What was deleted at the moment of the kill may still be settling in a process that starts fast.
    const deleted = await vi.waitFor(() => client.getDeletedSecret(name), { timeout: 5_000 })
    expect(values.has(deleted.properties.version ?? ''), name).toBe(true)
    return
  }
  for (const [version, value] of values) expect(found.get(version)?.value, `${name}/${version}`).toBe(value)
  const isTagTold = unanswered !== 'tag' && unanswered !== 'set'
  if (isTagTold) expect(found.get([...values.keys()].at(-1) ?? '')?.tags, name).toEqual(tags)
  const unknown = [...found].filter(([version]) => !values.has(version))
  expect(unknown.length, name).toBeLessThanOrEqual(unanswered === 'set' ? 1 : 0)
  for (const [, { value }] of unknown) expect(value, name).toMatch(/^value \d+ x{2000}$/)
}

test('whatever was acknowledged is there, whole, however often and whenever the process is killed', async () => {
  emulator = await start()
  const token = await emulator.token('ines.moreau@meridian.example', 'https://vault.emulator.test/.default')
  const all = new Map<string, Acknowledged>()
  for (let round = 0; round < rounds; round++) {
    const client = await clientOf(emulator, token)
    const secrets = new Map<string, Acknowledged>()
    const storm: Promise<void>[] = []
    let untilKill = 12 + Math.floor(Math.random() * 40)
    await new Promise<void>((resolve, reject) => {
      const answered = () => {
        untilKill -= 1
        // Not always at the moment of an answer.
        if (untilKill === 0) delay(Math.random() * 20).then(resolve, reject)
      }
      for (let writer = 0; writer < writers; writer++) {
        storm.push(write(client, `round-${round}-${writer}`, secrets, answered))
      }
      Promise.all(storm).catch(reject)
    })
    await emulator.kill()
    await Promise.all(storm)
    for (const [name, secret] of secrets) all.set(name, secret)

    // The same token, from before the first kill, opens what the next process keeps.
    emulator = await start()
    const reader = await clientOf(emulator, token)
    for (const [name, secret] of round === rounds - 1 ? all : secrets) await check(reader, name, secret)
  }
}, 240_000)
