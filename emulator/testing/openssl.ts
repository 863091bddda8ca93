import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Whether OpenSSL's command is there to ask for a second opinion. */
export const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'pipe' })
    return true
  } catch {
    return false
  }
})()

/** Runs OpenSSL in a folder of its own that holds `files`. @returns what it printed, and what it wrote by name */
export function openssl(args: string[], files: Record<string, Buffer | string> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'openssl-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(path.join(folder, name), content)
    const text = execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString()
    const written = new Map<string, Buffer>()
    for (const name of args.filter((one) => one.startsWith('out.'))) {
      written.set(name, readFileSync(path.join(folder, name)))
    }
    return { text, file: (name: string) => written.get(name) ?? Buffer.alloc(0) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
