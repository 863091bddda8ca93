import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** A listener that must not be reached. `knock` is the control that it would notice. */
export async function startSink() {
  let bytes = 0
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    socket.on('data', (chunk) => {
      bytes += chunk.length
    })
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    port,
    seen: () => ({ connections, bytes }),
    async knock() {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.end('knock')
      await once(socket, 'close')
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
