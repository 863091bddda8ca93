import type { State } from '../state.ts'
import { demo } from './demo.ts'
import { empty } from './empty.ts'
import { large } from './large.ts'
import { daySeconds } from './make-secret.ts'

const seeds = { demo, empty, large }

export type SeedName = keyof typeof seeds

export const seedNames = Object.keys(seeds) as SeedName[] // the keys of a literal

/**
 * A fresh cloud, the same for the same name and day. Dates lie around the day of `nowSeconds`; ids, versions and values
 * do not depend on it.
 */
export function seedState(name: SeedName, nowSeconds: number): State {
  return seeds[name](nowSeconds - (nowSeconds % daySeconds))
}
