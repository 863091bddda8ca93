import { isPastRotation, mostVersionsOfBackup } from './object-check.ts'
import type { ObjectEntry } from './object-entry.ts'

type Choice = { words: string; test: (entry: ObjectEntry, nowMs: number) => boolean } | { problem: string }

/** A field of the filter language. */
export interface FilterField {
  /** A whole part, shown where one is missing. */
  example: string
  read: (operator: string, value: string) => Choice
}

const dayMs = 86_400_000
const unitDays: Record<string, number> = { h: 1 / 24, d: 1, w: 7, m: 30, y: 365 }
const unitWords: Record<string, string> = { h: 'hour', d: 'day', w: 'week', m: 'month', y: 'year' }

function textField(label: string, example: string, of: (entry: ObjectEntry) => string): FilterField {
  return {
    example,
    read: (operator, value) => {
      const wanted = value.toLowerCase()
      if (operator === ':') {
        return { words: `${label} contains ${value}`, test: (entry) => of(entry).toLowerCase().includes(wanted) }
      }
      if (operator !== '=') return { problem: `${label} has no order: write ${example}.` }
      return { words: `${label} is ${value}`, test: (entry) => of(entry).toLowerCase() === wanted }
    },
  }
}

function booleanField(name: string, words: readonly [yes: string, no: string], of: (entry: ObjectEntry) => boolean) {
  return {
    example: `${name}:true`,
    read: (operator: string, value: string): Choice => {
      const wanted = { true: true, yes: true, false: false, no: false }[value.toLowerCase()]
      if (wanted === undefined || (operator !== ':' && operator !== '=')) {
        return { problem: `“${name}” is true or false: write ${name}:true.` }
      }
      return { words: wanted ? words[0] : words[1], test: (entry) => of(entry) === wanted }
    },
  }
}

const kinds: Record<string, ObjectEntry['kind']> = {
  secret: 'secret',
  secrets: 'secret',
  key: 'key',
  keys: 'key',
  certificate: 'certificate',
  certificates: 'certificate',
  cert: 'certificate',
}

const kindField: FilterField = {
  example: 'kind:secret',
  read: (operator, value) => {
    const kind = Object.hasOwn(kinds, value.toLowerCase()) ? kinds[value.toLowerCase()] : undefined
    if (!kind || (operator !== ':' && operator !== '=')) {
      return { problem: 'A kind is secret, key or certificate: write kind:secret.' }
    }
    return { words: `${kind}s`, test: (entry) => entry.kind === kind }
  },
}

/** `30d` in milliseconds from now, a date as the moment it begins in UTC; null for anything else. */
function momentOf(value: string): { words: string; ms: (nowMs: number, direction: 1 | -1) => number } | null {
  const duration = /^(\d{1,5})([hdwmy])$/i.exec(value)
  if (duration) {
    const [, count = '', unit = ''] = duration
    const word = unitWords[unit.toLowerCase()] ?? ''
    const lengthMs = Number(count) * (unitDays[unit.toLowerCase()] ?? 1) * dayMs
    return {
      words: `${count} ${word}${Number(count) === 1 ? '' : 's'}`,
      ms: (nowMs, direction) => nowMs + direction * lengthMs,
    }
  }
  const date = /^\d{4}-\d{2}-\d{2}$/.test(value) ? Date.parse(`${value}T00:00:00Z`) : Number.NaN
  return Number.isNaN(date) ? null : { words: value, ms: () => date }
}

const isDuration = (value: string) => /^\d+[hdwmy]$/i.test(value)

const expiresField: FilterField = {
  example: 'expires<30d',
  read: (operator, value) => {
    if (operator === ':' || operator === '=') {
      const word = value.toLowerCase()
      if (word === 'overdue') return { words: 'expired', test: ({ expiresMs }, nowMs) => expiresMs <= nowMs }
      if (word === 'never') return { words: 'never expires', test: ({ expiresMs }) => expiresMs === Infinity }
      if (word === 'ever') return { words: 'has an expiry', test: ({ expiresMs }) => expiresMs !== Infinity }
      return { problem: 'Write expires:overdue, expires:never, expires<30d or expires>2027-01-31.' }
    }
    const moment = momentOf(value)
    if (!moment) return { problem: `“${value}” is no time: write expires<30d or expires<2027-01-31.` }
    const isBefore = operator.startsWith('<')
    const on = isDuration(value) ? 'from now' : ''
    return {
      words: `expires ${isBefore ? 'before' : 'after'} ${moment.words} ${on}`.trim(),
      test: isBefore
        ? ({ expiresMs }, nowMs) => expiresMs <= moment.ms(nowMs, 1)
        : ({ expiresMs }, nowMs) => expiresMs > moment.ms(nowMs, 1) && expiresMs !== Infinity,
    }
  },
}

/** `updated<7d`: less than 7 days ago. A date is compared as it stands: `updated<2026-01-01` is before it. */
function pastField(name: string, verb: string, of: (entry: ObjectEntry) => number): FilterField {
  return {
    example: `${name}<7d`,
    read: (operator, value) => {
      const moment = momentOf(value)
      if (!moment || operator === ':' || operator === '=') {
        return { problem: `“${name}” wants a time: write ${name}<7d, ${name}>1y or ${name}>2026-01-31.` }
      }
      const isAge = isDuration(value)
      const isAfter = operator.startsWith('<') === isAge
      const words = isAge
        ? `${verb} ${isAfter ? 'within the last' : 'more than'} ${moment.words}${isAfter ? '' : ' ago'}`
        : `${verb} ${isAfter ? 'after' : 'before'} ${moment.words}`
      return {
        words,
        test: isAfter
          ? (entry, nowMs) => of(entry) >= moment.ms(nowMs, -1)
          : (entry, nowMs) => of(entry) > 0 && of(entry) < moment.ms(nowMs, -1),
      }
    },
  }
}

/** Of what was not counted, nothing holds: neither more nor fewer. */
const versionsField: FilterField = {
  example: 'versions>500',
  read: (operator, value) => {
    const wanted = /^\d{1,6}$/.test(value) ? Number(value) : null
    if (wanted === null || wanted > mostVersionsOfBackup) {
      return { problem: `Versions are counted up to ${mostVersionsOfBackup}: write versions>500 or versions<10.` }
    }
    const tests: Record<string, readonly [words: string, test: (count: number) => boolean]> = {
      '>': ['more than', (count) => count > wanted],
      '>=': ['at least', (count) => count >= wanted],
      '<': ['fewer than', (count) => count < wanted],
      '<=': ['at most', (count) => count <= wanted],
    }
    const [words, test] = tests[operator] ?? ['exactly', (count: number) => count === wanted]
    return {
      words: `${words} ${value} versions`,
      test: ({ versionCount }) => versionCount !== null && test(versionCount),
    }
  },
}

/** Of a key that was not asked, neither holds. */
const rotationField: FilterField = {
  example: 'rotation:overdue',
  read: (_, value) => {
    const word = value.toLowerCase()
    if (word === 'overdue') return { words: 'past its rotation date', test: isPastRotation }
    if (word === 'never') return { words: 'never rotates by itself', test: ({ rotatesMs }) => rotatesMs === Infinity }
    return { problem: 'Write rotation:overdue or rotation:never.' }
  },
}

function tagField(tagName: string): FilterField {
  const wanted = tagName.toLowerCase()
  const label = `tag ${tagName}`
  return textField(label, `tag.${tagName}=value`, ({ tags }) => {
    const name = Object.keys(tags).find((each) => each.toLowerCase() === wanted)
    return name === undefined ? '' : (tags[name] ?? '')
  })
}

const hasTagField: FilterField = {
  example: 'tag:owner',
  read: (operator, value) => {
    const wanted = value.toLowerCase()
    if (operator !== ':' && operator !== '=') return { problem: 'Write tag:owner, or tag.owner=pay for its value.' }
    return {
      words: `has the tag ${value}`,
      test: ({ tags }) => Object.keys(tags).some((name) => name.toLowerCase() === wanted),
    }
  },
}

const fields = new Map<string, FilterField>([
  ['name', textField('name', 'name:api', ({ name }) => name)],
  ['vault', textField('vault', 'vault:prod', ({ vaultName }) => vaultName)],
  ['kind', kindField],
  ['env', textField('environment', 'env:production', ({ environment }) => environment)],
  ['owner', textField('owner', 'owner:payments', ({ owner }) => owner)],
  ['type', textField('content type', 'type:json', ({ contentType }) => contentType ?? '')],
  ['enabled', booleanField('enabled', ['enabled', 'disabled'], ({ enabled }) => enabled)],
  ['disabled', booleanField('disabled', ['disabled', 'enabled'], ({ enabled }) => !enabled)],
  [
    'managed',
    booleanField('managed', ['made by a certificate', 'not made by a certificate'], ({ managed }) => managed),
  ],
  ['expires', expiresField],
  ['updated', pastField('updated', 'updated', ({ updatedMs }) => updatedMs)],
  ['age', pastField('age', 'made', ({ createdMs }) => createdMs)],
  ['versions', versionsField],
  ['rotation', rotationField],
  ['tag', hasTagField],
])

/** The fields by the names that completion offers, each with an example of a whole part. */
export const filterFields: readonly (readonly [name: string, example: string])[] = [
  ...[...fields].map(([name, { example }]) => [name, example] as const),
  ['tag.', 'tag.owner=pay'],
]

const otherNames: Record<string, string> = {
  environment: 'env',
  'content-type': 'type',
  contenttype: 'type',
  created: 'age',
  expiry: 'expires',
}

/** The field of a name, whatever its case; undefined where there is none. */
export function fieldOf(name: string): FilterField | undefined {
  const known = name.toLowerCase()
  if (known.startsWith('tag.')) return tagField(name.slice(4).replaceAll('"', ''))
  return fields.get(Object.hasOwn(otherNames, known) ? (otherNames[known] ?? known) : known)
}
