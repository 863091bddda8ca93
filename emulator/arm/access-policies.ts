import * as z from 'zod/mini'
import { ArmError } from '../errors.ts'
import { type AccessPolicyEntry, vaultId } from '../state.ts'
import { requireAction } from './access.ts'
import type { ArmCall, ArmReply } from './operations.ts'
import { requireVault } from './vaults.ts'

/** What a vault can hold of them. https://learn.microsoft.com/azure/key-vault/general/assign-access-policy */
export const mostAccessPolicies = 1_024

const kinds = ['keys', 'secrets', 'certificates', 'storage'] as const
const known: Record<(typeof kinds)[number], string> = {
  keys: 'all encrypt decrypt wrapkey unwrapkey sign verify get list create update import delete backup restore recover purge release rotate getrotationpolicy setrotationpolicy',
  secrets: 'all get list set delete backup restore recover purge',
  certificates:
    'all get list delete create import update managecontacts getissuers listissuers setissuers deleteissuers manageissuers recover purge backup restore',
  storage: 'all get list delete set update regeneratekey recover purge backup restore setsas listsas getsas deletesas',
}
const knownNames = new Map(kinds.map((kind) => [kind, new Set(known[kind].split(' '))]))

const Guid = z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i))
const Names = z.nullish(z.array(z.string()))
const Body = z.object({
  properties: z.object({
    accessPolicies: z.array(
      z.object({
        tenantId: Guid,
        objectId: Guid,
        applicationId: z.nullish(Guid),
        permissions: z.object({ keys: Names, secrets: Names, certificates: Names, storage: Names }),
      }),
    ),
  }),
})

/**
 * PUT …/accessPolicies/{add|replace|remove}: changes the entries that are named and leaves all others, in whichever
 * permission model the vault is. An entry is known by its principal and its application together.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update-access-policy
 */
export function updateAccessPolicies({ emulator, caller, params, body }: ArmCall): ArmReply {
  const { state } = emulator
  const { subscriptionId = '', resourceGroupName: resourceGroup = '', vaultName: name = '' } = params
  const scope = vaultId({ subscriptionId, resourceGroup, name })
  requireAction(state, caller, 'Microsoft.KeyVault/vaults/accessPolicies/write', scope)
  const vault = requireVault(state, params)
  const change = changes[(params.operationKind ?? '').toLowerCase()]
  if (!change) throw badRequest(`'${params.operationKind}' is none of "add", "replace" and "remove".`)
  const entries = new Map(vault.accessPolicies.map((entry) => [keyOf(entry), entry]))
  for (const asked of readEntries(body, state.tenantId)) {
    const changed = change(entries.get(keyOf(asked)), asked)
    if (changed) entries.set(keyOf(asked), changed)
    else entries.delete(keyOf(asked))
  }
  if (entries.size > mostAccessPolicies) {
    throw badRequest(`A vault has at most ${mostAccessPolicies} access policies, and this would make ${entries.size}.`)
  }
  vault.accessPolicies = [...entries.values()]
  return {
    body: {
      id: `${vaultId(vault)}/accessPolicies/`,
      type: 'Microsoft.KeyVault/vaults/accessPolicies',
      properties: { accessPolicies: vault.accessPolicies },
    },
    vaultName: vault.name,
  }
}

type Change = (before: AccessPolicyEntry | undefined, asked: AccessPolicyEntry) => AccessPolicyEntry | undefined

const changes: Record<string, Change> = {
  add: (before, asked) => withNames(asked, (kind) => merged(before?.permissions[kind], asked.permissions[kind])),
  replace: (_, asked) => asked,
  // What is left of an entry stays; an entry without any permission is gone. Names are compared as they are written.
  remove(before, asked) {
    if (!before) return undefined
    const left = withNames(before, (kind) => {
      const gone = new Set(asked.permissions[kind])
      return (before.permissions[kind] ?? []).filter((one) => !gone.has(one))
    })
    return kinds.some((kind) => left.permissions[kind]?.length) ? left : undefined
  },
}

function merged(before: readonly string[] = [], added: readonly string[] = []): string[] {
  const had = new Set(before.map((one) => one.toLowerCase()))
  return [...before, ...added.filter((one) => !had.has(one.toLowerCase()))]
}

function withNames(entry: AccessPolicyEntry, names: (kind: (typeof kinds)[number]) => string[]): AccessPolicyEntry {
  const storage = names('storage')
  return {
    ...entry,
    permissions: {
      keys: names('keys'),
      secrets: names('secrets'),
      certificates: names('certificates'),
      ...(storage.length > 0 && { storage }),
    },
  }
}

const keyOf = ({ objectId, applicationId = '' }: AccessPolicyEntry) => `${objectId} ${applicationId}`.toLowerCase()

function readEntries(body: unknown, tenantId: string): AccessPolicyEntry[] {
  const parsed = Body.safeParse(body)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw badRequest(`An invalid value was provided for '${issue?.path.join('.') || 'accessPolicies'}'.`)
  }
  return parsed.data.properties.accessPolicies.map(({ applicationId, permissions, ...entry }) => {
    if (entry.tenantId.toLowerCase() !== tenantId.toLowerCase()) {
      throw badRequest("An access policy's tenantId must be the one of its vault.")
    }
    for (const kind of kinds) {
      const unknown = permissions[kind]?.find((one) => !knownNames.get(kind)?.has(one.toLowerCase()))
      if (unknown !== undefined) throw badRequest(`'${unknown}' is no permission for ${kind}.`)
    }
    return withNames(
      { ...entry, ...(applicationId && { applicationId }), permissions: { keys: [], secrets: [], certificates: [] } },
      (kind) => merged([], permissions[kind] ?? []),
    )
  })
}

const badRequest = (message: string) => new ArmError(400, 'BadRequest', message)
