import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { AccessFinding } from '../domain/access-findings.ts'
import type { AccessMatrix } from '../domain/access-matrix.ts'
import { AccessLine, type AccessReading, emptyReading, withLine } from '../domain/access-reading.ts'
import { api } from '../routes.ts'
import { startEvaluator } from './access-evaluator.ts'
import { apiPages } from './fetcher.ts'

/** Who can reach what over all vaults: what Azure told, and what follows from it. */
export interface EstateAccess {
  reading: AccessReading
  matrix: AccessMatrix
  /** Once the reading is complete. */
  findings: readonly AccessFinding[]
  /** When it was read, Unix milliseconds. */
  asOfMs: number
  isComplete: boolean
}

const queryKey = ['access', 'estate'] as const
const freshMs = 5 * 60_000

export const accessQueries = {
  /** One reading for every page that asks; it goes on when the page is left. */
  estate: () =>
    queryOptions<EstateAccess>({
      queryKey,
      queryFn: ({ client }) => readEstate(client),
      staleTime: freshMs,
      gcTime: 6 * freshMs,
      // A million cells are compared by nobody.
      structuralSharing: false,
    }),
}

async function readEstate(client: QueryClient): Promise<EstateAccess> {
  const evaluator = startEvaluator()
  const isFirst = client.getQueryData(queryKey) === undefined
  let reading = emptyReading
  const evaluated = async (isComplete: boolean): Promise<EstateAccess> => {
    const told = reading
    const { matrix, findings } = await evaluator.evaluate(isComplete)
    return { reading: told, matrix, findings, asOfMs: Date.now(), isComplete }
  }
  let early: Promise<void> | undefined
  try {
    for await (const line of apiPages(AccessLine, api.access())) {
      reading = withLine(reading, line)
      evaluator.add(line)
      // Read for the first time it grows as it comes; read again it is replaced as a whole.
      if (isFirst && hasSomething(reading) && !evaluator.isBusy()) {
        early = evaluated(false).then((access) => void client.setQueryData(queryKey, access))
        early.catch(() => undefined)
      }
      // Lines that came together would else be one long task.
      await nextTask()
    }
    await early
    return await evaluated(true)
  } finally {
    evaluator.end()
  }
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve, 0))

/** Whether rows could already be told. */
function hasSomething({ vaults, roles, assignments, subscriptions }: AccessReading): boolean {
  return vaults.length > 0 && roles.length > 0 && assignments.length > 0 && subscriptions.length > 0
}
