import { expect, test } from 'vitest'
import { type OwnQuestion, ownAccess } from './own-access.ts'
import { operationsOn, type VaultRights } from './rights.ts'

const readValue = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
const role = (part: Partial<Record<'actions' | 'notActions' | 'dataActions' | 'notDataActions', string[]>>) => ({
  actions: [],
  notActions: [],
  dataActions: [],
  notDataActions: [],
  ...part,
})
const ask = (question: Partial<OwnQuestion>) =>
  ownAccess({ action: readValue, permissionModel: 'rbac', permissions: [], rights: null, ...question })

test('one’s own roles decide on a vault with roles; what one excludes another may give', () => {
  expect(ask({})).toEqual({ outcome: 'cannot', by: 'roles' })
  const all = role({ dataActions: ['Microsoft.KeyVault/vaults/*'], notDataActions: [readValue] })
  expect(ask({ permissions: [all] }).outcome).toBe('cannot')
  expect(ask({ permissions: [all, role({ dataActions: [readValue.toLowerCase()] })] }).outcome).toBe('can')
  // The vault as a resource is another matter.
  expect(
    ask({ permissions: [role({ actions: ['*'], notActions: ['Microsoft.Authorization/*/Write'] })] }).outcome,
  ).toBe('cannot')
})

test('whoever may assign roles, or write policies where those decide, could give it to themselves', () => {
  expect(ask({ permissions: [role({ actions: ['Microsoft.Authorization/*'] })] }).outcome).toBe('couldGrantItself')
  const contributor = [role({ actions: ['Microsoft.KeyVault/*'] })]
  expect(ask({ permissions: contributor }).outcome).toBe('cannot')
  expect(ask({ permissions: contributor, permissionModel: 'accessPolicy' }).outcome).toBe('couldGrantItself')
})

test('what cannot be known is not called a refusal', () => {
  expect(ask({ permissions: null }).outcome).toBe('unknown')
  expect(ask({ permissionModel: null }).outcome).toBe('unknown')
  // Policies for groups are nobody's to see from here; roles on data mean nothing there.
  const roles = [role({ dataActions: ['*'] })]
  expect(ask({ permissionModel: 'accessPolicy', permissions: roles })).toEqual({ outcome: 'unknown', by: 'policies' })
})

test('an access policy that names the person decides where policies do', () => {
  const none = (names: string[]) => Object.fromEntries(names.map((name) => [name, 'unknown']))
  const rights = {
    secrets: { ...none(operationsOn('secrets')), read: 'yes' },
    keys: none(operationsOn('keys')),
    certificates: none(operationsOn('certificates')),
  } as VaultRights // built from every operation there is
  expect(ask({ permissionModel: 'accessPolicy', rights })).toEqual({ outcome: 'can', by: 'policies' })
  expect(ask({ permissionModel: 'rbac', rights }).outcome).toBe('cannot')
})
