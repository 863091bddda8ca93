import { expect, test } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { userAgent } from './user-agent.ts'

test('the audit logs of the vaults name this very version', () => {
  expect(userAgent).toBe(`Strongroom/${packageJson.version}`)
})
