import { chmod, lstat, mkdir, mkdtemp } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import path from 'node:path'

/** Where this system keeps what programs can make again, of this user. */
export function userCacheDirectory(): string {
  const home = homedir()
  if (process.platform === 'win32') return path.join(home, 'AppData', 'Local')
  if (process.platform === 'darwin') return path.join(home, 'Library', 'Caches')
  return path.join(home, '.cache')
}

/**
 * The directory, if it is or can be made this user's alone; else a new one that nobody else knows of, for this process.
 * Somebody else's directory, or a link to it, could hand us a database of theirs.
 */
export async function privateDirectory(wanted: string): Promise<{ directory: string; isTemporary: boolean }> {
  try {
    await mkdir(wanted, { recursive: true, mode: 0o700 })
    const { uid, mode } = await lstat(wanted).then((found) => {
      if (!found.isDirectory()) throw new Error(`${wanted} is no directory.`)
      return found
    })
    if (process.getuid && uid !== process.getuid()) throw new Error(`${wanted} belongs to another user.`)
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(wanted, 0o700)
    return { directory: wanted, isTemporary: false }
  } catch {
    return { directory: await mkdtemp(path.join(tmpdir(), 'strongroom-history-')), isTemporary: true }
  }
}
