/** A dynamic value. A number that a double would change keeps its text: 9007199254740993, 42.0. */
export type Json = null | boolean | number | string | NumberText | Json[] | JsonBag
export interface JsonBag {
  [key: string]: Json
}

export class NumberText {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }

  toJSON(): object {
    return JSON.rawJSON(this.text)
  }
}

/** @throws for a text that is no JSON */
export function parseJson(text: string): Json {
  if (!/[.eE]|\d{16}/.test(text)) return JSON.parse(text)
  return JSON.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined && String(value) !== source ? new NumberText(source) : value,
  )
}

export function isBag(value: Json | undefined): value is JsonBag {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText)
}

export function isNumeric(value: Json | undefined): value is number | NumberText {
  return typeof value === 'number' || value instanceof NumberText
}

export function toNumber(value: number | NumberText): number {
  return typeof value === 'number' ? value : Number(value.text)
}

/** A bag of these entries, whatever they are called: an assignment of `__proto__` would be none. */
export function bagOf(entries: Iterable<[string, Json]>): JsonBag {
  return Object.fromEntries(entries)
}

declare global {
  // https://github.com/tc39/proposal-json-parse-with-source, in Node since 21 and not yet in TypeScript's library.
  interface JSON {
    rawJSON(text: string): object
    parse(text: string, reviver: (key: string, value: Json, context: { source?: string }) => Json): Json
  }
}
