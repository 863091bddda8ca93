import 'server-only'
import { coverageOf, type PeriodMs, type VaultCoverage } from '../domain/log-coverage.ts'
import type { Problem } from '../domain/problem.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { type LogsAnswer, queryLogs } from './log-analytics.ts'
import { readLogSettings } from './log-destinations.ts'
import { ProblemError } from './problem-error.ts'
import { knownVaults } from './vaults.ts'

/** A workspace with the vaults that it is asked about. */
export interface AskedWorkspace {
  workspaceId: string
  workspaceName: string
  vaults: string[]
}

/** What can be known of each vault, and which workspaces to ask for it. Every vault that is visible where none is named. */
export async function askedWorkspaces(
  azure: AzureContext,
  vaultNames: readonly string[] | undefined,
  period: PeriodMs,
): Promise<{ coverage: VaultCoverage[]; workspaces: AskedWorkspace[]; problems: Problem[] }> {
  if (period.fromMs >= period.toMs) {
    throw new ProblemError({ code: 'invalid_request', message: 'The period ends before it begins.' })
  }
  const { names, problems } = vaultNames ? { names: vaultNames, problems: [] } : await knownVaults(azure)
  const settings = await readLogSettings(azure, names)
  const covered = [...settings].map(([name, one]) => coverageOf(name, one, period, Date.now()))
  const workspaces = new Map<string, AskedWorkspace>()
  for (const { workspaceId, workspaceName, vaultName } of covered) {
    if (!workspaceId) continue
    const asked = workspaces.get(workspaceId)
    if (asked) asked.vaults.push(vaultName)
    else workspaces.set(workspaceId, { workspaceId, workspaceName: workspaceName ?? workspaceId, vaults: [vaultName] })
  }
  return {
    coverage: covered.map(({ workspaceId: _, ...told }) => told),
    workspaces: [...workspaces.values()],
    problems,
  }
}

/** What each workspace answers, one query for each; one that fails is a problem and costs its own vaults only. */
export async function askWorkspaces<Row>(
  azure: AzureContext,
  workspaces: readonly AskedWorkspace[],
  { from, to }: { from: Date; to: Date },
  textFor: (workspace: AskedWorkspace) => string,
  rowsOf: (table: Extract<LogsAnswer, { table: unknown }>['table']) => Row[],
): Promise<{ rows: Row[]; queries: { workspaceName: string; text: string }[]; problems: Problem[] }> {
  const answers = await Promise.all(
    workspaces.map(async (workspace) => {
      const { workspaceName: subject } = workspace
      const query = { workspaceName: subject, text: textFor(workspace) }
      try {
        const answer = await queryLogs(azure, workspace.workspaceId, query.text, { from, to })
        if ('fault' in answer) throw new Error(`A saved query is wrong: ${answer.fault.message}`)
        const problems = answer.partialReason ? [{ ...partial(answer.partialReason), subject }] : []
        return { query, rows: rowsOf(answer.table), problems }
      } catch (error) {
        if (isAboutThePerson(error) || azure.signal.aborted) throw error
        return { query, rows: [], problems: [{ ...problemOf(error).problem, subject }] }
      }
    }),
  )
  return {
    rows: answers.flatMap(({ rows }) => rows),
    queries: answers.map(({ query }) => query),
    problems: answers.flatMap(({ problems }) => problems),
  }
}

const partial = (reason: string): Problem => ({
  code: 'truncated',
  message: 'Log Analytics answered with a part of the rows.',
  remedy: 'Ask for a shorter period, or filter.',
  azure: { message: reason },
})
