import { expect, test } from 'vitest'
import { apiVersionOf } from './api-version.ts'

const asked = (version: string) =>
  apiVersionOf(new URL(`https://kv.vault.emulator.test/secrets?api-version=${version}`))

test('a preview is answered as what it became: the Azure command line and released Python clients ask for some', () => {
  expect(asked('7.6-preview.2')).toBe('7.6')
  expect(asked('2026-01-01-preview')).toBe('2026-04-01')
})

test.each(['7.7', '7.6-preview.9', 'constructor', '__proto__', '2026-04-01 '])('%j is no version', (version) => {
  expect(() => asked(encodeURIComponent(version))).toThrow(`The specified version (${version}) is not recognized.`)
})
