import { Hono } from 'hono'
import { serveTls } from '../emulator/serve.ts'
import { createTlsIdentity } from '../emulator/tls.ts'

/**
 * The limit that E1 is measured against: the emulator's own server with a handler that does nothing but send bytes it was
 * given. A child process; its parent sends it the pages and is told the port.
 */

export interface BarePage {
  path: string
  headers: Record<string, string>
  body: string
}

export interface BareReady {
  port: number
  ca: string
}

process.once('message', async (pages: BarePage[]) => {
  // Node itself adds these to every answer.
  const byNode = new Set(['content-length', 'date', 'connection', 'keep-alive'])
  const byPath = new Map(
    pages.map(({ path, headers, body }) => {
      const own = Object.entries(headers).filter(([name]) => !byNode.has(name.toLowerCase()))
      return [path, { body, headers: Object.fromEntries(own) }]
    }),
  )
  const app = new Hono()
  app.all('*', (context) => {
    const page = byPath.get(context.req.url.slice(context.req.url.indexOf('/', 8)))
    return page ? new Response(page.body, { headers: page.headers }) : context.notFound()
  })
  const identity = await createTlsIdentity()
  const server = await serveTls(0, identity, (request) => app.fetch(request))
  const ready: BareReady = { port: server.port, ca: identity.caCertificate }
  process.send?.(ready)
})
process.once('disconnect', () => process.exit(0))
