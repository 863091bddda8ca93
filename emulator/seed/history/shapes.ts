import { type CallRecord, resultSignatureOf } from '../../audit.ts'
import { KeyVaultError } from '../../errors.ts'
import { assertAddressIsAllowed } from '../../key-vault/network.ts'
import { matchOperation } from '../../key-vault/operations.ts'
import { decidePermission } from '../../key-vault/permission.ts'
import { type State, type Vault, vaultId } from '../../state.ts'
import type { Actor } from './actors.ts'

/** One call of Key Vault's data plane, but for its time. */
export interface PlannedCall {
  actor: Actor
  vault: Vault
  method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE'
  /** For example `/secrets/name`. */
  path: string
  /** What the log says the call was about, where that is more than the path: `/secrets/name/{version that was read}`. */
  object?: string
  /** What Key Vault answers, where neither the firewall nor the permissions say no; 200 when absent. */
  failure?: { status: number; description: string }
  /** The vault's firewall as it was then, where it was another. */
  networkAcls?: Vault['networkAcls']
  properties?: Record<string, unknown>
}

export interface Shape {
  record: CallRecord
  /** Before that there was no vault, or no log of it, or the caller had not been granted yet what it did. Milliseconds. */
  sinceMs: number
}

/** The rows of the history, each once. */
export class Shapes {
  readonly list: Shape[] = []
  readonly #byKey = new Map<string, number>()
  readonly #state: State
  /** Since when a vault's log goes anywhere; infinity for one whose log does not. */
  readonly loggedSinceMs: (vault: Pick<Vault, 'name'>) => number

  constructor(state: State, loggedSinceMs: (vault: Pick<Vault, 'name'>) => number) {
    this.#state = state
    this.loggedSinceMs = loggedSinceMs
  }

  /** The call as the emulator itself would decide it now: its firewall, its roles, its access policies. */
  of(call: PlannedCall): number {
    const { actor, vault, method, path, object = path, failure, networkAcls } = call
    const key = `${actor.key} ${vault.name} ${method} ${path} ${object} ${failure?.status} ${networkAcls?.defaultAction}`
    return this.#remember(key, vault, () => decide(this.#state, call))
  }

  /** The call without a token that a client begins with. */
  authentication(actor: Actor, vault: Vault, path: string): number {
    return this.#remember(`authentication ${actor.address} ${actor.client} ${vault.name} ${path}`, vault, () => ({
      record: {
        ...skeleton({ actor, vault, method: 'GET', path }),
        claims: {},
        httpStatusCode: 401,
        resultSignature: resultSignatureOf(401),
        resultDescription: 'AKV10000: Request is missing a Bearer or PoP token.',
      },
      sinceMs: 0,
    }))
  }

  /** A call of Resource Manager, which has no firewall. */
  ofControlPlane(key: string, vault: Vault, record: () => CallRecord): number {
    return this.#remember(key, vault, () => ({ record: record(), sinceMs: 0 }))
  }

  #remember(key: string, vault: Vault, make: () => Shape): number {
    const known = this.#byKey.get(key)
    if (known !== undefined) return known
    const { record, sinceMs } = make()
    const index = this.list.push({
      record,
      sinceMs: Math.max(sinceMs, vault.createdOn * 1000, this.loggedSinceMs(vault)),
    })
    this.#byKey.set(key, index - 1)
    return index - 1
  }
}

function hostOf(vault: Vault): string {
  return `${vault.name.toLowerCase()}.vault.emulator.test`
}

function skeleton({ actor, vault, path }: PlannedCall): CallRecord {
  const uri = `https://${hostOf(vault)}`
  return {
    timeMs: 0,
    category: 'AuditEvent',
    plane: 'data',
    resourceId: vaultId(vault),
    location: vault.location,
    operationName: 'Authentication',
    operationVersion: actor.apiVersion,
    httpStatusCode: 200,
    resultSignature: resultSignatureOf(200),
    resultDescription: '',
    durationMs: 0,
    callerIpAddress: actor.address,
    correlationId: '',
    claims: actor.claims,
    requestUri: `${uri}${path}?api-version=${actor.apiVersion}`,
    id: uri,
    clientInfo: actor.client,
    tlsVersion: 'TLS1_3',
    addressAuthorizationType: '',
    appliedAssignmentId: '',
    trustedService: '',
    subnetId: actor.subnetId,
    properties: {},
  }
}

function decide(state: State, call: PlannedCall): Shape {
  const { actor, vault, method, path, object = path, failure, properties = {} } = call
  const match = matchOperation(method, path)
  if (!match) throw new Error(`The history calls ${method} ${path}, which Key Vault does not have.`)
  const record: CallRecord = {
    ...skeleton(call),
    operationName: match.operation.auditName,
    id: `https://${hostOf(vault)}${path}`,
    addressAuthorizationType: actor.subnetId ? 'Subnet' : 'PublicIP',
  }
  const answered = (status: number, description: string) => {
    record.httpStatusCode = status
    record.resultSignature = resultSignatureOf(status)
    record.resultDescription = description
  }
  let sinceMs = 0
  try {
    record.isAddressAuthorized = false
    assertAddress(call)
    record.isAddressAuthorized = true
    const { refusal, ...decision } = decidePermission(state, vault, actor.caller, match)
    Object.assign(record, decision)
    if (refusal) throw refusal
    const assignment = state.roleAssignments.find(({ name }) => name === decision.appliedAssignmentId)
    sinceMs = (assignment?.createdOn ?? 0) * 1000
    if (failure) {
      answered(failure.status, failure.description)
    } else {
      record.id = `https://${hostOf(vault)}${object}`
      record.properties = properties
    }
  } catch (error) {
    if (!(error instanceof KeyVaultError)) throw error
    answered(error.status, error.message)
  }
  return { record, sinceMs }
}

/** A subnet is let in by the firewall's own list of subnets; private endpoints are outside of any firewall. */
function assertAddress({ actor, vault, networkAcls = vault.networkAcls }: PlannedCall): void {
  if (networkAcls?.virtualNetworkRules.some((one) => one.toLowerCase() === actor.subnetId.toLowerCase())) return
  if (vault.publicNetworkAccess === 'Disabled' && actor.subnetId !== '') return
  assertAddressIsAllowed({ ...vault, networkAcls, objects: vault.objects }, actor.caller, actor.address)
}
