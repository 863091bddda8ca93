import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const style = `
:root { color-scheme: light dark; --page: #f4f5f7; --card: #fff; --ink: #1b1f24; --muted: #57606a; --line: #d5dae0; --hover: #f0f3f7; --accent: #0b57d0; --note: #fff6dd; --note-ink: #5c4300 }
@media (prefers-color-scheme: dark) { :root { --page: #0f1216; --card: #181c22; --ink: #e9edf2; --muted: #a3adb8; --line: #313842; --hover: #20262e; --accent: #8ab4ff; --note: #2e2710; --note-ink: #f3d98b } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--page); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { width: 100%; max-width: 32rem; padding: 1.5rem 2rem; background: var(--card); border: 1px solid var(--line); border-radius: .75rem }
h1 { margin: 0 0 .25rem; font-size: 1.375rem; line-height: 1.3 }
p { margin: .25rem 0 .75rem; color: var(--muted) }
p.note { margin: 0 0 1.25rem; padding: .5rem .75rem; border-radius: .5rem; background: var(--note); color: var(--note-ink); font-size: .875rem }
ul { margin: 0 0 .5rem; padding: 0; list-style: none; border-top: 1px solid var(--line) }
li { border-bottom: 1px solid var(--line) }
button { width: 100%; padding: .5rem; border: 0; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; border-radius: .25rem }
button:hover { background: var(--hover) }
button:focus-visible, a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
button.plain { width: auto; color: var(--accent); padding: .5rem }
button strong, button span { display: block }
button span { color: var(--muted); font-size: .875rem }
code { overflow-wrap: anywhere }
`

/** A page of the emulated Entra. No script; no address or framing but its own. */
export async function entraPage(context: Context, title: string, body: Html, status: 200 | 400 | 401 = 200) {
  const nonce = randomBytes(16).toString('base64')
  context.header('Cache-Control', 'no-store')
  context.header(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; frame-ancestors 'none'`,
  )
  context.header('X-Content-Type-Options', 'nosniff')
  context.header('X-Frame-Options', 'DENY')
  // Not `no-referrer`: that would make the Origin of the form's POST null.
  context.header('Referrer-Policy', 'same-origin')
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · emulated Microsoft Entra ID</title>
<style nonce="${nonce}">${raw(style)}</style>
</head>
<body>
<main>
<p class="note">This sign-in is emulated: the accounts are made up, and no password is asked for.</p>
${body}
</main>
</body>
</html>`
  return context.html(document, status)
}
