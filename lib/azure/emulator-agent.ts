import 'server-only'
import https from 'node:https'
import type { Duplex } from 'node:stream'

type ConnectOptions = https.RequestOptions & { servername?: string }

/**
 * Sends connections for the emulator's reserved names to loopback and trusts the certificate authority that it made.
 * Only where the socket goes is changed: names, TLS and its checks stay those of the real cloud.
 */
export class EmulatorAgent extends https.Agent {
  readonly #port: number

  constructor(options: { ca: string; port: number }) {
    super({ ca: options.ca, keepAlive: true })
    this.#port = options.port
  }

  override createConnection(options: ConnectOptions, callback?: (error: Error | null, stream: Duplex) => void) {
    const host = options.host ?? ''
    if (!host.endsWith('.emulator.test')) throw new Error('The emulator was asked for a name that is not its own.')
    const socket = super.createConnection(
      { ...options, host: '127.0.0.1', port: this.#port, servername: options.servername || host },
      callback,
    )
    // The emulator ends the handshake for a name it does not have. In Azure such a name has no address to begin with.
    let isSecure = false
    socket?.once('secureConnect', () => {
      isSecure = true
    })
    socket?.prependListener('error', (error: NodeJS.ErrnoException) => {
      if (!isSecure && error.code === 'ECONNRESET') Object.assign(error, { code: 'ENOTFOUND' })
    })
    return socket
  }
}
