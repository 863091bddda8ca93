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

/** A real as the language writes it: 1.0, not 1; what JSON has no number for is a text. */
export function realJson(value: number): Json {
  if (!Number.isFinite(value)) return String(value)
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? new NumberText(`${value || 0}.0`) : value
}

const notFinite = new Set<Json>(['NaN', 'Infinity', '-Infinity'])

/** Nothing for what is no number. */
export function numberOfJson(value: Json | undefined): number | null {
  if (value instanceof NumberText) return Number(value.text)
  if (typeof value === 'number') return value
  return value !== undefined && notFinite.has(value) ? Number(value) : null
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
