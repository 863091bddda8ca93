import 'server-only'
import pLimit from 'p-limit'
import type { Page } from '../domain/page.ts'
import type { Problem } from '../domain/problem.ts'
import type { OwnAddress, Reach } from '../domain/reach.ts'
import { readingSlots } from './call-slots.ts'
import { listReaders, type ReadPage } from './clients.ts'
import type { AzureContext } from './context.ts'
import { problemOf } from './errors.ts'
import { isAboutThePerson } from './inventory.ts'
import { hostOfVault } from './vault-host.ts'
import { knownVaults } from './vaults.ts'

/** Key Vault's own word for where the last refused call came from. One server has one way out, so one place to keep it. */
let learned: OwnAddress | null = null

/** The address that this server calls from, as a vault's firewall told it last; null until one has. */
export const ownAddress = () => learned

const retry = { tries: 2, deadlineMs: 10_000 }

/** Asks one vault for one secret's name, to see whether the call gets through. @throws what concerns the person */
export async function checkReach(azure: AzureContext, vaultName: string): Promise<Reach> {
  return ask(listReaders(azure, { slots: readingSlots, retry }), vaultName)
}

const concurrentVaults = 16

/** As `checkReach`, of every vault that the caller's inventory shows: one call each, answers as they come. */
export async function* checkReachOfAll(azure: AzureContext): AsyncGenerator<Page<Reach>> {
  const { names, problems } = await knownVaults(azure)
  const readerOf = listReaders(azure, { slots: readingSlots, retry })
  const limit = pLimit(concurrentVaults)
  const waiting = new Map(names.map((name) => [name, limit(() => settled(ask(readerOf, name)))]))
  if (problems.length > 0) yield { items: [], problems }
  try {
    while (waiting.size > 0) {
      const answer = await Promise.race(waiting.values())
      if ('error' in answer) throw answer.error
      waiting.delete(answer.value.vaultName)
      yield { items: [answer.value] }
    }
  } finally {
    limit.clearQueue()
  }
}

async function ask(readerOf: (vaultHost: string) => ReadPage, vaultName: string): Promise<Reach> {
  try {
    const vaultHost = hostOfVault(vaultName)
    await readerOf(vaultHost)(`https://${vaultHost}/secrets?api-version=7.6&maxresults=1`)
    return { vaultName, outcome: 'reached', problem: null, ownAddress: learned }
  } catch (error) {
    if (isAboutThePerson(error)) throw error
    const { problem } = problemOf(error)
    learn(problem)
    const outcome = outcomeOf(problem)
    return { vaultName, outcome, problem: outcome === 'reached' ? null : problem, ownAddress: learned }
  }
}

/** Any answer of the vault itself but the firewall's has come through the firewall. */
function outcomeOf({ code, azure }: Problem): Reach['outcome'] {
  if (code === 'forbidden_by_firewall') return azure?.innerCode === 'ForbiddenByConnection' ? 'closed' : 'refused'
  return azure?.status === undefined || azure.status >= 500 ? 'silent' : 'reached'
}

function learn({ azure }: Problem): void {
  const [, address] = /client address:?\s*\(?(\d{1,3}(?:\.\d{1,3}){3})/i.exec(azure?.message ?? '') ?? []
  if (address) learned = { address, learnedOn: new Date().toISOString() }
}

function settled<T>(promise: Promise<T>): Promise<{ value: T } | { error: unknown }> {
  return promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
}
