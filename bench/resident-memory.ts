import { execFileSync } from 'node:child_process'

/** What a process holds in memory now, in MB. */
export function residentMegabytes(processId: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-p', String(processId)], { encoding: 'utf8' })
  return Number(kilobytes) / 1000
}
