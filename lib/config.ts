import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as z from 'zod'

/**
 * The settings of this server, read from environment variables that are listed in docs/real-tenant.md. This is the only
 * reader of `process.env`. It also runs outside Next (`scripts/start.ts`), so it imports nothing that needs a bundler.
 */
export interface Config {
  cloud: CloudName
  tenantId: string
  clientId: string
  credential: ClientCredential
  limits: { revealsPerMinute: number; writesPerMinute: number; azureCallSeconds: number; readingSeconds: number }
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** Whether a query that a person writes may read elsewhere than in the workspace that they chose. */
  otherQuerySources: 'refused' | 'allowed'
  /** Set for the emulator alone. */
  emulator: EmulatorSettings | null
}

export type CloudName = 'public' | 'usGovernment' | 'china' | 'emulator'

/** How this server proves itself to Entra ID. A managed identity stands for a federated credential. */
export type ClientCredential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; privateKey: string; certificates: string; thumbprintSha256: string }
  | { kind: 'managedIdentity'; clientId: string }

interface EmulatorSettings {
  httpsPort: number
  httpPort: number
  /** PEM of the certificate authority that the emulator made. */
  ca: string
}

/** Every problem of the settings at once, by name. Messages hold names and rules, never a value. */
export class ConfigError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(
      ['Strongroom cannot start with these settings:', ...problems.map((problem) => `  - ${problem}`)].join('\n') +
        '\nEvery setting is described in docs/real-tenant.md.',
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Env = Record<string, string | undefined>

const Guid = z.guid('is not a GUID')
const Port = z.coerce.number('is not a port').int('is not a port').min(1, 'is not a port').max(65_535, 'is not a port')
const PerMinute = z.coerce
  .number('is not a number')
  .int('is not a whole number')
  .min(1, 'is less than 1')
  .max(100_000, 'is more than 100000')
const Seconds = z.coerce
  .number('is not a number')
  .int('is not a whole number')
  .min(1, 'is less than 1')
  .max(300, 'is more than 300')

const ReadingSeconds = z.coerce
  .number('is not a number')
  .int('is not a whole number')
  .min(1, 'is less than 1')
  .max(3_600, 'is more than 3600')

const shapes = {
  STRONGROOM_CLOUD: z.enum(['public', 'usGovernment', 'china', 'emulator'], {
    error: 'is not one of public, usGovernment, china, emulator',
  }),
  STRONGROOM_TENANT_ID: Guid,
  STRONGROOM_CLIENT_ID: Guid,
  STRONGROOM_MANAGED_IDENTITY_CLIENT_ID: Guid,
  STRONGROOM_REVEALS_PER_MINUTE: PerMinute,
  STRONGROOM_WRITES_PER_MINUTE: PerMinute,
  STRONGROOM_AZURE_CALL_SECONDS: Seconds,
  STRONGROOM_READING_SECONDS: ReadingSeconds,
  STRONGROOM_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], { error: 'is not one of debug, info, warn, error' }),
  STRONGROOM_QUERY_OTHER_SOURCES: z.enum(['refused', 'allowed'], { error: 'is not one of refused, allowed' }),
  STRONGROOM_EMULATOR_HTTPS_PORT: Port,
  STRONGROOM_EMULATOR_HTTP_PORT: Port,
} as const

const emulatorNames = [
  'STRONGROOM_EMULATOR_HTTPS_PORT',
  'STRONGROOM_EMULATOR_HTTP_PORT',
  'STRONGROOM_EMULATOR_CA_FILE',
] as const

/** Reads and checks all settings. @throws ConfigError naming every problem */
export function readConfig(env: Env): Config {
  const reader = new Reader(env)
  const cloud = reader.required('STRONGROOM_CLOUD')
  const tenantId = reader.required('STRONGROOM_TENANT_ID')
  const clientId = reader.required('STRONGROOM_CLIENT_ID')
  const credential = readCredential(reader)
  const limits = {
    revealsPerMinute: reader.optional('STRONGROOM_REVEALS_PER_MINUTE') ?? 60,
    writesPerMinute: reader.optional('STRONGROOM_WRITES_PER_MINUTE') ?? 30,
    azureCallSeconds: reader.optional('STRONGROOM_AZURE_CALL_SECONDS') ?? 30,
    readingSeconds: reader.optional('STRONGROOM_READING_SECONDS') ?? 600,
  }
  const logLevel = reader.optional('STRONGROOM_LOG_LEVEL') ?? 'info'
  const otherQuerySources = reader.optional('STRONGROOM_QUERY_OTHER_SOURCES') ?? 'refused'
  const emulator = readEmulator(reader, cloud)
  if (cloud === 'emulator' && credential && credential.kind !== 'secret') {
    reader.problems.push('STRONGROOM_CLOUD=emulator takes STRONGROOM_CLIENT_SECRET alone')
  }
  if (reader.problems.length > 0 || !cloud || !tenantId || !clientId || !credential) {
    throw new ConfigError(reader.problems)
  }
  return {
    cloud,
    tenantId: tenantId.toLowerCase(),
    clientId: clientId.toLowerCase(),
    credential,
    limits,
    logLevel,
    otherQuerySources,
    emulator,
  }
}

let loaded: Config | undefined

/** The settings of this process, read on first use. @throws ConfigError */
export function config(): Config {
  loaded ??= readConfig(process.env)
  return loaded
}

/** Ends the process with every problem of the settings named, where there is one. */
export function requireConfig(): void {
  try {
    config()
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

class Reader {
  readonly problems: string[] = []
  readonly #env: Env
  constructor(env: Env) {
    this.#env = env
  }

  /** A variable's text; one that is set to nothing counts as not set, as it does in compose files. */
  text(name: string): string | undefined {
    return this.#env[name]?.trim() || undefined
  }

  optional<N extends keyof typeof shapes>(name: N): z.output<(typeof shapes)[N]> | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const result = shapes[name].safeParse(text)
    if (!result.success) {
      this.problems.push(`${name} ${result.error.issues[0]?.message}`)
      return undefined
    }
    return result.data as z.output<(typeof shapes)[N]> // safeParse of a union of shapes loses which one it was
  }

  required<N extends keyof typeof shapes>(name: N): z.output<(typeof shapes)[N]> | undefined {
    if (this.text(name) === undefined) this.problems.push(`${name} is missing`)
    return this.optional(name)
  }

  file(name: string): string | undefined {
    const path = this.text(name)
    if (path === undefined) return undefined
    try {
      return readFileSync(path, 'utf8')
    } catch {
      this.problems.push(`${name} names a file that cannot be read`)
      return undefined
    }
  }

  /** A secret setting: in the variable itself, or in the file that `{name}_FILE` names. */
  secret(name: string): string | undefined {
    if (this.text(name) && this.text(`${name}_FILE`)) {
      this.problems.push(`${name} and ${name}_FILE are both set; keep one`)
    }
    const text = this.text(name) ?? this.file(`${name}_FILE`)?.trim()
    if (text === '') this.problems.push(`${name}_FILE names an empty file`)
    return text || undefined
  }
}

const credentialNames = [
  'STRONGROOM_CLIENT_SECRET',
  'STRONGROOM_CLIENT_CERTIFICATE',
  'STRONGROOM_MANAGED_IDENTITY_CLIENT_ID',
] as const

function readCredential(reader: Reader): ClientCredential | undefined {
  const given = credentialNames.filter((name) => reader.text(name) ?? reader.text(`${name}_FILE`))
  if (given.length === 0) {
    reader.problems.push(
      'STRONGROOM_CLIENT_SECRET is missing (or STRONGROOM_CLIENT_SECRET_FILE, STRONGROOM_CLIENT_CERTIFICATE, ' +
        'STRONGROOM_CLIENT_CERTIFICATE_FILE or STRONGROOM_MANAGED_IDENTITY_CLIENT_ID)',
    )
  }
  if (given.length > 1) reader.problems.push(`${given.join(' and ')} are both set; keep one`)
  const secret = reader.secret('STRONGROOM_CLIENT_SECRET')
  const pem = reader.secret('STRONGROOM_CLIENT_CERTIFICATE')
  const managedIdentity = reader.optional('STRONGROOM_MANAGED_IDENTITY_CLIENT_ID')
  if (secret) return { kind: 'secret', secret }
  if (pem) return readCertificate(reader, pem)
  return managedIdentity ? { kind: 'managedIdentity', clientId: managedIdentity } : undefined
}

/** A PEM with the private key and its certificate, leaf first, as `az ad app credential reset --create-cert` writes it. */
function readCertificate(reader: Reader, pem: string): ClientCredential | undefined {
  const privateKey = /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+?-----END [A-Z ]*PRIVATE KEY-----/.exec(pem)?.[0]
  const certificates = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  try {
    const leaf = new X509Certificate(certificates?.[0] ?? '')
    if (!leaf.checkPrivateKey(createPrivateKey(privateKey ?? ''))) throw new Error('another key')
    return {
      kind: 'certificate',
      privateKey: privateKey ?? '',
      certificates: certificates?.join('\n') ?? '',
      thumbprintSha256: leaf.fingerprint256.replaceAll(':', ''),
    }
  } catch {
    // OpenSSL's own message could quote the PEM.
    reader.problems.push(
      'STRONGROOM_CLIENT_CERTIFICATE is not a PEM with an unencrypted private key and its certificate',
    )
    return undefined
  }
}

/** An emulator's address beside a real tenant is a mistake that could send a person's token to the wrong place. */
function readEmulator(reader: Reader, cloud: CloudName | undefined): EmulatorSettings | null {
  const given = emulatorNames.filter((name) => reader.text(name))
  if (cloud !== 'emulator') {
    if (cloud) {
      for (const name of given)
        reader.problems.push(`${name} is set, but STRONGROOM_CLOUD is ${cloud}; remove one of them`)
    }
    return null
  }
  for (const name of emulatorNames) if (!reader.text(name)) reader.problems.push(`${name} is missing`)
  const httpsPort = reader.optional('STRONGROOM_EMULATOR_HTTPS_PORT')
  const httpPort = reader.optional('STRONGROOM_EMULATOR_HTTP_PORT')
  const ca = reader.file('STRONGROOM_EMULATOR_CA_FILE')
  return httpsPort && httpPort && ca ? { httpsPort, httpPort, ca } : null
}
