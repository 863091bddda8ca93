/** Text and binary as the tester of keys shows them. Base64 is read with or without padding, in either alphabet. */

export type Encoding = 'text' | 'base64'

/** The bytes of what was typed; null where it is no base64. */
export function bytesOf(typed: string, encoding: Encoding): Uint8Array<ArrayBuffer> | null {
  if (encoding === 'text') return new TextEncoder().encode(typed)
  const text = typed.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')
  if (!/^[A-Za-z0-9+/]*$/.test(text) || text.length % 4 === 1) return null
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

/** As our API takes it. */
export function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}

/** What came back, as text where it is text. */
export function readable(base64UrlText: string): { text: string; encoding: Encoding } {
  const bytes = bytesOf(base64UrlText, 'base64')
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes ?? undefined), encoding: 'text' }
  } catch {
    return { text: base64UrlText, encoding: 'base64' }
  }
}
