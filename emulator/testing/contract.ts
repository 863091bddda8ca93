import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import type { LiveValidator } from 'oav'

/** Checks calls against Azure's official OpenAPI, when a checkout of it lies beside the project. */

// biome-ignore lint/style/noProcessEnv: a test's own setting, which the product does not know
const folder = process.env.OPENAPI_SPECS_DIR ?? path.join(import.meta.dirname, '..', '..', '..', 'shared', 'specs')

/** Where a description lies, as the root of its checkout; undefined when there is none. */
export function specificationRoot(description: string): string | undefined {
  if (!existsSync(folder)) return undefined
  const [found] = globSync([description, `*/${description}`], { cwd: folder })
  return found && path.join(folder, found.slice(0, found.length - description.length))
}

/** One call as it went over the wire. */
export interface Exchange {
  method: string
  url: string
  requestBody: unknown
  status: number
  responseBody: unknown
}

/** Keeps every call of a client. */
export function recordInto(exchanges: Exchange[]): PipelinePolicy {
  return {
    name: 'recordExchanges',
    async sendRequest(request, next) {
      const response = await next(request)
      exchanges.push({
        method: request.method,
        url: request.url,
        requestBody: parsed(request.body),
        status: response.status,
        responseBody: parsed(response.bodyAsText),
      })
      return response
    },
  }
}

export type Contract = (exchange: Exchange) => Promise<{ operationId: string; violations: string[] }>

/** @param root from `specificationRoot` */
export async function contractOf(root: string, description: string): Promise<Contract> {
  // Loaded here because it takes seconds, which a machine without the descriptions need not spend.
  const oav = await import('oav')
  // biome-ignore lint/style/noRestrictedImports: a folder of the package's own; it logs each path without a provider
  const { log } = await import('oav/dist/lib/util/logging.js')
  log.consoleLogLevel = 'off'
  const validator = new oav.LiveValidator({
    directory: root,
    swaggerPathsPattern: [description],
    // By default it knows some descriptions to be hard to read, and passes them over.
    excludedSwaggerPathsPattern: ['**/examples/**/*'],
    isPathCaseSensitive: false,
    loadValidatorInInitialize: true,
    loadValidatorInBackground: false,
    isArmCall: false,
    git: { shouldClone: false },
  })
  await validator.initialize()
  preferLiteralPaths(validator.operationSearcher)
  return async ({ method, url, requestBody, status, responseBody }) => {
    const headers = { 'content-type': 'application/json' }
    const { requestValidationResult, responseValidationResult, runtimeException } =
      await validator.validateLiveRequestResponse({
        liveRequest: { method, url, headers, ...(requestBody !== undefined && { body: requestBody }) },
        liveResponse: {
          statusCode: String(status),
          headers,
          ...(responseBody !== undefined && { body: responseBody }),
        },
      } as Parameters<typeof validator.validateLiveRequestResponse>[0]) // bodies are whatever went over the wire
    // For a call of no known operation both are one and the same.
    const results = new Set([requestValidationResult, responseValidationResult])
    const exceptions = [runtimeException, ...[...results].map((one) => one.runtimeException)].filter(
      (one) => one !== undefined,
    )
    return {
      operationId: requestValidationResult.operationInfo.operationId,
      violations: [
        ...exceptions.map(({ code, message }) => `${code}: ${message}`),
        ...[...results].flatMap(({ errors }) =>
          errors.map(({ code, message, pathsInPayload }) => `${code} ${pathsInPayload}: ${message}`),
        ),
      ],
    }
  }
}

/** Where several paths fit, the one with more words of its own is meant; the validator would refuse to choose. */
function preferLiteralPaths(searcher: LiveValidator['operationSearcher']): void {
  const candidates = searcher.getPotentialOperations.bind(searcher)
  searcher.getPotentialOperations = (request) => {
    const found = candidates(request)
    const parameters = ({ pathRegex }: (typeof found.matches)[number]) => pathRegex._keys.length
    const [best, ...others] = found.matches.toSorted((left, right) => parameters(left) - parameters(right))
    return best && others.length > 0 ? { ...found, matches: [best] } : found
  }
}

function parsed(body: unknown): unknown {
  return typeof body === 'string' && body !== '' ? JSON.parse(body) : undefined
}
