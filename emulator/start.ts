import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { arm } from './arm/arm.ts'
import { operationNameOf as armOperationNameOf } from './arm/operations.ts'
import { createResourceGraph } from './arm/resource-graph/graph.ts'
import { attestation } from './attestation/attestation.ts'
import { createCallLog } from './audit.ts'
import { createClock } from './clock.ts'
import { proxyTo } from './connect-proxy.ts'
import { control } from './control/control.ts'
import { openDatabase } from './data/database.ts'
import { openFacts } from './data/facts.ts'
import { diskKeeper, type Keeper, memoryKeeper } from './data/keeper.ts'
import { keepVaults, vaultsPlace } from './data/kept-vaults.ts'
import type { Emulator } from './emulator.ts'
import { entra } from './entra/entra.ts'
import { createSigningKeys } from './entra/signing-keys.ts'
import { createFaultRules, unauthenticatedOperation } from './faults.ts'
import { graph } from './graph/graph.ts'
import { operationNameOf as graphOperationNameOf } from './graph/operations.ts'
import { dispatchByHost, entraOperationOf, type Service } from './host-dispatch.ts'
import { dispatchHttp } from './http-dispatch.ts'
import { isKeyVaultHost, vaultOfHost } from './key-vault/hosts.ts'
import { keyVault } from './key-vault/key-vault.ts'
import { operationNameOf } from './key-vault/operations.ts'
import { logAnalytics, logsOperationOf } from './log-analytics/log-analytics.ts'
import { createLogs } from './log-analytics/logs.ts'
import { openHistory } from './seed/history/history.ts'
import { type SeedName, seedState } from './seed/index.ts'
import { serveHttp, serveTls } from './serve.ts'
import type { State } from './state.ts'

export interface StartOptions {
  /** 0 takes a free port. */
  httpsPort: number
  /** 0 takes a free port. */
  httpPort: number
  /** A seed's name, or a function that makes a state of one's own. */
  seed: SeedName | ((nowSeconds: number) => State)
  /** Where the authority's certificate goes, for clients to trust; `.cache/emulator-ca-{port}.pem` when absent. */
  caFile?: string
  /** Where the state outlives the process; in memory alone when absent. */
  dataDir?: string
  /** How many rows the logs hold from the 90 days before, about; none when absent. The seed `demo` alone has such. */
  logRows?: number
  /** How long a delete or a recover takes to show, in milliseconds. */
  settleMs?: number
  tokenLifetimeSeconds?: number
}

export interface RunningEmulator {
  httpsPort: number
  httpPort: number
  caFile: string
  emulator: Emulator
  close(): Promise<void>
}

const defaultSettleMs = 800

/** Starts an emulated cloud in this process. @throws when a port is taken or a file cannot be written */
export async function startEmulator(options: StartOptions): Promise<RunningEmulator> {
  const keeper = options.dataDir === undefined ? memoryKeeper() : diskKeeper(openDatabase(options.dataDir))
  try {
    return await startWith(keeper, options)
  } catch (error) {
    keeper.close()
    throw error
  }
}

async function startWith(keeper: Keeper, options: StartOptions): Promise<RunningEmulator> {
  const clock = createClock(keeper.map('clock'))
  const seedName = typeof options.seed === 'function' ? options.seed.name : options.seed
  const facts = await openFacts(keeper, options.dataDir ?? '', seedName, clock.nowSeconds())
  const seed = (nowSeconds: number) =>
    keepVaults(
      keeper,
      typeof options.seed === 'function' ? options.seed(nowSeconds) : seedState(options.seed, nowSeconds),
    )
  const calls = createCallLog()
  const { logRows: rows, dataDir } = options
  const history = rows
    ? openHistory({ seed: seedName, rows, ...(dataDir && { dataDir }) }, facts.seedSeconds)
    : undefined
  const emulator: Emulator = {
    state: seed(facts.seedSeconds),
    keeper,
    clock,
    calls,
    logs: createLogs(calls, clock, () => emulator.state, history),
    resourceGraph: createResourceGraph(() => emulator.state),
    signingKeys: await createSigningKeys(facts.signingKey),
    faults: createFaultRules(),
    settleMs: options.settleMs ?? defaultSettleMs,
    ...(options.tokenLifetimeSeconds !== undefined && { tokenLifetimeSeconds: options.tokenLifetimeSeconds }),
  }
  const reset = () => {
    const now = clock.nowSeconds()
    keeper.forget(vaultsPlace)
    facts.reseed(now)
    keeper.commit()
    emulator.state = seed(now)
    if (history?.move(now)) emulator.logs.reopen()
    emulator.logs.reset()
  }
  const login: Service = { app: entra(emulator), operationName: entraOperationOf }
  const unnamed = () => undefined
  const services = {
    login,
    management: { app: arm(emulator), operationName: armOperationNameOf },
    graph: { app: graph(emulator), operationName: graphOperationNameOf },
    logAnalytics: { app: logAnalytics(emulator), operationName: logsOperationOf },
    keyVault: { app: keyVault(emulator), operationName: vaultOperationOf },
    attestation: { app: attestation(emulator), operationName: unnamed },
  }

  const hasHost = (name: string) => !isKeyVaultHost(name) || vaultOfHost(emulator.state, name) !== undefined
  const tls = await serveTls(options.httpsPort, facts.tlsIdentity, dispatchByHost(emulator, services), hasHost)
  try {
    const caFile = path.resolve(options.caFile ?? defaultCaFile(tls.port))
    await writeWhole(caFile, facts.tlsIdentity.caCertificate)
    const answer = dispatchHttp(emulator, login, control(emulator, { caFile, reset }))
    const plain = await serveHttp(options.httpPort, answer, proxyTo(tls.port))
    const close = async () => {
      await Promise.all([tls.close(), plain.close()])
      await Promise.all([emulator.logs.close(), emulator.resourceGraph.close()])
      keeper.close()
    }
    history?.begin()
    return { httpsPort: tls.port, httpPort: plain.port, caFile, emulator, close }
  } catch (error) {
    await tls.close()
    throw error
  }
}

/** A vault's clients begin without a token, to be told where to get one; that call is `Authentication` in the audit log. */
function vaultOperationOf(method: string, path: string, request: Request): string | undefined {
  return request.headers.has('Authorization') ? operationNameOf(method, path) : unauthenticatedOperation
}

function defaultCaFile(httpsPort: number): string {
  return path.join(import.meta.dirname, '..', '.cache', `emulator-ca-${httpsPort}.pem`)
}

/** A reader sees the old file or the new one, never half of one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  const unfinished = `${file}.${process.pid}`
  await writeFile(unfinished, text)
  await rename(unfinished, file)
}
