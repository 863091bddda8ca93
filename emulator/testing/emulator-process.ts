import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

/** The emulator as a process of its own: what can be killed, and whose memory and start can be measured. */
export interface EmulatorProcess {
  child: ChildProcess
  httpsPort: number
  httpPort: number
  caFile: string
  /** As `POST /_emulator/token`. */
  token(account: string, scope: string): Promise<string>
  /** Ends it between two instructions. */
  kill(): Promise<void>
}

const main = path.join(import.meta.dirname, '../main.ts')

/** On free ports, and without the past that the demo's seed has. @throws with what the process said when it ends before it is ready */
export function startEmulatorProcess(...flags: string[]): Promise<EmulatorProcess> {
  return startEmulatorFile(main, '--https', '0', '--http', '0', '--log-rows', '0', ...flags)
}

/** As `startEmulatorProcess`, with a program that says its two ports as main.ts does. */
export async function startEmulatorFile(file: string, ...args: string[]): Promise<EmulatorProcess> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const exited = once(child, 'exit')
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const found = /http:\/\/localhost:(\d+)/.exec(said)
      if (found) resolve(Number(found[1]))
    })
    exited.then(([code]) => reject(new Error(`The emulator ended with ${code}: ${said}`)), reject)
  })
  const control = `http://127.0.0.1:${port}/_emulator`
  const { caFile } = (await (await fetch(`${control}/ready`)).json()) as { caFile: string } // our own process
  const httpsPort = Number(/127\.0\.0\.1:(\d+)/.exec(said)?.[1])
  return {
    child,
    httpsPort,
    httpPort: port,
    caFile,
    async token(account, scope) {
      const response = await fetch(`${control}/token`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ account, scope }),
      })
      const { access_token } = (await response.json()) as { access_token: string } // our own process
      return access_token
    },
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
  }
}
