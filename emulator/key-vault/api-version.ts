import { KeyVaultError } from '../errors.ts'

/** Oldest first. */
const supported = ['7.0', '7.1', '7.2', '7.3', '7.4', '7.5', '7.6', '2025-06-01', '2025-07-01', '2026-04-01'] as const
export type ApiVersion = (typeof supported)[number]

/** Clients of some languages ask for a preview even when they are released; it is answered as what it became. */
const previews = new Map<string, ApiVersion>(
  Object.entries({
    '7.3-preview': '7.3',
    '7.4-preview.1': '7.4',
    '7.5-preview.1': '7.5',
    '7.6-preview.1': '7.6',
    '7.6-preview.2': '7.6',
    '2025-06-01-preview': '2025-06-01',
    '2026-01-01-preview': '2026-04-01',
    '2026-03-01-preview': '2026-04-01',
  }),
)

/** @throws KeyVaultError 400 */
export function apiVersionOf(url: URL): ApiVersion {
  const asked = url.searchParams.get('api-version')
  if (!asked) throw new KeyVaultError(400, 'BadParameter', 'The query parameter api-version must be specified.')
  const found = supported.find((version) => version === asked) ?? previews.get(asked)
  if (found) return found
  throw new KeyVaultError(
    400,
    'BadParameter',
    `The specified version (${asked}) is not recognized. Consider using the latest supported version (${supported.at(-1)}).`,
  )
}

/** Numbers gave way to dates, so versions compare by their place in the list and not as text. */
export function isSince(version: ApiVersion, since: ApiVersion): boolean {
  return supported.indexOf(version) >= supported.indexOf(since)
}
