import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import type { Call } from '../call.ts'
import type { Emulator } from '../emulator.ts'
import { AadstsError, aadstsBody } from './aadsts.ts'
import { entraErrorPage, signedOutPage } from './account-picker.ts'
import { authorize } from './authorize.ts'
import { type CodeGrant, GrantStore, type RefreshGrant } from './grants.ts'
import { instanceDiscovery, openIdConfiguration } from './metadata.ts'
import { isLoopbackOrigin, isRegisteredRedirectUri } from './redirect-uri.ts'
import { Sessions } from './sessions.ts'
import { token } from './token.ts'

type EntraContext = Context<{ Bindings: Call }>

/** Microsoft Entra ID for one tenant: sign-in page, token endpoint, keys. README.md says where it differs. */
export function entra(emulator: Emulator): Hono<{ Bindings: Call }> {
  const app = new Hono<{ Bindings: Call }>()
  const { keeper } = emulator
  const codes = new GrantStore<CodeGrant>(keeper.map('entra/codes'))
  const grants = { codes, refreshTokens: new GrantStore<RefreshGrant>(keeper.map('entra/refreshTokens')) }
  const sessions = new Sessions(keeper.map('entra/sessions'))
  const signIn = { emulator, codes, sessions }
  // The token endpoint and the metadata are called by script from the application's origin, any port of this machine.
  const crossOrigin = cors({ origin: (origin) => (isLoopbackOrigin(origin) ? origin : null), maxAge: 600 })

  app.use(async (_context, next) => {
    await next()
    keeper.commit()
  })
  app.use(bodyLimit({ maxSize: 256 * 1024, onError: (c) => c.json(aadstsBody(tooLarge), 413) }))
  for (const path of [
    '/:tenant/oauth2/v2.0/token',
    '/:tenant/v2.0/.well-known/*',
    '/:tenant/discovery/*',
    '/common/discovery/*',
  ]) {
    app.use(path, crossOrigin)
  }
  app.use('/:tenant/*', async (context, next) => {
    const tenant = context.req.param('tenant').toLowerCase()
    if (!['common', 'organizations', emulator.state.tenantId].includes(tenant)) {
      throw new AadstsError('AADSTS90002', { detail: `Tenant '${tenant}'.` })
    }
    await next()
  })

  app.get('/:tenant/v2.0/.well-known/openid-configuration', (context) =>
    context.json(openIdConfiguration(originOf(context), emulator.state.tenantId)),
  )
  app.get('/common/discovery/instance', (context) =>
    context.json(instanceDiscovery(originOf(context), emulator.state.tenantId)),
  )
  app.get('/:tenant/discovery/v2.0/keys', (context) => {
    emulator.calls.count('SigningKeys')
    const issuer = openIdConfiguration(originOf(context), emulator.state.tenantId).issuer
    return context.json({ keys: [{ ...emulator.signingKeys.publicJwk, issuer }] })
  })
  app.on(['GET', 'POST'], '/:tenant/oauth2/v2.0/authorize', (context) => authorize(signIn, context))
  app.post('/:tenant/oauth2/v2.0/token', (context) => token(emulator, grants, context))
  app.all('/:tenant/oauth2/v2.0/token', (context) => {
    throw new AadstsError('AADSTS900561', { detail: `Received a ${context.req.method} request.` })
  })
  app.get('/:tenant/oauth2/v2.0/logout', (context) => logout(emulator, sessions, context))

  app.notFound((context) => {
    const operation = `${context.req.method} ${context.req.path}`
    return context.json({ error: 'not_implemented', error_description: `The emulator has no ${operation}.` }, 501)
  })
  app.onError((error, context) => {
    if (!(error instanceof AadstsError)) throw error
    const isPage = context.req.path.endsWith('/authorize') || context.req.path.endsWith('/logout')
    if (isPage) return entraErrorPage(context, error)
    const body = aadstsBody(error, context.req.header('client-request-id'))
    return context.json(body, error.status)
  })
  return app
}

const tooLarge = new AadstsError('AADSTS9002313', { detail: 'The request is too large.' })

/** Ends the browser's session. Sends the browser back only to an address of the application. */
async function logout(emulator: Emulator, sessions: Sessions, context: EntraContext): Promise<Response> {
  sessions.signOut(context)
  const target = context.req.query('post_logout_redirect_uri')
  if (!target || !isRegisteredRedirectUri(emulator.state.application.redirectUris, target))
    return signedOutPage(context)
  const url = new URL(target)
  const state = context.req.query('state')
  if (state !== undefined) url.searchParams.set('state', state)
  return context.redirect(url.href)
}

function originOf(context: EntraContext): string {
  return new URL(context.req.url).origin
}
