import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'

export const appPort = Number(process.env.PORT ?? '3100')

/** Sends bytes as they are, which fetch would tidy up, and gives what came back until the server closed or 5 s passed. */
export async function sendRaw(text: string): Promise<string> {
  const socket = connect(appPort, '127.0.0.1')
  await once(socket, 'connect')
  socket.setTimeout(5_000, () => socket.destroy())
  socket.write(text)
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1')
    if (/\r\n\r\n/.test(answer) && /connection: close/i.test(text)) socket.end()
  })
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.once('error', () => resolve())
  })
  return answer
}

export const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0)

/** A server that must never be reached: `hits` counts who did. `probe` is the positive control that it counts at all. */
export async function startSink() {
  let hits = 0
  const server = createServer((_request, response) => {
    hits += 1
    response.end('sink')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    hits: () => hits,
    probe: () => fetch(`http://127.0.0.1:${port}/`),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
