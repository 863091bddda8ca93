import 'server-only'
import * as z from 'zod/mini'
import type { ResourceGroup, Subscription } from '../domain/new-vault.ts'
import type { Page } from '../domain/page.ts'
import { pagesOf } from './call-scope.ts'
import { resourceManagerReader, subscriptionClient } from './clients.ts'
import { cloud } from './clouds.ts'
import type { AzureContext } from './context.ts'

/** The subscriptions that the caller sees, by name. */
export async function* listSubscriptions(azure: AzureContext): AsyncGenerator<Page<Subscription>> {
  for await (const page of pagesOf(azure, subscriptionClient(azure).subscriptions.list().byPage())) {
    yield {
      items: page.flatMap(({ subscriptionId, displayName }) =>
        subscriptionId ? [{ subscriptionId, name: displayName ?? subscriptionId }] : [],
      ),
    }
  }
}

const GroupPage = z.object({
  value: z.array(z.object({ name: z.string(), location: z.string() })),
  nextLink: z.nullish(z.string()),
})

/** The resource groups of a subscription that the caller may read. The pinned host refuses a next page from elsewhere. */
export async function* listResourceGroups(
  azure: AzureContext,
  subscriptionId: string,
): AsyncGenerator<Page<ResourceGroup>> {
  const read = resourceManagerReader(azure)
  const first = `${cloud().resourceManager}/subscriptions/${encodeURIComponent(subscriptionId)}/resourcegroups?api-version=2021-04-01`
  const seen = new Set<string>()
  for (let url: string | null | undefined = first; url && !seen.has(url); ) {
    seen.add(url)
    const page: z.infer<typeof GroupPage> = GroupPage.parse(JSON.parse(await read(url)))
    yield { items: page.value.map(({ name, location }) => ({ name, location })) }
    url = page.nextLink
  }
}
