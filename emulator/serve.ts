import http from 'node:http'
import https from 'node:https'
import type net from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Call } from './call.ts'
import type { TlsIdentity } from './tls.ts'

type Answer = (request: Request, call: Call) => Response | Promise<Response>

export interface Server {
  port: number
  close(): Promise<void>
}

/**
 * Serves over TLS on the loopback interface. A name that `hasHost` does not know gets no handshake: in Azure it would have
 * no address.
 * @throws when the port is taken
 */
export function serveTls(
  port: number,
  { certificate, privateKey }: TlsIdentity,
  answer: Answer,
  hasHost: (name: string) => boolean = () => true,
): Promise<Server> {
  const SNICallback = (name: string, done: (error: Error | null) => void) =>
    done(hasHost(name) ? null : new Error(`There is no host ${name}.`))
  return listen(https.createServer({ cert: certificate, key: privateKey, SNICallback }, listener(answer)), port)
}

/**
 * Serves plain http on the loopback interface.
 * @param connect answers CONNECT, which is otherwise refused
 * @throws when the port is taken
 */
export function serveHttp(
  port: number,
  answer: Answer,
  connect?: (request: http.IncomingMessage, socket: net.Socket, head: Buffer) => void,
): Promise<Server> {
  const server = http.createServer(listener(answer))
  if (connect) server.on('connect', connect)
  return listen(server, port)
}

/** Whatever goes wrong with one request ends that request alone. */
function listener(answer: Answer) {
  return getRequestListener(
    async (request, bindings) => {
      // This is never an HTTP/2 server, so its bindings are those of HTTP/1.
      const { incoming, outgoing } = bindings as Required<Pick<Call, 'incoming' | 'outgoing'>>
      try {
        return await answer(request, {
          incoming,
          outgoing,
          clientAddress: incoming.socket.remoteAddress ?? '127.0.0.1',
        })
      } catch (error) {
        console.error(`${request.method} ${new URL(request.url).pathname} failed:`, error)
        const message = 'The emulator failed; its own output says why.'
        return Response.json({ error: { code: 'InternalServerError', message } }, { status: 500 })
      }
    },
    { errorHandler: () => undefined },
  )
}

async function listen(server: http.Server | https.Server, port: number): Promise<Server> {
  // Clients keep connections longer than Node's five seconds; closing one as they write to it would look like a fault.
  server.keepAliveTimeout = 65_000
  server.on('clientError', (_error, socket) => socket.destroy())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject)
      resolve()
    })
  })
  return {
    port: (server.address() as net.AddressInfo).port, // it listens on TCP, so its address is never a path
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
