import { ObjectPage } from '../domain/object-page.ts'
import type { Problem } from '../domain/problem.ts'

/** What an answer of `/api/objects` adds up to, and how it ended. */
export async function readObjects(response: Response) {
  const lines = (await response.text()).trimEnd().split('\n')
  const pages = lines.slice(0, -1).map((line) => ObjectPage.parse(JSON.parse(line)))
  return {
    items: pages.flatMap(({ items }) => items),
    statuses: pages.flatMap(({ statuses }) => statuses),
    problems: pages.flatMap(({ problems = [] }) => problems),
    totals: pages.at(-1)?.totals,
    last: JSON.parse(lines.at(-1) ?? '') as { done?: true; error?: Problem }, // our own format
  }
}
