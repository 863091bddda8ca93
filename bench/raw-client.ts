import tls from 'node:tls'

export interface RawAnswer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** One connection, one request at a time, as little work as can be: the server is what is measured, not its client. */
export interface RawConnection {
  get(host: string, path: string): Promise<RawAnswer>
  close(): void
}

export interface Server {
  port: number
  ca: string
  /** Sent with every request, for example the Authorization. */
  headers: Record<string, string>
}

const headEnd = '\r\n\r\n'

/** Speaks HTTP/1.1 as far as the emulator's server does: every answer says its length. */
export async function connect({ port, ca, headers }: Server): Promise<RawConnection> {
  const socket = tls.connect({ host: '127.0.0.1', port, servername: 'login.emulator.test', ca })
  await new Promise<void>((resolve, reject) => {
    socket.once('secureConnect', resolve)
    socket.once('error', reject)
  })
  socket.setNoDelay(true)
  const fixed = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('')
  let received: Buffer = Buffer.alloc(0)
  let waiting: { resolve: (answer: RawAnswer) => void; reject: (error: Error) => void } | undefined
  const fail = (error: Error) => waiting?.reject(error)
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('The connection was closed.')))
  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
    const end = received.indexOf(headEnd)
    if (end < 0) return
    const head = received.toString('latin1', 0, end)
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
    if (length === undefined) return fail(new Error(`An answer without a length: ${head}`))
    const total = end + headEnd.length + Number(length)
    if (received.length < total) return
    const body = received.subarray(end + headEnd.length, total)
    const answer = {
      status: Number(head.slice(9, 12)),
      get headers() {
        return headersOf(head)
      },
      body,
    }
    received = received.subarray(total)
    waiting?.resolve(answer)
  })
  return {
    get: (host, path) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${fixed}\r\n`)
      }),
    close: () => socket.destroy(),
  }
}

function headersOf(head: string): Record<string, string> {
  const lines = head.split('\r\n').slice(1)
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
}
