import 'server-only'
import { isRestError, type RestError } from '@azure/core-rest-pipeline'
import { rolesFor } from '../domain/least-role.ts'
import type { ErrorCode, Problem } from '../domain/problem.ts'
import { assignmentMeaning } from './assignment-errors.ts'
import { AzureCallError } from './azure-call-error.ts'
import { CallTimeoutError } from './call-limits.ts'
import { clientGone } from './client-gone.ts'
import { cloud } from './clouds.ts'
import { entraProblem } from './entra-errors.ts'
import { ProblemError } from './problem-error.ts'
import { vaultMeaning } from './vault-errors.ts'

/**
 * Any failure of a call to Azure in the API's words. An error that is not understood keeps its message to itself: it may
 * hold anything, and the SDK's parse errors hold the very body, with the value in it.
 */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof AzureCallError) return answeredProblem(error)
  if (error instanceof CallTimeoutError) {
    return new ProblemError({
      code: 'timed_out',
      message: 'Azure did not answer in time.',
      remedy: 'Try again.',
    })
  }
  if (error instanceof Error && error.name === 'AbortError') return clientGone()
  const fromEntra = entraProblem(error)
  if (fromEntra) return fromEntra
  return isRestError(error) ? transportProblem(error) : unknownProblem(error)
}

/** True for failures after which nobody knows whether the call was applied. */
export function isAmbiguous(error: unknown): boolean {
  if (error instanceof AzureCallError) return error.statusCode >= 500
  // The SDKs fail with a TypeError when an answer lacks what they expect in it.
  if (error instanceof CallTimeoutError || error instanceof TypeError) return true
  return isRestError(error) && !neverSent.has(error.code ?? '')
}

/** True where Key Vault refuses a read because the version is disabled. */
export function isSecretDisabled(error: unknown): boolean {
  return error instanceof AzureCallError && meaningOf(error).code === 'secret_disabled'
}

const neverSent = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED'])

export interface Meaning {
  code: ErrorCode
  message: string
  remedy?: string
}

const byInnerCode: Record<string, Meaning> = {
  ForbiddenByRbac: {
    code: 'forbidden_by_role',
    message: 'You have no role that allows this.',
    remedy: 'Ask an owner of the vault for the role below, then wait a few minutes for it to take effect.',
  },
  ForbiddenByPolicy: {
    code: 'forbidden_by_policy',
    message: 'No access policy of this vault allows you this.',
    remedy: 'Ask somebody who manages the vault’s access policies to add the permission.',
  },
  AccessDenied: {
    code: 'forbidden_by_policy',
    message: 'No access policy of this vault allows you this.',
    remedy: 'Ask somebody who manages the vault’s access policies to add the permission.',
  },
  ForbiddenByFirewall: {
    code: 'forbidden_by_firewall',
    message: 'The vault’s firewall does not let this server in.',
    remedy:
      'Add the address that Strongroom calls from to the vault’s network rules, or run Strongroom inside its network.',
  },
  ForbiddenByConnection: {
    code: 'forbidden_by_firewall',
    message: 'The vault is closed to the public network and can be reached through its private endpoint alone.',
    remedy: 'Run Strongroom in a network that has a private endpoint to the vault.',
  },
  SecretDisabled: {
    code: 'secret_disabled',
    message: 'This version is disabled, and Key Vault does not give out its value.',
    remedy: 'Enable it first.',
  },
  KeyDisabled: {
    code: 'key_unusable',
    message: 'This version of the key is disabled, and Key Vault does not use it.',
    remedy: 'Enable it first.',
  },
  KeyNotYetValid: {
    code: 'key_unusable',
    message: 'This version of the key is not yet valid: until its activation date it protects nothing new.',
    remedy: 'Change its activation date, or use another version.',
  },
  KeyExpired: {
    code: 'key_unusable',
    message: 'This version of the key has expired: it still decrypts and verifies, and protects nothing new.',
    remedy: 'Rotate the key, or change its expiry.',
  },
  KeyOperationForbidden: {
    code: 'key_unusable',
    message: 'This key is not permitted to be used like that.',
    remedy: 'Its permitted operations can be changed in its properties.',
  },
  ObjectIsDeletedButRecoverable: {
    code: 'secret_deleted',
    message: 'An object of this name is deleted and still recoverable, which holds the name.',
    remedy: 'Recover it, or have it purged, before the name can be used again.',
  },
  ObjectIsBeingDeleted: {
    code: 'secret_deleted',
    message: 'An object of this name is being deleted or purged, which holds the name a little longer.',
    remedy: 'Try again in a minute.',
  },
  ObjectIsBeingRecovered: {
    code: 'conflict',
    message: 'This object is being recovered.',
    remedy: 'Try again in a minute.',
  },
}

/** Key Vault answers a disabled version with a 403 whose inner code, or else code, names it; older vaults say it in words. */
function meaningOf(error: AzureCallError): Meaning {
  const { statusCode, code, innerCode, azureMessage = '' } = error
  if (statusCode === 403 && /purge protection is enabled/i.test(azureMessage)) return purgeProtectedMeaning
  const known = byInnerCode[innerCode ?? ''] ?? byInnerCode[code ?? ''] ?? resourceMeaning(error)
  if (known && !(known.code === 'forbidden_by_policy' && code === innerCode)) return known
  if (statusCode === 403) {
    if (/disabled key/i.test(azureMessage)) return byInnerCode.KeyDisabled as Meaning
    if (/is disabled|not allowed on a disabled/i.test(azureMessage)) return byInnerCode.SecretDisabled as Meaning
    if (/client address .* not authorized/i.test(azureMessage)) return byInnerCode.ForbiddenByFirewall as Meaning
  }
  if (
    /managed/i.test(`${innerCode} ${code}`) ||
    /managed by|(backing|associated with) a certificate/i.test(azureMessage)
  ) {
    if (statusCode === 403 || statusCode === 409 || statusCode === 400) return managedMeaning
  }
  return known ?? certificateMeaning(azureMessage) ?? backupMeaning(azureMessage) ?? byStatus(statusCode, code)
}

/** What Resource Manager alone answers. A vault's own errors have codes of the same names and mean its objects. */
function resourceMeaning({ host, code, azureMessage = '' }: AzureCallError): Meaning | undefined {
  if (/\.(vault|managedhsm)\./i.test(host)) return undefined
  return assignmentMeaning(code, azureMessage) ?? vaultMeaning(code, azureMessage)
}

/** Key Vault tells these apart by its words alone. */
function certificateMeaning(azureMessage: string): Meaning | undefined {
  return certificateMeanings.find(({ words }) => words.test(azureMessage))?.meaning
}

/** Key Vault tells these apart by its words alone. */
function backupMeaning(azureMessage: string): Meaning | undefined {
  return backupMeanings.find(({ words }) => words.test(azureMessage))?.meaning
}

const backupMeanings: { words: RegExp; meaning: Meaning }[] = [
  {
    words: /cannot decrypt backup blob/i,
    meaning: {
      code: 'backup_refused',
      message: 'This vault cannot open the backup.',
      remedy: 'A backup goes back only into a vault of the subscription and the geography that it was made in.',
    },
  },
  {
    words: /backup blob .*(invalid|corrupt)/i,
    meaning: {
      code: 'backup_refused',
      message: 'The file is no backup of this kind of object.',
      remedy: 'Choose the file that was downloaded when the backup was made, on the page of its own kind.',
    },
  },
  {
    words: /backup is not supported .*versions/i,
    meaning: {
      code: 'backup_refused',
      message: 'It has more than 500 versions, and Key Vault backs up no object with more.',
      remedy: 'Versions cannot be deleted one by one: write the current one under a new name and back that up.',
    },
  },
]

/** Its inner code is that of a missing access policy, though no policy would help. */
const purgeProtectedMeaning: Meaning = {
  code: 'purge_protected',
  message: 'Purge protection is on for this vault: nobody can purge before the retention period has ended.',
  remedy: 'Wait until Key Vault purges it by itself, or recover it.',
}
const certificateMeanings: { words: RegExp; meaning: Meaning }[] = [
  {
    words: /does not match the public part of the specified private key/i,
    meaning: {
      code: 'certificate_mismatch',
      message: 'The certificate has another public key than the one that it is to belong to.',
      remedy: 'Use the certificate that was made for this very key: for a request, the one made of its latest CSR.',
    },
  },
  {
    words: /X\.509 certificate content can not be read|in an unexpected format|ASN1 bad tag/i,
    meaning: {
      code: 'certificate_unreadable',
      message: 'Key Vault could not read the certificate.',
      remedy: 'Check that the file is whole and, for a PFX, that the password is right.',
    },
  },
  {
    words: /X\.509 certificate content is invalid/i,
    meaning: {
      code: 'certificate_unreadable',
      message:
        'Key Vault does not take this certificate: it has expired, or its key is of a kind that Key Vault has not.',
      remedy: 'Azure’s own words below say which.',
    },
  },
  {
    words: /pending key vault certificate's status is inProgress/i,
    meaning: {
      code: 'request_pending',
      message: 'A request for this certificate is under way, and there can be only one.',
      remedy: 'Merge what was signed, or cancel the request first.',
    },
  },
  {
    words: /Merge is forbidden on pending object/i,
    meaning: {
      code: 'request_pending',
      message: 'An issuer works on this request, so nothing can be merged into it.',
      remedy: 'Wait for the issuer, or cancel the request and make one for the issuer Unknown.',
    },
  },
]

const managedMeaning: Meaning = {
  code: 'secret_managed',
  message: 'A certificate made this, and it can be changed through that certificate alone.',
}

function byStatus(status: number, code: string | undefined): Meaning {
  switch (status) {
    case 400:
      return { code: 'invalid_request', message: 'Azure found something wrong with this request.' }
    case 401:
      return { code: 'unauthenticated', message: 'Azure did not accept your sign-in.', remedy: 'Sign in again.' }
    case 403:
      return { code: 'forbidden', message: 'Azure refused this.', remedy: 'Ask an owner of the resource for access.' }
    case 404:
      if (code === 'SecretNotFound') {
        return { code: 'secret_not_found', message: 'There is no such secret or version in this vault.' }
      }
      if (code === 'KeyNotFound') {
        return { code: 'key_not_found', message: 'There is no such key or version in this vault.' }
      }
      if (code === 'CertificateNotFound') {
        return { code: 'certificate_not_found', message: 'There is no such certificate or version in this vault.' }
      }
      if (code === 'PendingCertificateNotFound') {
        return {
          code: 'not_found',
          message: 'No request for this certificate is under way.',
          remedy: 'Reload the page.',
        }
      }
      if (code === 'CertificateIssuerNotFound') {
        return {
          code: 'not_found',
          message: 'This vault has no issuer of that name.',
          remedy: 'Add the issuer to the vault first, or choose another one.',
        }
      }
      if (code === 'VaultNotFound') return { code: 'vault_not_found', message: 'There is no vault of this name.' }
      return { code: 'not_found', message: 'Azure does not know this resource.' }
    case 409:
      return {
        code: 'conflict',
        message: 'This does not fit the resource as it is now.',
        remedy: 'Reload and try again.',
      }
    case 429:
      return {
        code: 'throttled',
        message: 'Azure takes no more calls to this resource for the moment.',
        remedy: 'Wait and try again.',
      }
    default:
      return { code: 'azure_error', message: 'Azure failed to answer this call.', remedy: 'Try again later.' }
  }
}

function answeredProblem(error: AzureCallError): ProblemError {
  const azure = {
    status: error.statusCode,
    ...(error.code && { code: error.code }),
    ...(error.innerCode && { innerCode: error.innerCode }),
    ...(error.azureMessage && { message: error.azureMessage }),
    ...(error.requestId && { requestId: error.requestId }),
  }
  if (error.claims) {
    return new ProblemError(
      {
        code: 'insufficient_claims',
        message: 'Your organisation asks for more proof of who you are before this.',
        remedy: 'Confirm your sign-in.',
        azure,
      },
      { claims: error.claims },
    )
  }
  const meaning = meaningOf(error)
  const missingRight =
    meaning.code === 'forbidden_by_role' || meaning.code === 'forbidden' ? missingRightOf(error) : null
  return new ProblemError({
    ...meaning,
    ...(missingRight && { missingRight }),
    ...(error.retryAfterSeconds !== undefined && { retryAfterSeconds: Math.ceil(error.retryAfterSeconds) }),
    azure,
  })
}

/**
 * What concerns logs no role for vaults gives but those that give everything.
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/monitor
 */
const monitoringRoles: Record<string, string> = {
  'microsoft.insights/diagnosticsettings/write': 'Log Analytics Contributor',
  'microsoft.operationalinsights/workspaces/sharedkeys/action': 'Log Analytics Contributor',
}

/** What a 403 of Key Vault or Resource Manager says was missing, with the smallest role that has it. */
function missingRightOf({ azureMessage = '' }: AzureCallError): Problem['missingRight'] | null {
  // Of a call that reaches into another resource Azure names first the action that is allowed.
  const linked = /not have permission to perform action '([^']+)' on the linked scope\(s\) '([^']+)'/.exec(azureMessage)
  const action =
    linked?.[1] ?? /Action: '([^']+)'/.exec(azureMessage)?.[1] ?? /perform action '([^']+)'/.exec(azureMessage)?.[1]
  if (!action) return null
  const scope =
    linked?.[2] ?? /Resource: '([^']+)'/.exec(azureMessage)?.[1] ?? /over scope '([^']+)'/.exec(azureMessage)?.[1]
  const role = monitoringRoles[action.toLowerCase()] ?? rolesFor(action)[0]?.role.roleName
  return { action, ...(role && { role }), ...(scope && { scope }) }
}

function transportProblem({ code, request }: RestError): ProblemError {
  if (code === 'ENOTFOUND') {
    const isVault = URL.parse(request?.url ?? '')?.hostname.endsWith(cloud().vaultSuffix)
    return new ProblemError({
      code: isVault ? 'vault_not_found' : 'vault_unreachable',
      message: isVault ? 'There is no vault of this name.' : 'This server found no address for Azure.',
      remedy: isVault
        ? 'Check the name. A vault whose name lives in a private DNS zone alone is found from inside that network.'
        : 'Check the network and the DNS settings of this server.',
      azure: { code },
    })
  }
  if (code === undefined || code === 'PARSE_ERROR') {
    return new ProblemError({
      code: 'azure_error',
      message: 'Azure’s answer could not be understood.',
      remedy: 'Try again later.',
    })
  }
  return new ProblemError({
    code: 'vault_unreachable',
    message: 'The connection to Azure failed.',
    remedy: 'Try again; if it goes on, check the network between this server and Azure.',
    ...(code && { azure: { code } }),
  })
}

function unknownProblem(error: unknown): ProblemError {
  return new ProblemError(
    { code: 'internal_error', message: 'Something went wrong in Strongroom itself.', remedy: 'Try again later.' },
    { cause: error },
  )
}
