import { expect, test } from 'vitest'
import { checkRotationForm, rotationFormOf } from './rotation-form.ts'

const policy = {
  expiresIn: 'P2Y',
  rotate: { trigger: 'beforeExpiry', duration: 'P30D' } as const,
  notifyBeforeExpiry: 'P1M',
  updatedOn: null,
}

test('a policy that is opened and saved is the same policy', () => {
  const { updatedOn: _, ...body } = policy
  expect(checkRotationForm(rotationFormOf(policy))).toEqual({ body, errors: {} })
})

test('a duration of several units becomes days', () => {
  expect(rotationFormOf({ ...policy, expiresIn: 'P1Y6M' }).expiresIn).toEqual({ count: '545', unit: 'D' })
})

test('without an expiry and a rotation only a notification is left', () => {
  const form = { ...rotationFormOf(policy), hasExpiry: false, rotate: 'never' as const }
  expect(checkRotationForm(form).body).toEqual({ expiresIn: null, rotate: null, notifyBeforeExpiry: 'P1M' })
})

test.each(['', '0', '1.5', '-3', '1e3', '100000'])('%j is no count', (count) => {
  const form = { ...rotationFormOf(policy), expiresIn: { count, unit: 'D' as const } }
  expect(checkRotationForm(form)).toEqual({ body: null, errors: { expiresIn: expect.stringMatching(/whole number/) } })
})

test('what Key Vault would refuse is said beside its field', () => {
  const form = { ...rotationFormOf(policy), rotateAt: { count: '6', unit: 'D' as const } }
  expect(checkRotationForm(form)).toEqual({ body: null, errors: { rotate: expect.stringMatching(/7 days/) } })
})
