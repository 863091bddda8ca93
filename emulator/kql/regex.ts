/** A text as a regular expression of RE2 that matches just it. */
export function literalPattern(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\s_]/gu, '\\$&')
}
