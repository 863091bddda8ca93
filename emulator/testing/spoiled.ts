import fc from 'fast-check'

/** What nobody expects in place of a property. */
export const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ maxLength: 40 }),
  fc.integer(),
  fc.constantFrom(null, undefined, '', 'A', '=', '💥', -1, 1e308, [], {}, '__proto__', 'constructor'),
)

interface Spoil {
  /** Which of the properties, counted round. */
  index: number
  value: unknown
}

const spoils = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Spoil[]>([]) },
  { weight: 2, arbitrary: fc.array(fc.record({ index: fc.nat(30), value: anything }), { minLength: 1, maxLength: 2 }) },
)

/** Bodies of that kind, some of them with something else in place of a property or two. */
export function sometimesSpoiled(body: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(body, spoils).map(([whole, changes]) => changes.reduce(spoiled, whole))
}

/** Puts something else in place of a property, at any depth. */
function spoiled(body: unknown, { index, value }: Spoil): unknown {
  if (typeof body !== 'object' || body === null) return value
  const entries = Object.entries(body)
  if (entries.length === 0) return value
  const [key, found] = entries[index % entries.length] ?? ['', undefined]
  const goesDeeper = index >= entries.length && typeof found === 'object' && found !== null
  const replaced = goesDeeper ? spoiled(found, { index: index - entries.length, value }) : value
  return Array.isArray(body) ? body.with(Number(key), replaced) : { ...body, [key]: replaced }
}
