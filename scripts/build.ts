import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { bin, root, runNode } from './run-node.ts'

const stampFile = path.join(root, '.next/strongroom-build')

const sources = ['{app,components,lib,public}/**/*', '*.{ts,mjs,json}']

/** A hash of everything `next build` reads, so that a build is reused exactly as long as it is true. */
function sourceHash(): string {
  const hash = createHash('sha256').update(process.version)
  for (const file of globSync(sources, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.') && entry.name !== 'next-env.d.ts')
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()) {
    hash.update(`${file}\0`).update(readFileSync(path.join(root, file)))
  }
  return hash.digest('hex')
}

function stamp(): string | undefined {
  try {
    return readFileSync(stampFile, 'utf8')
  } catch {
    return undefined
  }
}

/** Builds the app unless the last build was made from these very sources. Ends the process when the build fails. */
export async function buildIfNeeded(): Promise<void> {
  const hash = sourceHash()
  if (stamp() === hash) return
  console.log('Building Strongroom (about a minute, once) …')
  const code = await runNode([bin.next, 'build'])
  if (code !== 0) process.exit(code)
  mkdirSync(path.dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, hash)
}

if (import.meta.main) await buildIfNeeded()
