import { Hono } from 'hono'
import type { Call } from './call.ts'
import { notImplementedMessage } from './errors.ts'

/** A service that is not there yet: every call is answered 501 with its own name, never with a made-up result. */
export function notImplemented(serviceName: string): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  app.notFound((context) => {
    const message = notImplementedMessage(`${serviceName}: ${context.req.method} ${context.req.path}`)
    return context.json({ error: { code: 'NotImplemented', message } }, 501)
  })
  return app
}
