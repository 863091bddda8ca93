/** Why a query was not answered, in the classes that Azure's error bodies tell apart. */
export type KqlErrorKind =
  | 'SyntaxError'
  | 'SemanticError'
  | 'Unsupported'
  | 'TimedOut'
  | 'OutOfMemory'
  | 'ExecutionError'

/** A query that is refused. `line` and `column` count from 1 and point into the query's text. */
export class KqlError extends Error {
  readonly kind: KqlErrorKind
  readonly line: number
  readonly column: number

  constructor(
    kind: KqlErrorKind,
    message: string,
    position: { line: number; column: number } = { line: 1, column: 1 },
  ) {
    super(message)
    this.kind = kind
    this.line = position.line
    this.column = position.column
  }
}

/** @param offset in UTF-16 units from the query's start */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** What the language has and this engine has not: named, with its place, never guessed. */
export class UnsupportedSyntax extends Error {
  readonly kind: KqlErrorKind = 'Unsupported'
  offset: number

  constructor(name: string, offset: number) {
    super(`The emulator's query engine does not implement ${name}.`)
    this.offset = offset
  }

  movedBy(offset: number): UnsupportedSyntax {
    this.offset += offset
    return this
  }
}

/** What the language forbids and its binder lets pass. */
export class ForbiddenSyntax extends UnsupportedSyntax {
  override readonly kind = 'SemanticError'

  constructor(message: string, offset: number) {
    super('', offset)
    this.message = message
  }
}
