import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { bin, root } from './run-node.ts'

const downloadStartMs = 30_000

const installed = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

const find = () => [...installed, chromium.executablePath()].find((file) => file && existsSync(file))

/**
 * The path of a Chromium or Chrome for the end-to-end tests: an installed one, else one installed now, Debian's package
 * for root and Playwright's own build for anybody else. Throws with the ways out when none can be had.
 */
export async function ensureBrowser(): Promise<string> {
  const found = find()
  if (found) return found
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) installDebianChromium()
  else await installPlaywrightChromium()
  const browser = find()
  if (browser) return browser
  throw new Error('No Chromium or Chrome could be found or installed. Install one, or name it in CHROMIUM_PATH.')
}

function installDebianChromium(): void {
  console.log('No Chromium or Chrome is installed; installing the package "chromium" with apt-get …')
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as const,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['update', '-q'], { ...options, stdio: [...options.stdio] })
  spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    ...options,
    stdio: [...options.stdio],
  })
}

/** Gives up when no byte has arrived after 30 s: a closed network would otherwise hold the tests for many minutes. */
function installPlaywrightChromium(): Promise<void> {
  console.log('No Chromium or Chrome is installed; downloading the build of Playwright …')
  const child = spawn(process.execPath, [bin.playwright, 'install', 'chromium'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill(), downloadStartMs)
    child.stdout.on('data', (chunk: Buffer) => {
      if (/\d+%/.test(chunk.toString())) clearTimeout(timer)
    })
    child.once('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
