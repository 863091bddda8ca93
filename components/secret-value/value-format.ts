export type ValueFormat = 'json' | 'pem' | 'multiline' | 'text'

/** How a value wants to be read. Decided by the value itself; a content type is what somebody once typed. */
export function formatOfValue(value: string): ValueFormat {
  if (/^\s*-----BEGIN [A-Z0-9 ]+-----\r?\n/.test(value)) return 'pem'
  if (indentedJson(value) !== null) return 'json'
  return value.includes('\n') ? 'multiline' : 'text'
}

/** A JSON object or array on many lines; null for anything else, a bare number or word included. */
export function indentedJson(value: string): string | null {
  if (!/^\s*[[{]/.test(value)) return null
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return null
  }
}

/** `31 characters`, `28 lines, 1,704 characters`. */
export function sizeWords(value: string): string {
  const characters = [...value].length
  const lines = value.replace(/\r?\n$/, '').split('\n').length
  const words = `${characters.toLocaleString('en')} character${characters === 1 ? '' : 's'}`
  return lines > 1 ? `${lines.toLocaleString('en')} lines, ${words}` : words
}
