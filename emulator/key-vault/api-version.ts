import { KeyVaultError } from '../errors.ts'

const supported = ['7.0', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '2025-06-01', '2025-07-01', '2026-04-01']

/** @throws KeyVaultError 400 */
export function apiVersionOf(url: URL): string {
  const asked = url.searchParams.get('api-version')
  if (!asked) throw new KeyVaultError(400, 'BadParameter', 'The query parameter api-version must be specified.')
  if (supported.includes(asked)) return asked
  throw new KeyVaultError(
    400,
    'BadParameter',
    `The specified version (${asked}) is not recognized. Consider using the latest supported version (${supported.at(-1)}).`,
  )
}
