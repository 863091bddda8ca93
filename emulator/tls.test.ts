import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import tls from 'node:tls'
import { describe, expect, test } from 'vitest'
import { startEmulator } from './start.ts'
import { createAuthority, createTlsIdentity, generateKeys, issueCertificate } from './tls.ts'

/** What a TLS client that trusts `ca` says of a server's certificate for `servername`. */
async function verdict(server: { cert: string; key: string }, ca: string, servername: string): Promise<string> {
  const listening = https.createServer(server).listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const { port } = listening.address() as AddressInfo // it listens on TCP, so its address is never a path
  try {
    return await handshake(port, ca, servername)
  } finally {
    listening.close()
  }
}

function handshake(port: number, ca: string | undefined, servername: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername, ...(ca && { ca }) }, () => {
      resolve('trusted')
      socket.destroy()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(`${error.code}: ${error.message}`))
  })
}

describe('the emulator’s certificate', () => {
  test.each([
    'login.emulator.test',
    'management.emulator.test',
    'graph.emulator.test',
    'api.loganalytics.emulator.test',
    'kv-payments-prod.vault.emulator.test',
    'hsm-one.managedhsm.emulator.test',
  ])('is trusted for %s by a client that trusts its authority', async (servername) => {
    const { certificate, privateKey, caCertificate } = await createTlsIdentity()
    expect(await verdict({ cert: certificate, key: privateKey }, caCertificate, servername)).toBe('trusted')
  })

  test('is not trusted by a client that does not know its authority', async () => {
    const running = await startEmulator({
      httpsPort: 0,
      httpPort: 0,
      seed: 'empty',
      caFile: `.cache/test-tls-${process.pid}.pem`,
    })
    try {
      const known = readFileSync(running.caFile, 'utf8')
      expect(await handshake(running.httpsPort, known, 'login.emulator.test')).toBe('trusted')
      expect(await handshake(running.httpsPort, undefined, 'login.emulator.test')).toContain(
        'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      )
    } finally {
      await running.close()
    }
  })
})

describe('the emulator’s authority', () => {
  /** As somebody could who had stolen the authority's key. */
  async function verdictOf(name: string) {
    const authority = await createAuthority()
    const keys = await generateKeys()
    const certificate = await issueCertificate(authority, keys.publicKey, [name])
    const key = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
    const pem = `-----BEGIN PRIVATE KEY-----\n${Buffer.from(key).toString('base64')}\n-----END PRIVATE KEY-----\n`
    return verdict({ cert: certificate.toString('pem'), key: pem }, authority.certificate.toString('pem'), name)
  }

  test('cannot vouch for a host outside the reserved domain', async () => {
    expect(await verdictOf('kv1.vault.emulator.test')).toBe('trusted')
    for (const name of ['login.microsoftonline.com', 'evil.test', 'notemulator.test', 'localhost']) {
      expect(await verdictOf(name)).toContain('permitted subtree violation')
    }
  })
})
