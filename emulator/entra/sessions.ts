import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

const cookieName = 'strongroom-emulator-session'

export interface Session {
  id: string
  /** Signed in with this browser, the latest last. */
  objectIds: string[]
}

/** Browser sessions at the sign-in page: they make silent sign-in possible. They outlive a reset. */
export class Sessions {
  readonly #sessions: Map<string, Session>

  constructor(kept: Map<string, Session>) {
    this.#sessions = kept
  }

  of(context: Context): Session | undefined {
    return this.#sessions.get(getCookie(context, cookieName) ?? '')
  }

  /** Adds an account to the browser's session, or begins one. */
  signIn(context: Context, objectId: string): Session {
    const session = this.of(context) ?? { id: randomBytes(16).toString('base64url'), objectIds: [] }
    session.objectIds = [...session.objectIds.filter((id) => id !== objectId), objectId]
    this.#sessions.set(session.id, session)
    setCookie(context, cookieName, session.id, { httpOnly: true, sameSite: 'Lax', path: '/' })
    return session
  }

  signOut(context: Context): void {
    const session = this.of(context)
    if (session) this.#sessions.delete(session.id)
    setCookie(context, cookieName, '', { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 0 })
  }
}
