import type { Emulator } from '../emulator.ts'
import { AadstsError } from '../entra/aadsts.ts'
import { mintAccessToken } from '../entra/access-token.ts'
import { parseScopes } from '../entra/scopes.ts'
import type { State } from '../state.ts'
import { Refusal } from './body.ts'

/** The Azure command line's application id: whoever uses such a token acts for themselves, not through Strongroom. */
const azureCliAppId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'

/**
 * A token for a tool, without signing in.
 * @param account a user principal name, or the application id of a service principal or managed identity
 * @throws Refusal
 */
export async function toolToken(emulator: Emulator, account: string, scope: string): Promise<string> {
  const { state } = emulator
  const scopes = requestedScopes(state, scope)
  const lifetimeSeconds = emulator.tokenLifetimeSeconds
  const lifetime = lifetimeSeconds === undefined ? {} : { lifetimeSeconds }
  const { audience } = scopes.resource
  const person = state.accounts.find((one) => one.userPrincipalName === account.toLowerCase())
  if (person) {
    const appId = audience === state.application.clientId ? state.application.clientId : azureCliAppId
    return mintAccessToken(emulator, { principal: person, audience, appId, scopes: scopes.names, ...lifetime })
  }
  const principal = state.servicePrincipals.find((one) => one.appId === account.toLowerCase())
  if (!principal) throw new Refusal(400, [`account: There is no account ${account}; /_emulator/accounts lists them.`])
  return mintAccessToken(emulator, {
    principal,
    audience,
    appId: principal.appId,
    scopes: [],
    isAppOnly: true,
    ...lifetime,
  })
}

function requestedScopes(state: State, scope: string) {
  try {
    return parseScopes(state.application, scope)
  } catch (error) {
    if (error instanceof AadstsError) throw new Refusal(400, [`scope: ${error.message}`])
    throw error
  }
}
