import 'server-only'
import { config } from '../config.ts'
import type { AccessLine } from '../domain/access-reading.ts'
import { toAssignments, toReachedVault, toRoles, toSubscriptions } from './access-mapping.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { readDirectory } from './estate-directory.ts'
import { assignmentsQuery, rolesQuery, subscriptionsQuery, vaultsQuery } from './estate-queries.ts'
import { isAboutThePerson } from './inventory.ts'
import { queryResourceGraph } from './resource-graph.ts'
import { sideBySide } from './side-by-side.ts'
import { toInventoryVault } from './vault-mapping.ts'

/** A line is parsed in one task of the browser, where 50 ms are long. */
const rowsOfLine = 250

/** One of the four queries: what it asks, and what its rows say. */
interface Part {
  /** As a reader knows it. */
  subject: string
  remedy: string
  rows: AsyncGenerator<unknown[]>
  lineOf: (rows: unknown[]) => AccessLine
}

/**
 * Who can reach what over all vaults that the caller can see: four queries of Resource Graph side by side, each paged by
 * 1,000 rows, then the directory for names and groups, and no call for any one vault. A part that fails is a problem with its name; the rest stands.
 * @throws {ProblemError} where the vaults cannot be read, or the person has to act first
 */
export async function* readEstateAccess(azure: AzureContext): AsyncGenerator<AccessLine> {
  yield { applicationId: config().clientId.toLowerCase() }
  const parts: Part[] = [
    {
      subject: 'vaults',
      remedy: 'Without them there is nothing to tell about.',
      rows: queryResourceGraph(azure, vaultsQuery),
      lineOf: (rows) => ({
        vaults: rows.flatMap((row) => {
          const found = toInventoryVault(row, new Map())
          return found ? toReachedVault(found) : []
        }),
      }),
    },
    {
      subject: 'role assignments',
      remedy: 'Only access policies are shown. Reader on the subscriptions lets you read who has which role.',
      rows: queryResourceGraph(azure, assignmentsQuery, { includesAbove: true }),
      lineOf: (rows) => ({ assignments: toAssignments(rows) }),
    },
    {
      subject: 'role definitions',
      remedy: 'What a role allows is not known, so only access policies are shown.',
      rows: queryResourceGraph(azure, rolesQuery),
      lineOf: (rows) => ({ roles: toRoles(rows) }),
    },
    {
      subject: 'subscriptions',
      remedy: 'What is assigned at management groups is missing from the matrix.',
      rows: queryResourceGraph(azure, subscriptionsQuery),
      lineOf: (rows) => ({ subscriptions: toSubscriptions(rows) }),
    },
  ]
  const ids = new Set<string>()
  for await (const line of sideBySide(parts.map((part) => linesOf(azure, part)))) {
    for (const { principalId } of line.assignments ?? []) ids.add(principalId)
    for (const vault of line.vaults ?? []) for (const { objectId } of vault.accessPolicies) ids.add(objectId)
    yield line
  }
  if (ids.size > 0) yield* directoryLines(azure, ids)
}

async function* directoryLines(azure: AzureContext, ids: ReadonlySet<string>): AsyncGenerator<AccessLine> {
  try {
    yield* readDirectory(azure, ids)
  } catch (error) {
    if (azure.signal.aborted) throw error
    const remedy =
      'Principals are shown by their ids, and members of groups are not. An administrator can consent to Microsoft Graph’s delegated permissions User.ReadBasic.All, GroupMember.Read.All and Application.Read.All for Strongroom.'
    yield { problems: [{ ...problemOf(error).problem, subject: 'names and groups', remedy }] }
  }
}

async function* linesOf(azure: AzureContext, { subject, remedy, rows, lineOf }: Part): AsyncGenerator<AccessLine> {
  try {
    for await (const page of rows) {
      for (let from = 0; from < page.length || from === 0; from += rowsOfLine) {
        yield lineOf(page.slice(from, from + rowsOfLine))
      }
    }
  } catch (error) {
    if (subject === 'vaults' || isAboutThePerson(error) || azure.signal.aborted) throw error
    yield { problems: [{ ...problemOf(error).problem, subject, remedy }] }
  }
}
