/**
 * Runs in the browser before anything else of ours. Pages require Trusted Types (lib/server/content-security-policy.ts):
 * text that reaches a dangerous place of the DOM passes this policy or is refused. Two things pass, both constants of
 * the frameworks: the address of one of this build's own chunks, and the markup from which React makes a script element.
 */

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML: (html: string) => string | null; createScriptURL: (address: string) => string | null },
  ): unknown
}

const ownChunks = '/_next/static/'
const reactScriptMarkup = '<script></script>'

// TypeScript's DOM types do not have it yet, nor does every browser: there the policy does not apply either.
const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }

trustedTypes?.createPolicy('default', {
  createHTML: (html) => (html === reactScriptMarkup ? html : null),
  createScriptURL(address) {
    const url = URL.parse(address, location.origin)
    return url?.origin === location.origin && url.pathname.startsWith(ownChunks) ? address : null
  },
})
