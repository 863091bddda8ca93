import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { stopIfClientIsGone } from './client-gone.ts'
import type { AzureContext } from './context.ts'

/**
 * What the pipeline policies of a shared client must know of the request they serve. The SDKs drop a call's options from
 * the second page of a list on, so the abort signal cannot travel there any other way.
 */
interface CallScope {
  azure: AzureContext
  /** Addresses of the pages that this listing has asked for. */
  visitedPages?: Set<string>
}

const scopes = new AsyncLocalStorage<CallScope>()

export function currentScope(): CallScope | undefined {
  return scopes.getStore()
}

/** Runs `run`, and every call to Azure that it makes, as part of a request. */
export function withinScope<T>(azure: AzureContext, run: () => T): T {
  return scopes.run({ azure }, run)
}

/** Runs `run` for several requests at once: it must not end because one of their clients goes away. */
export function outsideScope<T>(run: () => T): T {
  return scopes.exit(run)
}

/** The pages of one SDK listing. A page that is asked for twice ends it as `truncated` (see pin-host.ts). */
export async function* pagesOf<T>(azure: AzureContext, pages: AsyncIterable<T>): AsyncGenerator<T> {
  const scope = { azure, visitedPages: new Set<string>() }
  const iterator = pages[Symbol.asyncIterator]()
  for (;;) {
    stopIfClientIsGone(azure)
    const result = await scopes.run(scope, () => iterator.next())
    if (result.done) return
    yield result.value
  }
}
