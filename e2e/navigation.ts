import type { Page } from '@playwright/test'

/** Follows an area of the console from the side bar. A page's own text may link to the same area under the same name. */
export async function openArea(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
}
