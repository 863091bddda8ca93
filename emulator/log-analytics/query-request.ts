import * as z from 'zod'
import { badArgument } from './errors.ts'

/** A query as it was asked for, whichever way. */
export interface QueryRequest {
  query: string
  timespan?: string
  /** More workspaces, each by its GUID, its name or its ARM id. */
  workspaces: string[]
  preferences: Preferences
}

export interface Preferences {
  /** How long the query may take, in seconds. */
  waitSeconds: number
  includesStatistics: boolean
  includesRender: boolean
}

/** The parser takes seconds for as much, and everybody waits for it. */
const maxQueryLength = 100_000

const QueryBody = z.object({
  query: z
    .string('query is a text.')
    .min(1, 'query is not empty.')
    .max(maxQueryLength, `query has at most ${maxQueryLength} characters.`),
  timespan: z.string('timespan is a text.').nullish(),
  workspaces: z.array(z.string()).max(100, 'At most 100 workspaces.').nullish(),
})

const BatchBody = z.object({
  requests: z
    .array(
      z.object({
        id: z.string('Each request of a batch has an id.').min(1),
        workspace: z.string('Each request of a batch names its workspace.').min(1),
        body: z.unknown(),
        headers: z.record(z.string(), z.string()).nullish(),
        path: z.literal('/query').nullish(),
        method: z.literal('POST').nullish(),
      }),
    )
    .min(1, 'A batch holds a request.')
    .max(100, 'A batch holds at most 100 requests.')
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'Each id of a batch is another.'),
})

export type BatchedQuery = z.infer<typeof BatchBody>['requests'][number]

/** @throws LogsError */
export function queryOfBody(body: unknown, prefer: string | undefined): QueryRequest {
  const { query, timespan, workspaces } = parsed(QueryBody, body)
  return {
    query,
    ...(timespan && { timespan }),
    workspaces: workspaces ?? [],
    preferences: preferencesOf(prefer),
  }
}

/** @throws LogsError */
export function queryOfUrl({ searchParams }: URL, prefer: string | undefined): QueryRequest {
  const workspaces = (searchParams.get('workspaces') ?? '').split(',').filter(Boolean)
  const body = { query: searchParams.get('query') ?? '', timespan: searchParams.get('timespan'), workspaces }
  return queryOfBody(body, prefer)
}

/** @throws LogsError */
export function queriesOfBatch(body: unknown): BatchedQuery[] {
  return parsed(BatchBody, body).requests
}

const defaultWaitSeconds = 180
const longestWaitSeconds = 600

/** `wait=600,include-statistics=true,include-render=true`. What is not known is passed over, as a preference may be. */
function preferencesOf(prefer = ''): Preferences {
  const given = new Map(
    prefer.split(/[,;]/).map((one) => {
      const [name = '', value = ''] = one.trim().toLowerCase().split('=')
      return [name, value] as const
    }),
  )
  const wait = given.get('wait')
  if (wait !== undefined && !/^[1-9]\d{0,5}$/.test(wait)) {
    throw badArgument(`The preference wait=${wait} is not a whole number of seconds.`)
  }
  return {
    waitSeconds: Math.min(Number(wait ?? defaultWaitSeconds), longestWaitSeconds),
    includesStatistics: given.get('include-statistics') === 'true',
    includesRender: given.get('include-render') === 'true' || given.get('include-visualization') === 'true',
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const result = schema.safeParse(body)
  if (result.success) return result.data
  throw badArgument(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '))
}
