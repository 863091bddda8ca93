import { expect, test } from 'vitest'
import { byId, callerOf } from './audit-caller.ts'

const event = { callerId: 'a1', callerName: '', identityResource: '', applicationId: 'c1' }
const vm = '/subscriptions/s/resourcegroups/r/providers/microsoft.compute/virtualmachines/vm-batch'

test('a caller has the name of the directory before that of the token', () => {
  const directory = byId([{ id: 'a1', type: 'User', name: 'Ines Moreau' }])
  expect(callerOf({ ...event, callerName: 'ines@meridian.example' }, directory).name).toBe('Ines Moreau')
})

test('without the directory a person has the sign-in name, a managed identity its resource, others their id', () => {
  expect(callerOf({ ...event, callerName: 'ines@meridian.example' }, byId([]))).toMatchObject({
    name: 'ines@meridian.example',
    kind: 'person',
  })
  expect(callerOf({ ...event, identityResource: vm }, byId([]))).toMatchObject({
    name: 'vm-batch',
    kind: 'managedIdentity',
  })
  expect(callerOf(event, byId([]))).toMatchObject({ name: 'a1', kind: 'application' })
  expect(callerOf({ ...event, callerId: '', applicationId: '' }, byId([]))).toMatchObject({
    name: 'Not told',
    kind: 'unknown',
  })
})
