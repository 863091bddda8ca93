import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...flags: string[]) {
  const caFile = `.cache/test-main-${process.pid}.pem`
  const child = spawn(process.execPath, ['emulator/main.ts', '--ca', caFile, '--log-rows', '0', ...flags], {
    env: { ...process.env, EMULATOR_HTTPS_PORT: '0', EMULATOR_HTTP_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  return { child, said }
}

async function started(...flags: string[]) {
  const { child, said } = start('--seed', 'empty', ...flags)
  while (!said.out.includes('Accounts')) await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')])
  const port = (pattern: RegExp) => Number(pattern.exec(said.out)?.[1])
  return { child, said, https: port(/127\.0\.0\.1:(\d+)/), http: port(/localhost:(\d+)/) }
}

async function refusal(...flags: string[]) {
  const { child, said } = start(...flags)
  const [code] = await once(child, 'close')
  return { code, sentence: said.err.trim() }
}

describe('a flag that cannot be', () => {
  test.each([
    [['--https', 'eight'], "--https is a port from 0 to 65535, not 'eight'."],
    [['--http', '65536'], "--http is a port from 0 to 65535, not '65536'."],
    [['--seed', 'tiny'], "--seed is one of demo, empty, large, not 'tiny'."],
    [['--log-rows', 'many'], "--log-rows is a number from 0 to 10000000, not 'many'."],
    [
      ['--seed', 'large', '--log-rows', '5'],
      '--log-rows goes with --seed demo, whose services leave the rows, not with --seed large.',
    ],
    [['--bogus'], /^Unknown option '--bogus'\. Usage: .*$/],
    [['stray'], /^Unexpected argument 'stray'\. .*Usage: .*$/],
  ])('ends the start with one sentence: %j', async (flags, sentence) => {
    const refused = await refusal(...flags)
    expect(refused.code).toBe(1)
    expect(refused.sentence).toMatch(sentence)
    expect(refused.sentence.split('\n')).toHaveLength(1)
  })

  test('says so of a port that is taken', async () => {
    const { https } = await started()
    const refused = await refusal('--https', String(https), '--seed', 'empty')
    expect(refused.code).toBe(1)
    expect(refused.sentence).toMatch(/^A port is taken .*; choose others with --https and --http\.$/)
  })
})

describe('the emulator as a process', () => {
  test('says where it listens, whom to trust and who can sign in', async () => {
    const { said, http } = await started()
    const ready = (await (await fetch(`http://127.0.0.1:${http}/_emulator/ready`)).json()) as { caFile: string }
    expect(said.out).toContain(ready.caFile)
    expect(said.out).toContain('ines.moreau@meridian.example')
    expect(said.out).toContain('az cloud register')
  })

  test('says nothing of itself when asked to be quiet', async () => {
    const http = await freePort()
    const { child, said } = start('--seed', 'empty', '--quiet', '--http', String(http))
    await vi.waitFor(() => fetch(`http://127.0.0.1:${http}/_emulator/ready`), { timeout: 15_000 })
    child.kill('SIGTERM')
    await once(child, 'close')
    expect(said.out).toBe('')
  })

  test.each(['SIGINT', 'SIGTERM'] as const)('ends well on %s, with a connection open', async (signal) => {
    const { child, http } = await started()
    await fetch(`http://127.0.0.1:${http}/_emulator/ready`)
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('outlives requests that are none', async () => {
    const { said, http, https } = await started()
    const host = 'Host: 127.0.0.1'
    for (const port of [http, https]) {
      await sendRaw(port, 'not http at all\r\n\r\n')
      await sendRaw(port, `GET /%ZZ HTTP/1.1\r\n${host}\r\n\r\n`)
      await sendRaw(port, `GET http://[::bad HTTP/1.1\r\n${host}\r\n\r\n`)
      await sendRaw(port, 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n')
      await sendRaw(port, `GET / HTTP/1.1\r\n${host}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)
      await sendRaw(port, `POST /common/oauth2/v2.0/token HTTP/1.1\r\n${host}\r\nContent-Length: 100\r\n\r\nhalf`)
      await sendRaw(
        port,
        `PUT /_emulator/faults HTTP/1.1\r\n${host}\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n[[[[[[[[[`,
      )
    }
    expect((await fetch(`http://127.0.0.1:${http}/_emulator/ready`)).status).toBe(200)
    expect(said.err).not.toContain('goes on')
  })
})

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo // it listens on a port, not a path
  server.close()
  return port
}

/** Writes, and hangs up in the middle of whatever the other side makes of it. */
async function sendRaw(port: number, text: string): Promise<void> {
  const socket = net.connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  await new Promise<void>((resolve) => socket.write(text, () => resolve()))
  socket.destroy()
}

test('one that is ended while it loads the query language ahead ends well', async () => {
  const { child, said } = await started('--warm')
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  expect({ code, err: said.err }).toEqual({ code: 0, err: '' })
})
