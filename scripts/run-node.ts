import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '..')

/** The command-line entry of an installed package, to be run by this very Node rather than by the machine's. */
export const bin = {
  next: path.join(root, 'node_modules/next/dist/bin/next'),
  tsc: path.join(root, 'node_modules/typescript/bin/tsc'),
  biome: path.join(root, 'node_modules/@biomejs/biome/bin/biome'),
  knip: path.join(root, 'node_modules/knip/bin/knip.js'),
  vitest: path.join(root, 'node_modules/vitest/vitest.mjs'),
  playwright: path.join(root, 'node_modules/@playwright/test/cli.js'),
}

/** Starts `node ...args` in the project's folder with its output passed through. */
export function startNode(args: string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  return spawn(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...env, NEXT_TELEMETRY_DISABLED: '1' },
  })
}

/** Runs `node ...args` to its end and gives the exit code; a signal counts as 1. */
export function runNode(args: string[], env?: NodeJS.ProcessEnv): Promise<number> {
  return exitOf(startNode(args, env))
}

export function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve(code ?? 1))
  })
}
