import { utcMinute, utcSpan } from '@/lib/domain/audit-period.ts'
import { coverageWords, type VaultCoverage } from '@/lib/domain/log-coverage.ts'
import type { Problem } from '@/lib/domain/problem.ts'
import { csvOf } from './csv.ts'
import type { ExportTable } from './export-table.ts'

/** What a reader of the paper must know beside the rows. */
export interface ReportFacts {
  title: string
  /** Unix milliseconds; absent for what is told of one moment. */
  period?: { fromMs: number; toMs: number }
  /** When the rows were read. */
  asOfMs: number
  coverage?: readonly VaultCoverage[]
  problems?: readonly Problem[]
  queries?: readonly { workspaceName: string; text: string }[]
}

/**
 * Prints rows with all that makes them evidence: period, time of the data, what is not in them, the queries, their number and
 * the SHA-256 of the CSV file that the export of the same rows gives.
 */
export async function printReport(table: ExportTable, facts: ReportFacts): Promise<void> {
  const checksum = await sha256(csvOf(table))
  document.querySelector('body > .report')?.remove()
  const report = reportElement(table, facts, checksum)
  document.body.append(report)
  window.addEventListener('afterprint', () => report.remove(), { once: true })
  window.print()
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

function reportElement(table: ExportTable, facts: ReportFacts, checksum: string): HTMLElement {
  const { title, period, asOfMs, queries = [] } = facts
  const notSeen = notSeenIn(facts)
  const told: [string, string][] = [
    ...(period ? [['Period', utcSpan(period)] satisfies [string, string]] : []),
    ['Time of the data', `${utcMinute(asOfMs)} UTC`],
    ['Rows', table.rows.length.toLocaleString('en')],
    ['SHA-256 of these rows as CSV', checksum],
  ]
  return made('section', { className: 'report' }, [
    made('h1', {}, [title]),
    made(
      'dl',
      {},
      told.flatMap(([term, text]) => [made('dt', {}, [term]), made('dd', {}, [text])]),
    ),
    made('h2', {}, ['What is not in it']),
    notSeen.length === 0
      ? made('p', {}, ['Nothing is known to be missing.'])
      : made(
          'ul',
          {},
          notSeen.map((line) => made('li', {}, [line])),
        ),
    made('h2', {}, ['Rows']),
    made('table', {}, [
      made('thead', {}, [rowOf('th', table.head)]),
      made(
        'tbody',
        {},
        table.rows.map((row) => rowOf('td', row)),
      ),
    ]),
    ...queries.flatMap(({ workspaceName, text }) => [
      made('h2', {}, [`Query of ${workspaceName}`]),
      made('pre', {}, [text]),
    ]),
  ])
}

function notSeenIn({ coverage = [], problems = [] }: ReportFacts): string[] {
  const vaults = coverage
    .filter(({ state }) => state !== 'logged')
    .map(({ vaultName, state }) => `${vaultName} ${coverageWords[state].what}`)
  return [...vaults, ...problems.map(({ subject, message }) => [subject, message].filter(Boolean).join(': '))]
}

const rowOf = (cell: 'th' | 'td', texts: readonly string[]) =>
  made(
    'tr',
    {},
    texts.map((text) => made(cell, {}, [text])),
  )

/** An element whose texts are texts, whatever they hold. */
function made(name: string, properties: { className?: string }, content: (string | HTMLElement)[]): HTMLElement {
  const element = Object.assign(document.createElement(name), properties)
  element.append(...content)
  return element
}
