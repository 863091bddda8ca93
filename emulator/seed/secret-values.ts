import type { Random } from './random.ts'
import type { ValueContext } from './secret-kinds.ts'

/** A single line that nobody can take for a real credential. */
export function token(random: Random, length: number): string {
  return `sample-${random.text(length - 7)}`
}

export function connectionString(
  kind: 'sql' | 'servicebus' | 'redis' | 'storage' | 'eventhub',
  { service, environment, fresh }: ValueContext,
): string {
  const host = `${service}-${environment}`
  const password = token(fresh, 32)
  switch (kind) {
    case 'sql':
      return `Server=tcp:sql-${host}.database.example,1433;Initial Catalog=${service};User ID=app_${service.replaceAll('-', '_')};Password=${password};Encrypt=True;Connection Timeout=30;`
    case 'servicebus':
      return `Endpoint=sb://sb-${host}.servicebus.example/;SharedAccessKeyName=${service};SharedAccessKey=${password}`
    case 'eventhub':
      return `Endpoint=sb://evh-${host}.servicebus.example/;SharedAccessKeyName=${service};SharedAccessKey=${password};EntityPath=${service}`
    case 'redis':
      return `redis-${host}.cache.example:6380,password=${password},ssl=True,abortConnect=False`
    case 'storage':
      return `DefaultEndpointsProtocol=https;AccountName=st${service.replaceAll('-', '')};AccountKey=${password};EndpointSuffix=storage.example`
  }
}

export function credentials({ service, fixed, fresh }: ValueContext): string {
  return JSON.stringify({ username: `${service}-${fixed.text(4)}`, password: token(fresh, 28) })
}

/** A JSON document of which one key changes from version to version. */
export function settings({ service, environment, fixed, fresh }: ValueContext): string {
  const document = {
    service,
    environment,
    endpoint: `https://${service}.${environment}.meridian.example`,
    timeoutSeconds: fixed.integer(5, 60),
    retries: { attempts: fixed.integer(2, 6), backoffSeconds: [1, 2, 4] },
    features: { strictValidation: fixed.chance(0.5), dualWrite: fixed.chance(0.3) },
    apiKey: token(fresh, 36),
  }
  return JSON.stringify(document, null, 2)
}

export function environmentFile({ service, environment, fixed, fresh }: ValueContext): string {
  return [
    `# ${service} in ${environment}`,
    `SERVICE_URL=https://${service}.${environment}.meridian.example`,
    `WORKERS=${fixed.integer(2, 16)}`,
    `SESSION_SECRET=${token(fresh, 40)}`,
    `DATABASE_PASSWORD=${token(fresh, 24)}`,
    '',
  ].join('\n')
}

/**
 * The look of a key, and no key: the bytes are a sentence and noise. The frame is put together here so that no scanner
 * takes this file for a leak.
 */
export function pemKey(label: 'PRIVATE' | 'OPENSSH PRIVATE' | 'RSA PRIVATE', random: Random): string {
  return pem(`${label} KEY`, `Sample of Strongroom, not a key. ${random.text(700)}`)
}

export function pemCertificate({ service, environment, fresh }: ValueContext): string {
  const subject = `CN=${service}.${environment}.meridian.example. Sample, not a certificate. `
  return `${pem('CERTIFICATE', subject + fresh.text(620))}${pemKey('RSA PRIVATE', fresh)}`
}

function pem(label: string, content: string): string {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
