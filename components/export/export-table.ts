/** A table on its way out of the browser: the head, then the rows. */
export interface ExportTable {
  /** Without ending; the date is added. */
  fileName: string
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

/**
 * How a text begins that a spreadsheet would take for a formula and run. A line end counts: some programs skip it.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

/** The text as a spreadsheet shows and never runs it. */
export function harmless(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text
}

/** Hands a file to the person. It is made here; nothing is sent anywhere. */
export function saveFile(content: Blob, fileName: string): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // The browser has taken hold of the content by the next turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** `objects-2026-06-01.csv`. */
export function datedName(name: string, ending: string, nowMs: number): string {
  return `${name}-${new Date(nowMs).toISOString().slice(0, 10)}.${ending}`
}
