import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline'
import { InteractionRequiredAuthError } from '@azure/msal-node'
import { expect, test } from 'vitest'
import { AzureCallError } from './azure-call-error.ts'
import { isAmbiguous, problemOf } from './errors.ts'

const canary = 'CANARY-3f1c'

interface Answer {
  status: number
  code?: string
  innerCode?: string
  message?: string
  headers?: Record<string, string>
  body?: string
}

function answered({ status, code, innerCode, message, headers = {}, body }: Answer) {
  const error = { code, message, ...(innerCode && { innererror: { code: innerCode } }) }
  return new AzureCallError({
    status,
    headers: createHttpHeaders({ 'x-ms-request-id': 'azure-id', ...headers }),
    request: createPipelineRequest({ url: 'https://kv.vault.azure.net/secrets/a' }),
    bodyAsText: body ?? JSON.stringify({ error }),
  })
}

const rbacMessage = [
  'Caller is not authorized to perform action on resource.',
  'Caller: appid=1;oid=2;iss=https://sts.windows.net/3/',
  "Action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action'",
  "Resource: '/subscriptions/s/resourcegroups/g/providers/microsoft.keyvault/vaults/kv/secrets/a'",
  'Assignment: (not found)',
].join('\r\n')

const armMessage =
  "The client 'x' with object id 'y' does not have authorization to perform action 'Microsoft.KeyVault/vaults/read' over scope '/subscriptions/s' or the scope is invalid."

test.each<[string, Answer, object]>([
  [
    'a missing role names the action, the scope and the smallest role',
    { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByRbac', message: rbacMessage },
    {
      code: 'forbidden_by_role',
      missingRight: {
        action: 'Microsoft.KeyVault/vaults/secrets/getSecret/action',
        role: 'Key Vault Secrets User',
        scope: '/subscriptions/s/resourcegroups/g/providers/microsoft.keyvault/vaults/kv/secrets/a',
      },
      azure: { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByRbac', requestId: 'azure-id' },
    },
  ],
  [
    'a refusal of Resource Manager names its action and scope',
    { status: 403, code: 'AuthorizationFailed', message: armMessage },
    { code: 'forbidden', missingRight: { action: 'Microsoft.KeyVault/vaults/read', scope: '/subscriptions/s' } },
  ],
  ['a missing policy', { status: 403, code: 'Forbidden', innerCode: 'AccessDenied' }, { code: 'forbidden_by_policy' }],
  [
    'a missing policy by its newer code',
    { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByPolicy' },
    { code: 'forbidden_by_policy' },
  ],
  [
    'a firewall',
    { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByFirewall' },
    { code: 'forbidden_by_firewall' },
  ],
  [
    'a closed public network',
    { status: 403, code: 'Forbidden', innerCode: 'ForbiddenByConnection' },
    { code: 'forbidden_by_firewall', message: expect.stringContaining('private endpoint') },
  ],
  ['a disabled version', { status: 403, code: 'Forbidden', innerCode: 'SecretDisabled' }, { code: 'secret_disabled' }],
  [
    'a disabled version that only the words tell',
    { status: 403, code: 'Forbidden', message: 'Operation get is not allowed on a disabled secret.' },
    { code: 'secret_disabled' },
  ],
  [
    'a managed secret',
    { status: 403, code: 'Forbidden', innerCode: 'SecretManagedByKeyVault' },
    { code: 'secret_managed' },
  ],
  [
    'a deleted name',
    { status: 409, code: 'Conflict', innerCode: 'ObjectIsDeletedButRecoverable' },
    { code: 'secret_deleted' },
  ],
  ['an unknown secret', { status: 404, code: 'SecretNotFound' }, { code: 'secret_not_found' }],
  [
    'throttling with the time to wait',
    { status: 429, code: 'Throttled', headers: { 'retry-after': '7' } },
    { code: 'throttled', retryAfterSeconds: 7 },
  ],
  ['a failure', { status: 503, code: 'ServiceUnavailable' }, { code: 'azure_error' }],
  ['a page of a proxy', { status: 502, body: `<html>${canary}</html>` }, { code: 'azure_error' }],
])('%s', (_, answer, expected) => {
  const { problem } = problemOf(answered(answer))
  expect(problem).toMatchObject(expected)
  expect(JSON.stringify(problem)).not.toContain(canary)
})

test('a claims challenge of Azure keeps the claims for the 401', () => {
  const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
  const header = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(claims).toString('base64')}"`
  const error = problemOf(answered({ status: 401, headers: { 'www-authenticate': header } }))
  expect(error.problem.code).toBe('insufficient_claims')
  expect(error.claims).toBe(claims)
})

test.each([
  ['AADSTS65001', 'consent_required', /admin consent/],
  ['AADSTS50076', 'conditional_access', /multi-factor/],
  ['AADSTS53003', 'conditional_access', /correlation id/],
  ['AADSTS500133', 'unauthenticated', /Sign in again/],
  ['AADSTS700024', 'clock_skew', /clock/],
  ['AADSTS7000215', 'azure_error', /runs Strongroom/],
])('19: %s is %s, with guidance of its own and the correlation id', (number, code, remedy) => {
  const error = new InteractionRequiredAuthError('invalid_grant', 'correlation', `${number}: Words. Trace ID: x`, '')
  expect(problemOf(error).problem).toMatchObject({
    code,
    remedy: expect.stringMatching(remedy),
    azure: { code: number, message: `${number}: Words.`, requestId: 'correlation' },
  })
})

test('an exchange that asks for claims hands them on, with the reason where it is known', () => {
  const error = new InteractionRequiredAuthError(
    'invalid_grant',
    'id',
    'AADSTS50076: x',
    'basic_action',
    '',
    '',
    '{"a":1}',
  )
  expect(problemOf(error)).toMatchObject({
    claims: '{"a":1}',
    problem: { code: 'insufficient_claims', message: expect.stringContaining('multi-factor') },
  })
})

test('an error that nobody foresaw keeps its message to itself', () => {
  expect(JSON.stringify(problemOf(new Error(canary)).problem)).not.toContain(canary)
  expect(problemOf(new Error(canary)).problem.code).toBe('internal_error')
})

test('an answer that cannot be parsed, whose error quotes the whole body, is not quoted', () => {
  const { problem } = problemOf(
    new RestError(`… parsing the response body - {"value":"${canary}`, { code: 'PARSE_ERROR' }),
  )
  expect(problem.code).toBe('azure_error')
  expect(JSON.stringify(problem)).not.toContain(canary)
})

test('a write is open after a lost answer or a failure of Azure, and not after a refusal or without a connection', () => {
  const lost = new RestError('socket hang up', { code: 'ECONNRESET' })
  const neverSent = new RestError('refused', { code: 'ECONNREFUSED' })
  expect([lost, answered({ status: 500 }), neverSent, answered({ status: 403 })].map(isAmbiguous)).toEqual([
    true,
    true,
    false,
    false,
  ])
})
