/** `count` tags, the first of them as people set them. */
export function fifteenTags(count: number, release: string): Record<string, string> {
  const named = { owner: 'payments-team@meridian.example', rotation: 'manual', ticket: 'CHG-5150', release }
  const numbered = Array.from({ length: count - Object.keys(named).length }, (_, index) => [
    `consumer-${String(index + 1).padStart(2, '0')}`,
    `reconciliation-job-${index + 1}`,
  ])
  return { ...named, ...Object.fromEntries(numbered) }
}

/** What a page that trusts its data would run, mirror or trip over. */
export const markupTags: Record<string, string> = {
  owner: '<img src=x onerror=alert(1)>',
  '<b>bold</b>': 'a tag name with markup',
  link: 'javascript:alert(1)',
  template: '{{constructor.constructor("alert(1)")()}} <%= alert(1) %>',
  'right-to-left': 'invoice\u202Egnp.exe',
  script: '"><svg onload=alert(1)>',
  formula: '=HYPERLINK("https://attacker.example","open")',
  spaces: '  leading, trailing and\u00A0hard  ',
  emoji: '👩🏽‍🚀 déjà vu 密钥 🔑',
  // Computed, or it would set the object's prototype.
  ['__proto__']: 'polluted',
  constructor: 'a name that every object has',
  long: 'x'.repeat(512),
}

export function settingsDocument(changes: Record<string, unknown>): string {
  const document = {
    service: 'payments',
    endpoint: 'https://payments.production.meridian.example',
    timeoutSeconds: 30,
    limits: { perSecond: 250, burst: 600 },
    currencies: ['EUR', 'SEK', 'USD'],
  }
  return JSON.stringify({ ...document, ...changes }, null, 2)
}

/** 25 KB to the byte. */
export function largestText(edition: string): string {
  const line = `# Sample rules, ${edition} edition: amount > 1000 and country != account.country => review\n`
  return line.repeat(Math.ceil(25_600 / line.length)).slice(0, 25_600)
}

export function letterTemplate(revision: string): string {
  return [
    `Sample letter, revision ${revision}`,
    'Liebe Kundin, sehr geehrter Kunde: „Ihre Rückbuchung“ – 12,50 €\r',
    'Уважаемый клиент · 尊敬的客户 · عميلنا العزيز · לקוח יקר',
    '\tName:\t"{name}"\t\'{reference}\' \\ 👩🏽‍🚀',
    'no newline follows',
  ].join('\n')
}
