import 'server-only'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type KqlValue, kqlLiteral } from './kql-literal.ts'

/** A query of lib/azure/kql, which can be pasted into the portal as it is. */
interface SavedQuery {
  title: string
  /** By name, each with the sample that stands in the file. */
  parameters: ReadonlyMap<string, string>
  /** The file's lines up to the parameters, and after them. */
  head: string
  body: string
}

export type SavedQueryName =
  | 'access-heatmap'
  | 'access-hours'
  | 'assignment-use'
  | 'audit-events'
  | 'audit-timeline'
  | 'changes'
  | 'logged-since'
  | 'signal-deletion-outside-window'
  | 'signal-failure-share'
  | 'signal-first-time-caller'
  | 'signal-logging-switched-off'
  | 'signal-low-availability'
  | 'signal-network-opened'
  | 'signal-read-spike'
  | 'signal-refused-burst'
  | 'signal-slow-answers'
  | 'signal-throttling'
  | 'signals'
  | 'who-used-it'

const known = new Map<SavedQueryName, SavedQuery>()
const parameterLine = /^let (\w+) = (.+);$/

/**
 * The text of a saved query with these parameters: its leading `let` lines replaced, and nothing else.
 * @throws {TypeError} for a parameter that is missing, unknown or of another type than its sample
 */
export function savedQuery(name: SavedQueryName, values: Record<string, KqlValue>): string {
  const { head, body, parameters } = readSavedQuery(name)
  const unknown = Object.keys(values).find((one) => !parameters.has(one))
  if (unknown) throw new TypeError(`The query ${name} has no parameter ${unknown}.`)
  const lines = [...parameters].map(([parameter, sample]) => {
    const value = values[parameter]
    if (value === undefined || kindOf(value) !== kindOfSample(sample)) {
      throw new TypeError(`The query ${name} needs ${parameter} as a ${kindOfSample(sample)}.`)
    }
    return `let ${parameter} = ${kqlLiteral(value)};\n`
  })
  return `${head}${lines.join('')}${body}`
}

/** A saved query as its file has it. */
export function readSavedQuery(name: SavedQueryName): SavedQuery {
  const found =
    known.get(name) ?? parsed(name, readFileSync(path.join(process.cwd(), `lib/azure/kql/${name}.kql`), 'utf8'))
  known.set(name, found)
  return found
}

function parsed(name: string, text: string): SavedQuery {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => !line.startsWith('//'))
  const end = lines.findIndex((line, index) => index >= first && !parameterLine.test(line))
  const title = lines[0]?.replace(/^\/\/ /, '')
  if (!title || first < 1 || end < 0 || lines[end] !== '') {
    throw new Error(`${name}.kql is no saved query: a title, then parameters, then an empty line, then the query.`)
  }
  const parameters = lines.slice(first, end).map((line): [string, string] => {
    const [, parameter = '', sample = ''] = parameterLine.exec(line) ?? []
    return [parameter, sample]
  })
  return {
    title,
    parameters: new Map(parameters),
    head: lines
      .slice(0, first)
      .map((line) => `${line}\n`)
      .join(''),
    body: lines.slice(end).join('\n'),
  }
}

function kindOf(value: KqlValue): string {
  if (value instanceof Date) return 'date'
  return typeof value === 'object' ? 'list' : typeof value
}

function kindOfSample(sample: string): string {
  if (sample.startsWith('"')) return 'string'
  if (sample.startsWith('datetime(')) return 'date'
  if (sample.startsWith('dynamic([')) return 'list'
  return /^\d+$/.test(sample) ? 'number' : 'boolean'
}
