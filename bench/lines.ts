import http from 'node:http'
import { createGunzip } from 'node:zlib'
import { CheckFailed } from './figure.ts'

/** An answer of lines of JSON, and what it took. */
interface LinesRead<Line> {
  elapsedMs: number
  /** To the first bytes that are readable. */
  firstMs: number
  /** As they crossed the network, compressed. */
  bytes: number
  lines: Line[]
}

/** Reads a streamed answer of our API as a browser would take it. @throws CheckFailed when it does not come to its end */
export function readLines<Line extends object>(
  address: string,
  headers: Record<string, string>,
): Promise<LinesRead<Line>> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const accepted = { accept: 'application/x-ndjson', 'accept-encoding': 'gzip' }
    const request = http.get(address, { headers: { ...headers, ...accepted } }, (response) => {
      let bytes = 0
      let firstMs = 0
      const texts: Buffer[] = []
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      const plain = response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response
      plain.on('data', (chunk: Buffer) => {
        firstMs ||= performance.now() - start
        texts.push(chunk)
      })
      plain.once('error', reject)
      plain.once('end', () => {
        const elapsedMs = performance.now() - start
        try {
          resolve({
            elapsedMs,
            firstMs,
            bytes,
            lines: linesOf(Buffer.concat(texts).toString(), response.statusCode ?? 0),
          })
        } catch (error) {
          reject(error)
        }
      })
    })
    request.once('error', reject)
  })
}

/** Milliseconds to the first readable bytes of an answer, which is then left, as a page that is closed. */
export function firstBytes(address: string, headers: Record<string, string>): Promise<number> {
  const start = performance.now()
  return new Promise((resolve, reject) => {
    const request = http.get(address, { headers: { ...headers, accept: 'application/x-ndjson' } }, (response) => {
      if (response.statusCode !== 200) reject(new CheckFailed(`The list answered ${response.statusCode}.`))
      response.once('data', () => {
        resolve(performance.now() - start)
        response.destroy()
      })
      response.on('error', () => {})
    })
    request.once('error', reject)
  })
}

function linesOf<Line extends object>(text: string, status: number): Line[] {
  if (status !== 200) throw new CheckFailed(`The list answered ${status}: ${text.slice(0, 300)}`)
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line) // our own format
  const last = lines.pop()
  if (!last || !('done' in last)) throw new CheckFailed(`The list ended with ${JSON.stringify(last)?.slice(0, 300)}.`)
  return lines
}
