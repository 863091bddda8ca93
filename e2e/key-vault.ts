import { readFileSync } from 'node:fs'
import { get } from 'node:https'
import { emulator } from './emulator.ts'

/** Reads the current version of a secret straight from Key Vault, as an application does that names no version. @returns the status */
export async function readCurrentSecret(account: string, vault: string, secret: string): Promise<number> {
  const { caFile } = await emulator.ready()
  const token = await emulator.token(account, 'https://vault.emulator.test/.default')
  const host = `${vault}.vault.emulator.test`
  const options = {
    host: '127.0.0.1',
    port: Number(process.env.EMULATOR_HTTPS_PORT ?? '8543'),
    servername: host,
    path: `/secrets/${secret}?api-version=7.4`,
    headers: { host, authorization: `Bearer ${token}`, 'user-agent': 'payments-batch/1.0' },
    ca: readFileSync(caFile),
  }
  return new Promise((resolve, reject) => {
    get(options, (response) => {
      response.resume()
      response.once('end', () => resolve(response.statusCode ?? 0))
    }).once('error', reject)
  })
}
