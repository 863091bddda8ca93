import 'server-only'
import * as z from 'zod/mini'
import {
  type AccessHeatmap,
  type HeatmapPrincipal,
  type HeatmapQuery,
  heatmapLimits,
  heatmapOf,
} from '../domain/access-heatmap.ts'
import { isZeroProven, provenByMs, type VaultCoverage } from '../domain/log-coverage.ts'
import type { Problem } from '../domain/problem.ts'
import { type AskedWorkspace, askedWorkspaces, askWorkspaces } from './asked-workspaces.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { recordsOf } from './log-analytics.ts'
import { namePrincipals } from './principals.ts'
import { savedQuery } from './saved-query.ts'

/** A row of access-heatmap.kql. */
const CellRow = z.object({
  Caller: z.string(),
  Column: z.string(),
  Calls: z.number(),
  Refused: z.number(),
  Name: z.string(),
  IdentityResource: z.string(),
  CallerCount: z.number(),
  ColumnCount: z.number(),
})
type CellRow = z.infer<typeof CellRow>

/**
 * Who reached what how often, counted where the logs are: one query for each workspace, whose rows are cells. Vaults that
 * nobody called have a column too, since a zero that is proven tells something, and one that is not must show as unknown.
 * @throws {ProblemError} invalid_request, or what the person has to act on first
 */
export async function readAccessHeatmap(azure: AzureContext, query: HeatmapQuery): Promise<AccessHeatmap> {
  const period = { fromMs: query.from.getTime(), toMs: query.to.getTime() }
  const { coverage, workspaces, problems } = await askedWorkspaces(azure, query.vaults, period)
  const by = query.by ?? 'vault'
  const textFor = ({ vaults }: AskedWorkspace) =>
    savedQuery('access-heatmap', {
      since: query.from,
      until: query.to,
      vaults,
      objects: (query.objects ?? []).map((object) => object.toLowerCase()),
      callers: (query.callers ?? []).map((id) => id.toLowerCase()),
      columnKind: by,
      consoleClient: 'Strongroom/',
      hidesConsole: query.console !== 'shown',
      mostCallers: heatmapLimits.principals,
      mostColumns: heatmapLimits.columns,
    })
  const asked = await askWorkspaces(azure, workspaces, query, textFor, (table) => {
    const cells = recordsOf(CellRow, table)
    return cells.length > 0 ? [cells] : []
  })
  const rows = asked.rows.flat()
  const { principalIds, ...counted } = heatmapOf(
    rows.map(({ Caller, Column, Calls, Refused }) => ({
      principalId: Caller,
      column: Column,
      calls: Calls,
      refused: Refused,
    })),
    by === 'vault' && !query.objects ? uncalledOf(coverage, provenByMs(period)) : [],
  )
  const named = await namesOf(azure, principalIds, rows)
  return {
    by,
    principals: named.principals,
    ...counted,
    total: {
      principals: Math.max(new Set(rows.map(({ Caller }) => Caller)).size, ...rows.map((row) => row.CallerCount)),
      columns: Math.max(counted.columns.length, columnTotal(asked.rows)),
    },
    coverage,
    queries: asked.queries,
    problems: [...problems, ...asked.problems, ...named.problems],
  }
}

/** Vaults in the order that they are told in where nobody called them: those that may have been called must not be cut off unseen. */
function uncalledOf(coverage: readonly VaultCoverage[], fromMs: number): string[] {
  const [proven, unproven] = [true, false].map((wanted) =>
    coverage.flatMap((one) => (isZeroProven(one, fromMs) === wanted ? [one.vaultName] : [])),
  )
  return [...(unproven ?? []), ...(proven ?? [])]
}

/** A vault is asked about in one workspace alone, so that no column counts twice. */
const columnTotal = (answers: readonly CellRow[][]) => answers.reduce((sum, [row]) => sum + (row?.ColumnCount ?? 0), 0)

/** The directory's names, else what the tokens said; an identity of a resource is called as that. */
async function namesOf(
  azure: AzureContext,
  ids: readonly string[],
  rows: readonly CellRow[],
): Promise<{ principals: HeatmapPrincipal[]; problems: Problem[] }> {
  const claimed = new Map(rows.map(({ Caller, Name, IdentityResource }) => [Caller, { Name, IdentityResource }]))
  const known = await directoryNames(
    azure,
    ids.filter((id) => id !== ''),
  )
  const principals = ids.map((id): HeatmapPrincipal => {
    const { Name = '', IdentityResource = '' } = claimed.get(id) ?? {}
    const found = known.principals.get(id)
    const resource = IdentityResource.slice(IdentityResource.lastIndexOf('/') + 1)
    const name = found?.name || Name || resource || id || 'Caller not told by the log'
    // An application's id tells a reader nothing, and there are hundreds of them.
    const detail = [resource, found?.type === 'User' && found.detail].find((one) => one && one !== name)
    return {
      id,
      name,
      type: found?.type ?? null,
      ...(detail && { detail }),
    }
  })
  return { principals, problems: known.problems }
}

async function directoryNames(azure: AzureContext, ids: readonly string[]) {
  if (ids.length === 0) return { principals: new Map(), problems: [] }
  try {
    const found = await namePrincipals(azure, ids)
    return { principals: new Map(found.map((one) => [one.id, one])), problems: [] }
  } catch (error) {
    if (azure.signal.aborted) throw error
    const remedy = 'People are called as their sign-in called them, applications by their ids.'
    return {
      principals: new Map(),
      problems: [{ ...problemOf(error).problem, subject: 'names of callers', remedy }],
    }
  }
}
