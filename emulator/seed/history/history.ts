import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { Past } from '../../kql/storage.ts'
import { privateDirectory, userCacheDirectory } from './cache-directory.ts'
import { minuteMs } from './calendar.ts'
import { historyFile } from './history-file.ts'

/** The rows from before the emulator began, as Log Analytics asks for them. */
export interface LogHistory {
  /** Begins to look for the rows, or to make them in another process, so that they are there when somebody asks. */
  begin(): void
  /** Waits until they are made. @throws when they cannot be */
  past(): Promise<Past>
  /** The file did not open: it is thrown away, and made again when it is next asked for. */
  discard(past: Past): Promise<void>
  /** From now on the history is the one up to this time. @returns whether it is another one */
  move(seconds: number): boolean
  /** Ends what is under way, and takes away what was made for this process alone. */
  close(): Promise<void>
}

/** @param dataDir where the state outlives the process; the user's cache when absent */
export function openHistory(
  { seed, rows, dataDir }: { seed: string; rows: number; dataDir?: string },
  startSeconds: number,
): LogHistory {
  const ending = new AbortController()
  const parent = dataDir ?? path.join(userCacheDirectory(), 'strongroom-emulator')
  let place: ReturnType<typeof privateDirectory> | undefined
  let seconds = startSeconds
  let made: Promise<string> | undefined

  function make(): Promise<string> {
    place ??= privateDirectory(path.join(parent, 'history'))
    const making = place.then(({ directory }) => historyFile(directory, { seed, seconds, rows }, ending.signal))
    // Whoever asks is told; it may be that nobody does. What failed once would fail again, and make each query wait.
    making.catch(() => undefined)
    return making
  }

  return {
    begin() {
      made ??= make()
    },
    async past() {
      made ??= make()
      const untilMs = Math.floor((seconds * 1000) / minuteMs) * minuteMs
      return { file: await made, untilMs }
    },
    async discard({ file }) {
      await rm(file, { force: true })
      made = undefined
    },
    move(next) {
      const isOther = dayOf(next) !== dayOf(seconds)
      seconds = next
      if (isOther) made = make()
      return isOther
    },
    async close() {
      ending.abort()
      await made?.catch(() => undefined)
      const { directory = '', isTemporary = false } = (await place) ?? {}
      if (isTemporary) await rm(directory, { recursive: true, force: true })
    },
  }
}

function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10)
}
