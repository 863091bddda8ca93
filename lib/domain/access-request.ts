import { deedOf, keyVaultAction } from './key-vault-action.ts'
import type { RoleFit } from './least-role.ts'
import type { ObjectPath } from './role-assignment.ts'

export interface AccessRequest {
  action: string
  vaultName: string
  object: ObjectPath | null
  /** ARM id of the vault, or of the object; null where it is not shown. */
  scope: string | null
  /** Whom it is for, with the object id where it is known. */
  who: string
  isForOneself: boolean
}

/** A ready text that asks somebody for a role: what for, the least that is needed, where, and what else it gives. */
export function roleRequestText(request: AccessRequest, fit: RoleFit): string {
  const { scope, vaultName } = request
  return [
    `${opening(request)} ${fit.role.roleName} on ${placeWords(request)}.`,
    '',
    `It is needed to ${deedOf(request.action)} (${request.action}).`,
    `Scope: ${scope ?? `the resource id of ${vaultName}`}`,
    `It also allows to ${besidesWords(fit)}.`,
    ...(fit.isReadingEveryValue ? ['Mind that it reads the value of every secret at its scope.'] : []),
  ].join('\n')
}

/** The same for a vault whose access policies decide. */
export function policyRequestText(request: AccessRequest): string {
  const known = keyVaultAction(request.action)
  return [
    `${request.isForOneself ? 'Please add me' : 'Please add'} (${request.who}) to the access policies of the Key Vault ${request.vaultName}: ${known?.collection?.slice(0, -1)} permission “${known?.policyPermission}”.`,
    '',
    `It is needed to ${deedOf(request.action)}.`,
    'Access policies reach every object of the vault; they cannot be narrowed to one.',
  ].join('\n')
}

const opening = ({ isForOneself, who }: AccessRequest) => `Please give ${isForOneself ? `me (${who})` : who} the role`

const placeWords = ({ object, vaultName }: AccessRequest) =>
  object
    ? `the ${object.replace(/s\/.*/, '')} ${object.split('/')[1]} of the Key Vault ${vaultName}`
    : `the Key Vault ${vaultName}`

/** What a role gives besides, shortened where it is much. */
export function besidesWords({ besides }: RoleFit): string {
  if (besides.length === 0) return 'nothing else at a vault'
  const words = besides.map((one) => one.words)
  return words.length <= 6 ? list(words) : `${words.slice(0, 5).join(', ')} and ${words.length - 5} things more`
}

const list = (words: string[]) =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
