import type http from 'node:http'
import net from 'node:net'
import { suffix } from './tls.ts'

/**
 * Lets clients reach the reserved names by a setting that every one of them knows, `HTTPS_PROXY`: no line in a hosts file
 * and no port in an address. Their TLS still ends at the emulator itself, whatever port they meant; other names are
 * refused, so this is no way out to anywhere.
 */
export function proxyTo(httpsPort: number) {
  return (request: http.IncomingMessage, client: net.Socket, head: Buffer): void => {
    client.on('error', () => client.destroy())
    const host = request.url?.replace(/:\d+$/, '').toLowerCase() ?? ''
    if (!host.endsWith(`.${suffix}`)) {
      const sentence = `This proxy leads to *.${suffix} alone, not to ${host.replace(/[^\w.:[\]-]/g, '?')}.\n`
      client.end(`HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n${sentence}`)
      return
    }
    const emulator = net.connect(httpsPort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      emulator.write(head)
      emulator.pipe(client).pipe(emulator)
    })
    emulator.on('error', () => client.destroy())
    emulator.on('close', () => client.destroy())
    client.on('close', () => emulator.destroy())
  }
}
