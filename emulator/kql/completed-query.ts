import { positionOf } from './errors.ts'

/** A query with what the engine wrote into it. Places are those of the text that its author wrote. */
export interface Completed {
  text: string
  placeOf(offset: number): { line: number; column: number }
  /** With more text at an offset of this one. */
  with(offset: number, more: string): Completed
}

export function completed(text: string): Completed {
  const after = (current: string, originalOf: (offset: number) => number): Completed => ({
    text: current,
    placeOf: (offset) => positionOf(text, originalOf(offset)),
    with: (at, more) =>
      after(`${current.slice(0, at)}${more}${current.slice(at)}`, (offset) =>
        originalOf(offset <= at ? offset : Math.max(offset - more.length, at)),
      ),
  })
  return after(text, (offset) => offset)
}
