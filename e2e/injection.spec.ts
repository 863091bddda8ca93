import { expect, type Page, test } from '@playwright/test'
import { secretLandmarks } from '../emulator/seed/landmarks.ts'
import { pages } from '../lib/routes.ts'
import { emulator } from './emulator.ts'
import { people, signInAs } from './sign-in.ts'

test.beforeEach(async () => {
  await emulator.faults([])
  await emulator.reset()
})

/** Counts what a script smuggled into the page would cause: dialogs, policy violations, errors. */
async function watch(page: Page) {
  const seen: string[] = []
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`)
    dialog.dismiss()
  })
  await page.exposeFunction('__violated', (directive: string) => seen.push(`policy: ${directive}`))
  await page.addInitScript(() => {
    document.addEventListener(
      'securitypolicyviolation',
      (event) => (window as unknown as { __violated(directive: string): void }).__violated(event.effectiveDirective), // exposed above
    )
  })
  return seen
}

const { vault, secret } = secretLandmarks.markup

test('37: markup in tags, content type and value is text, and the policy is never even asked', async ({ page }) => {
  const seen = await watch(page)
  await signInAs(page, people.ines, `${pages.secrets(vault)}?q=${secret}`)
  await expect(page.getByRole('link', { name: secret })).toBeVisible()
  await page.goto(pages.secret(vault, secret))
  await expect(page.getByText('<img src=x onerror=alert(1)>').first()).toBeVisible()
  await page.getByRole('button', { name: /^Reveal the value of .*current version/ }).click()
  await expect(page.getByRole('region', { name: /^Value of/ })).toBeVisible()
  expect(await page.locator('img[src="x"]').count()).toBe(0)
  expect(seen).toEqual([])
})

test('37: the same page refuses markup and handlers when a script does try to write them', async ({ page }) => {
  const seen = await watch(page)
  await signInAs(page, people.ines, pages.secret(vault, secret))
  const handler = page.evaluate(() => document.createElement('img').setAttribute('onerror', 'alert(1)'))
  await expect(handler).rejects.toThrow(/TrustedScript/)
  const markup = page.evaluate(() => {
    document.body.innerHTML = '<img src=x onerror=alert(1)>'
  })
  await expect(markup).rejects.toThrow(/TrustedHTML/)
  await expect.poll(() => seen).toContain('policy: require-trusted-types-for')
  expect(seen.filter((what) => what.startsWith('dialog'))).toEqual([])
})

const canary = secretLandmarks.canary

test('40: a value is in the answer to its reveal and nowhere else', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const answers: Promise<{ url: string; text: string }>[] = []
  const addresses: string[] = []
  const said: string[] = []
  page.on('request', (request) => addresses.push(request.url()))
  page.on('console', (message) => said.push(message.text()))
  page.on('response', (response) => {
    answers.push(
      response.text().then(
        (text) => ({ url: response.url(), text }),
        () => ({ url: response.url(), text: '' }),
      ),
    )
  })
  await signInAs(page, people.ines, pages.secrets(canary.vault))
  await page.goto(pages.secret(canary.vault, canary.secret))
  await page.getByRole('button', { name: /^Reveal the value of .*current version/ }).click()
  await expect(page.getByRole('region', { name: /^Value of/ })).toContainText('CANARY-')
  await page.getByRole('button', { name: /^Hide the value of .*current version/ }).click()
  await page
    .getByRole('button', { name: /Roll back/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Compare values' }).click()
  await expect(page.getByRole('dialog')).toContainText(/differ/i)
  await page.keyboard.press('Escape')

  const carriers = (await Promise.all(answers))
    .filter(({ text }) => text.includes('CANARY-'))
    .map(({ url }) => new URL(url).pathname)
  expect(carriers).toHaveLength(1)
  expect(carriers[0]).toMatch(/\/reveal$/)
  expect(addresses.join('\n')).not.toContain('CANARY-')
  expect(said.join('\n')).not.toContain('CANARY-')
  const kept = await page.evaluate(async () => ({
    html: document.documentElement.outerHTML,
    storage: JSON.stringify({ ...sessionStorage, ...localStorage }),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    history: JSON.stringify(history.state),
  }))
  expect(JSON.stringify(kept)).not.toContain('CANARY-')
  expect(kept.databases).toEqual([])
  expect(kept.caches).toEqual([])
})

test('41: the answer to a reveal may be stored nowhere', async ({ page }) => {
  await signInAs(page, people.ines, pages.secret(canary.vault, canary.secret))
  const answered = page.waitForResponse(/\/reveal$/)
  await page.getByRole('button', { name: /^Reveal the value of .*current version/ }).click()
  const headers = (await answered).headers()
  expect(headers['cache-control']).toContain('no-store')
  expect(headers['x-content-type-options']).toBe('nosniff')
})
