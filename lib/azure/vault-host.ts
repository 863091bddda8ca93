import 'server-only'
import { VaultName } from '../domain/names.ts'
import { cloud } from './clouds.ts'
import { ProblemError } from './problem-error.ts'

/**
 * The host of a vault whose name is known: one label and this cloud's suffix. A name is checked here again, whoever
 * checked it before, since what comes out is dialled with a person's token.
 */
export function hostOfVault(vaultName: string): string {
  if (!VaultName.safeParse(vaultName).success) {
    throw new ProblemError({ code: 'invalid_request', message: 'This is not a vault name.' })
  }
  return `${vaultName}${cloud().vaultSuffix}`
}

/**
 * The name that a vault's URI from Resource Manager stands for, or undefined where it is not exactly
 * `https://{name}{suffix of this cloud}/`: Azure's answers choose no host either.
 */
export function vaultNameOf(vaultUri: string): string | undefined {
  const url = URL.parse(vaultUri)
  const { vaultSuffix } = cloud()
  if (url?.protocol !== 'https:' || url.port || url.username || url.password || url.pathname !== '/' || url.search) {
    return undefined
  }
  if (!url.hostname.endsWith(vaultSuffix)) return undefined
  const name = url.hostname.slice(0, -vaultSuffix.length)
  return VaultName.safeParse(name).success ? name : undefined
}
