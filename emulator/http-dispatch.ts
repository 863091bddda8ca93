import type { Call } from './call.ts'
import type { Emulator } from './emulator.ts'
import { answer, type Service } from './host-dispatch.ts'
import { suffix } from './tls.ts'

/**
 * Answers one call on the plain http port: the controls, and Entra for browsers, which would not trust the emulator's
 * certificate. Only by a loopback name: a page of another site that points its own name here is turned away.
 */
export function dispatchHttp(emulator: Emulator, entra: Service, control: Service['app']) {
  return async (request: Request, call: Call): Promise<Response> => {
    const { hostname, pathname } = new URL(request.url)
    if (pathname === '/_emulator' || pathname.startsWith('/_emulator/')) return control.fetch(request, call)
    if (hostname !== 'localhost' && hostname !== '127.0.0.1' && hostname !== '[::1]') {
      const message = `This port answers to localhost and 127.0.0.1, not to ${hostname}.`
      return Response.json({ error: { code: 'MisdirectedRequest', message } }, { status: 421 })
    }
    // Rules name Entra by its own host, by whichever way it is reached.
    return answer(emulator, entra, `login.${suffix}`, request, call)
  }
}
