import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as z from 'zod'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'
import { workspaceId } from '../workspace-state.ts'
import { parseBody, Refusal } from './body.ts'
import { FaultRuleList } from './fault-schema.ts'
import { isOwnRequest } from './own-request.ts'
import { toolToken } from './tool-token.ts'

export interface ControlOptions {
  /** Where the authority's certificate was written. */
  caFile: string
  /** The seed again. */
  reset: () => void
}

const TokenRequest = z.strictObject({
  account: z.string('account is the user principal name of one of /_emulator/accounts, or an application id.'),
  scope: z.string('scope is a text, for example https://vault.emulator.test/.default.'),
})

const ClockRequest = z.strictObject({
  offsetSeconds: z
    .number('offsetSeconds is a number.')
    .int('offsetSeconds is a whole number.')
    .min(-1_000_000_000, 'offsetSeconds is at least -1000000000.')
    .max(1_000_000_000, 'offsetSeconds is at most 1000000000.'),
})

/** The emulator's own controls, for tests and tools on this machine. They mint tokens, so no web page may reach them. */
export function control(emulator: Emulator, { caFile, reset }: ControlOptions): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>().basePath('/_emulator')

  app.use(async (context, next) => {
    if (!isOwnRequest(context.req.raw.headers)) {
      return refuse(
        context,
        403,
        'The controls answer programs on this machine only: the Host or the Origin is foreign.',
      )
    }
    await next()
    emulator.keeper.commit()
    context.header('Cache-Control', 'no-store')
  })
  app.use(bodyLimit({ maxSize: 1024 * 1024, onError: (c) => refuse(c, 413, 'The body is longer than 1 MB.') }))

  app.get('/ready', (context) => {
    const { tenantId, application, workspaces } = emulator.state
    return context.json({
      tenantId,
      apiScope: `${application.identifierUri}/access_as_user`,
      caFile,
      workspaces: workspaces.map((one) => ({
        name: one.name,
        customerId: one.customerId,
        resourceId: workspaceId(one),
      })),
    })
  })
  app.get('/accounts', (context) =>
    context.json(
      emulator.state.accounts.map(({ userPrincipalName, displayName, summary }) => ({
        account: userPrincipalName,
        displayName,
        summary,
      })),
    ),
  )
  app.post('/reset', (context) => {
    emulator.clock.offsetSeconds = 0
    emulator.faults.replace([])
    emulator.calls.reset()
    reset()
    return context.body(null, 204)
  })
  app.get('/calls', (context) => context.json(emulator.calls.counts()))
  app.post('/token', async (context) => {
    const { account, scope } = await parseBody(context, TokenRequest)
    return context.json({ access_token: await toolToken(emulator, account, scope) })
  })
  app.get('/faults', (context) => context.json(emulator.faults.rules))
  app.put('/faults', async (context) => {
    emulator.faults.replace(await parseBody(context, FaultRuleList))
    return context.json(emulator.faults.rules)
  })
  app.put('/clock', async (context) => {
    const { offsetSeconds } = await parseBody(context, ClockRequest)
    emulator.clock.offsetSeconds = offsetSeconds
    return context.json({ offsetSeconds, now: new Date(emulator.clock.nowMs()).toISOString() })
  })

  app.notFound((context) =>
    refuse(
      context,
      404,
      `There is no ${context.req.method} ${context.req.path}; emulator/README.md lists the controls.`,
    ),
  )
  app.onError((error, context) => {
    if (error instanceof Refusal) return refuse(context, error.status, ...error.sentences)
    throw error
  })
  return app
}

function refuse(context: Context, status: 400 | 403 | 404 | 413 | 415, ...sentences: string[]) {
  return context.json({ errors: sentences }, status)
}
