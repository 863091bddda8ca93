import { expect, test } from 'vitest'
import { policyTemplates } from './access-policy.ts'
import { publishedMapping } from './policy-roles.ts'

test('the templates of storage, backup and bring-your-own-key need a custom role, and no other does', () => {
  const custom = policyTemplates.filter(({ grant }) => publishedMapping(grant)?.needsCustomRole).map(({ name }) => name)
  expect(custom).toEqual(['Azure Data Lake Storage or Azure Storage', 'Azure Backup', 'Azure Information BYOK'])
  expect(publishedMapping({ secrets: ['get', 'list', 'purge'] })).toBeNull()
})
