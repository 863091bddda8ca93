/** What the caller sent cannot be worked on: the wrong length, the wrong padding, the wrong key. */
export class BadInputError extends Error {}

/** Whether the caller's data is to blame: ours, or what OpenSSL makes of it. Everything else is a mistake of ours. */
export function isBadInput(error: unknown): error is Error {
  if (error instanceof BadInputError) return true
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^ERR_(OSSL|CRYPTO)/.test(error.code)
  )
}
