import 'server-only'
import type * as z from 'zod/mini'

const kinds = new Map([
  ['string', 'text'],
  ['boolean', 'true or false'],
  ['number', 'a number'],
  ['object', 'an object'],
  ['record', 'an object'],
  ['array', 'a list'],
])

/** What is wrong with a part of a request, where its schema has no words of its own for that. */
export function inputSentence(issue: z.core.$ZodRawIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.map(quoted).join(', ')}: no property of that name is known.`
  const subject = issue.path?.length ? quoted(issue.path.join('.')) : 'This'
  if (issue.code === 'invalid_type' && issue.input === undefined) return `${subject} is missing.`
  if (issue.code === 'invalid_type') return `${subject} must be ${kinds.get(issue.expected) ?? issue.expected}.`
  if (issue.code === 'invalid_value') return `${subject} must be one of: ${issue.values.join(', ')}.`
  return `${subject} is not valid.`
}

const quoted = (name: string) => `“${name}”`
