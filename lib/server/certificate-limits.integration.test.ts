import { afterAll, beforeAll, expect, test } from 'vitest'
import { api } from '../routes.ts'
import { people, type Strongroom, startStrongroom } from '../test-support/strongroom.ts'

let strongroom: Strongroom
beforeAll(async () => {
  strongroom = await startStrongroom({ env: { STRONGROOM_WRITES_PER_MINUTE: '11' } })
})
afterAll(() => strongroom?.close())

test('45: whatever changes certificates, issuers or contacts counts as a write', async () => {
  const token = await strongroom.token(people.lena)
  const vault = 'kv-payments-prod-weu'
  const send = (method: string, address: string, body?: object) => () =>
    strongroom.api(method, address, { token, body })
  const part = (name: Parameters<typeof api.certificatePart>[2]) => api.certificatePart(vault, 'c', name)
  const policy = {
    issuerName: 'Self',
    subject: 'CN=a',
    keyType: 'EC',
    isExportable: true,
    reusesKey: false,
    contentType: 'application/x-pkcs12',
    validityMonths: 1,
    lifetimeAction: null,
  }
  const writes = [
    send('POST', part('create'), { policy }),
    send('POST', part('import'), { content: 'MAMCAQM=' }),
    send('POST', part('merge'), { certificate: 'x' }),
    send('POST', part('request')),
    send('DELETE', part('request')),
    send('PATCH', part('policy'), policy),
    send('PATCH', api.certificateVersion(vault, 'c', 'a'.repeat(32)), { enabled: false }),
    send('DELETE', api.certificate(vault, 'c')),
    send('PUT', api.certificateIssuer(vault, 'i'), { provider: 'DigiCert' }),
    send('DELETE', api.certificateIssuer(vault, 'i')),
    send('PUT', api.certificateContacts(vault), { contacts: [{ email: 'a@b.c' }] }),
  ]
  // Each counts, refused by Azure or not; a merge of what is no certificate goes no further than this server.
  const statuses = []
  for (const write of writes) statuses.push((await write()).status)
  expect(statuses).toEqual([403, 403, 400, 403, 403, 403, 403, 403, 403, 403, 403])
  for (const write of [...writes, send('DELETE', api.certificateContacts(vault))]) {
    expect((await write()).status).toBe(429)
  }
})
