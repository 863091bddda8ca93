import type { Scope, Stage } from '../stage.ts'
import type { SyntaxNode } from '../syntax.ts'

/** An operator of the pipeline: from the stage before it to the stage after it. */
export type Operator = (node: SyntaxNode, input: Stage, scope: Scope, tabular: Tabular) => Stage

/**
 * Translates another table: the right side of a join.
 * @param input what the pipeline begins with when it is written without a table, as that of mv-apply
 */
export type Tabular = (node: SyntaxNode, scope: Pick<Scope, 'translation' | 'names'>, input?: Stage) => Stage
