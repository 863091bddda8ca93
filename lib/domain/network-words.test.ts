import { expect, test } from 'vitest'
import { azureServices } from './network-words.ts'

const trustOf = (name: RegExp) => azureServices.filter((one) => name.test(one.name)).map(({ isTrusted }) => isTrusted)

test('Azure DevOps is no trusted service', () => {
  expect(trustOf(/DevOps/)).toEqual([false])
})

test('App Service is trusted to deploy a certificate and for nothing else', () => {
  expect(trustOf(/App Service: deployment/)).toEqual([true])
  expect(trustOf(/App Service: an app/)).toEqual([false])
})
