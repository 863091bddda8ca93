/** How well a text answers to a query: 0 is best; null does not answer at all. Both are lower case. */
function rank(text: string, query: string): number | null {
  const at = text.indexOf(query)
  if (at === 0) return 0
  if (at > 0) return /[a-z0-9]/.test(text[at - 1] ?? '') ? 2 : 1
  const words = query.split(/\s+/)
  if (words.length > 1 && words.every((word) => text.includes(word))) return 3
  return query.length > 1 && isScattered(text, query.replaceAll(' ', '')) ? 4 : null
}

/**
 * Whether the letters stand in the text's first line in their order, with others between: `pak` in `payments-api-key`. In
 * a longer text almost any letters do.
 */
function isScattered(text: string, letters: string): boolean {
  const end = text.indexOf('\n')
  let at = -1
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1)
    if (at < 0 || (end >= 0 && at > end)) return false
  }
  return true
}

/**
 * The best few of many. Stops ranking no sooner than the end, since the best may come last; keeps no more than it needs.
 * @param textOf lower case
 */
export function bestMatches<T>(items: readonly T[], query: string, textOf: (item: T) => string, most: number): T[] {
  const wanted = query.trim().toLowerCase()
  if (!wanted) return items.slice(0, most)
  const found: { item: T; rank: number; length: number }[] = []
  for (const item of items) {
    const text = textOf(item)
    const score = rank(text, wanted)
    if (score !== null) found.push({ item, rank: score, length: text.length })
  }
  return found
    .sort((left, right) => left.rank - right.rank || left.length - right.length)
    .slice(0, most)
    .map(({ item }) => item)
}
