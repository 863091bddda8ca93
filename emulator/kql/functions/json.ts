/** A dynamic value. A number that a double would change keeps its text: 9007199254740993, 42.0. */
export type Json = null | boolean | number | string | NumberText | Json[] | JsonBag
interface JsonBag {
  [key: string]: Json
}

class NumberText {
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

declare global {
  // https://github.com/tc39/proposal-json-parse-with-source, in Node since 21 and not yet in TypeScript's library.
  interface JSON {
    rawJSON(text: string): object
    parse(text: string, reviver: (key: string, value: Json, context: { source?: string }) => Json): Json
  }
}
