import { UnsupportedSyntax } from './errors.ts'
import type { Binding, Names } from './stage.ts'
import { childOf, isTabular, kindOf, nameOf, type SyntaxNode } from './syntax.ts'

/** The names that are known after a statement that is not the query's table. @throws UnsupportedSyntax */
export function declare(statement: SyntaxNode, names: Names): Names {
  if (kindOf(statement) !== 'LetStatement') throw new UnsupportedSyntax(statementName(statement), statement.TextStart)
  const node = childOf(statement, 'Expression')
  return new Map([...names, [nameOf(childOf(statement, 'Name')), { kind: bindingKind(node, names), node, names }]])
}

function bindingKind(node: SyntaxNode, names: Names): 'expression' | 'table' | 'function' {
  if (kindOf(node) === 'FunctionDeclaration') return 'function'
  const alias: Binding | undefined = kindOf(node) === 'NameReference' ? names.get(nameOf(node)) : undefined
  const isTable = alias ? alias.kind === 'table' || alias.kind === 'stage' : isTabular(node)
  return isTable ? 'table' : 'expression'
}

/** `SetOptionStatement` as words. */
function statementName(statement: SyntaxNode): string {
  const words = kindOf(statement)
    .replace(/Statement$/, '')
    .replaceAll(/(?<!^)([A-Z])/g, ' $1')
  return `the statement '${words.toLowerCase()}'`
}
