import { expect, test } from 'vitest'
import { OrderedMap } from '../ordered-map.ts'
import type { KeyVaultCall } from './operation.ts'
import { rowJson } from './row-json.ts'

interface Row {
  name: string
  tag: string
}

const vault = { softDeleteRetentionInDays: 90, enablePurgeProtection: false }

/** The parts of a call that show in items. */
const call = { vaultUri: 'https://kv.vault.emulator.test', apiVersion: '7.6', vault } as KeyVaultCall

function list() {
  const row: Row = { name: 'a', tag: 'first' }
  const rows = new OrderedMap<Row>([['a', row]])
  const asked: string[] = []
  const read = (by: KeyVaultCall = call) => {
    const json = rowJson(by, rows, ({ name, tag }) => {
      asked.push(name)
      return { id: `${by.vaultUri}/${name}`, tag, days: by.vault.softDeleteRetentionInDays }
    })
    return [...rows.values()].map(json)
  }
  return { row, rows, asked, read }
}

test('writes an item once while nothing changes', () => {
  const { read, asked } = list()
  expect(read()).toEqual(read())
  expect(asked).toEqual(['a'])
})

test('writes anew what was changed in place and put back', () => {
  const { read, row, rows } = list()
  read()
  row.tag = 'second'
  rows.set('a', row)
  expect(read()).toEqual(['{"id":"https://kv.vault.emulator.test/a","tag":"second","days":90}'])
})

test('writes anew for a caller of another address, version, or after the vault itself changed', () => {
  const { read, asked } = list()
  read()
  const others = [
    { ...call, vaultUri: 'https://kv.vault.emulator.test:8443' },
    { ...call, apiVersion: '7.0' },
    { ...call, vault: { ...call.vault, softDeleteRetentionInDays: 7 } },
    { ...call, vault: { ...call.vault, enablePurgeProtection: true } },
  ] satisfies object[] as KeyVaultCall[]
  for (const one of others) read(one)
  expect(asked).toHaveLength(1 + others.length)
})
