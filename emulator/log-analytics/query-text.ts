import { badArgument, badQuery } from './errors.ts'

/** The parser's time grows faster than these two, and everybody waits for it: a text of 100,000 takes seconds. */
const maxLength = 100_000
/** The binder gives up where the parser's tree is deeper than this allows. */
const maxDepth = 200

/** Refuses what would keep the parser busy for minutes. @throws LogsError */
export function requireReadable(query: string): void {
  if (query.length > maxLength) {
    throw badArgument(`The query is ${query.length} characters long; at most ${maxLength} are read.`)
  }
  let depth = 0
  let line = 1
  let lineStart = 0
  // Texts and comments may hold any bracket.
  for (const token of query.matchAll(
    /@"[^"\n]*"|@'[^'\n]*'|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\/[^\n]*|[([{\n}\])]/g,
  )) {
    const [text] = token
    if (text === '\n') {
      line += 1
      lineStart = token.index + 1
    } else if (text === '(' || text === '[' || text === '{') depth += 1
    else if (text === ')' || text === ']' || text === '}') depth -= 1
    if (depth > maxDepth) {
      const message = `The query is nested more than ${maxDepth} deep.`
      throw badQuery('SyntaxError', message, { line, column: token.index - lineStart + 1 })
    }
  }
}
