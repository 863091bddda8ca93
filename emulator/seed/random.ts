import { hash } from 'node:crypto'

/**
 * Chance that repeats: everything drawn from the same key is the same on every machine, on every day and whatever else
 * was drawn before. A key names the thing (`vault/secret/3`), so adding a secret moves no other secret's ids.
 */
export interface Random {
  /** At least 0 and below 1. */
  next(): number
  /** A whole number, both ends included. */
  integer(lowest: number, highest: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly [T, ...T[]]): T
  /** Lower-case letters and digits. */
  text(length: number): string
}

/** 32 hexadecimal digits, as Key Vault writes a version. */
export function hexId(key: string): string {
  return hash('sha256', key, 'hex').slice(0, 32)
}

/** A GUID of version 4 in form. */
export function guid(key: string): string {
  const hex = hexId(key)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}

/** mulberry32: 32 bits of state, good enough for sample data and nothing else. */
export function random(key: string): Random {
  let state = Number.parseInt(hexId(key).slice(0, 8), 16)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const integer = (lowest: number, highest: number) => lowest + Math.floor(next() * (highest - lowest + 1))
  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (list) => list[integer(0, list.length - 1)] ?? list[0],
    text: (length) => Array.from({ length }, () => integer(0, 35).toString(36)).join(''),
  }
}
