import { readFileSync } from 'node:fs'
import https from 'node:https'
import type { INetworkModule } from '@azure/msal-node'
import type { RunningEmulator } from '../start.ts'

export interface Answer {
  status: number
  headers: Record<string, string>
  text: string
}

export interface TlsClient {
  agent: https.Agent
  send(method: string, url: string, options?: { headers?: Record<string, string>; body?: string }): Promise<Answer>
  /** For msal-node. */
  networkClient: INetworkModule
}

/** Reaches the emulator's reserved names: only where the socket goes differs from any other TLS client. */
export function tlsClient({ httpsPort, caFile }: Pick<RunningEmulator, 'httpsPort' | 'caFile'>): TlsClient {
  class LoopbackAgent extends https.Agent {
    override createConnection(options: https.RequestOptions, callback: never) {
      const servername = options.servername ?? options.host ?? undefined
      return super.createConnection(
        { ...options, host: '127.0.0.1', port: httpsPort, ...(servername && { servername }) },
        callback,
      )
    }
  }
  const agent = new LoopbackAgent({ ca: readFileSync(caFile), keepAlive: true })
  const send: TlsClient['send'] = (method, url, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const request = https.request(url, { method, headers, agent }, async (response) => {
        try {
          let text = ''
          for await (const chunk of response.setEncoding('utf8')) text += chunk
          const flat = Object.entries(response.headers).map(([name, value]) => [name, [value].flat().join(', ')])
          resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(flat), text })
        } catch (error) {
          reject(error)
        }
      })
      request.on('error', reject)
      request.end(body)
    })
  async function network<T>(
    method: string,
    url: string,
    options?: { headers?: Record<string, string>; body?: string },
  ) {
    const { status, headers, text } = await send(method, url, options)
    return { status, headers, body: JSON.parse(text) as T } // the shape that msal asked for
  }
  return {
    agent,
    send,
    networkClient: {
      sendGetRequestAsync: (url, options) => network('GET', url, options),
      sendPostRequestAsync: (url, options) => network('POST', url, options),
    },
  }
}
