import type { ObjectRow } from './object.ts'

/**
 * A row with what sorting, filtering and grouping ask of it, worked out once when it arrives: 50,000 rows are sorted and
 * filtered at every keystroke. Moments are milliseconds since 1970.
 */
export interface ObjectEntry extends ObjectRow {
  /** `vault/kind/name`, unique over all vaults. */
  id: string
  /** What free words are looked for in: lower case. */
  searchText: string
  /** From a tag, else read off the vault's name; empty where neither tells. */
  environment: string
  /** From a tag alone; empty where none tells. */
  owner: string
  /** Infinity for an object that never expires. */
  expiresMs: number
  createdMs: number
  updatedMs: number
  /** Null until it was counted (object-check.ts); 501 stands for any more. */
  versionCount: number | null
  /** When Key Vault makes the next version of a key by itself: null until it was asked, Infinity where it never does. */
  rotatesMs: number | null
}

const environmentTags = ['environment', 'env', 'stage']
const ownerTags = ['owner', 'team', 'contact']

/** How environments are written in names and tags, and what each is called here. */
const environmentWords: Record<string, string> = {
  prod: 'production',
  production: 'production',
  prd: 'production',
  stg: 'staging',
  stage: 'staging',
  staging: 'staging',
  preprod: 'staging',
  test: 'test',
  tst: 'test',
  qa: 'test',
  uat: 'test',
  dev: 'development',
  develop: 'development',
  development: 'development',
  sandbox: 'sandbox',
  sbx: 'sandbox',
}

/** A tag whatever its case, since Azure keeps the case and people do not. */
function tagOf(tags: Record<string, string>, names: readonly string[]): string {
  for (const name of names) {
    const found = Object.keys(tags).find((each) => each.toLowerCase() === name)
    const value = found === undefined ? '' : (tags[found]?.trim() ?? '')
    if (value) return value
  }
  return ''
}

/** The environment a vault's name tells by one of its words, or an empty text. */
function environmentOfName(vaultName: string): string {
  for (const word of vaultName.toLowerCase().split('-')) {
    if (Object.hasOwn(environmentWords, word)) return environmentWords[word] ?? ''
  }
  return ''
}

/** What a tag or else a vault's name tells of the environment, in one word for its many spellings; empty where neither does. */
export function environmentOf({ tags, vaultName }: Pick<ObjectRow, 'tags' | 'vaultName'>): string {
  const tag = tagOf(tags, environmentTags).toLowerCase()
  if (!tag) return environmentOfName(vaultName)
  return Object.hasOwn(environmentWords, tag) ? (environmentWords[tag] ?? tag) : tag
}

const msOf = (date: string | null, otherwise: number) => (date === null ? otherwise : Date.parse(date))

/** Works out a row's keys. */
export function toEntry(row: ObjectRow): ObjectEntry {
  const tags = Object.entries(row.tags).map(([name, value]) => `${name}=${value}`)
  return {
    ...row,
    id: `${row.vaultName}/${row.kind}/${row.name}`,
    searchText: [row.name, row.vaultName, row.contentType ?? '', ...tags].join('\n').toLowerCase(),
    environment: environmentOf(row),
    owner: tagOf(row.tags, ownerTags),
    expiresMs: msOf(row.expiresOn, Number.POSITIVE_INFINITY),
    createdMs: msOf(row.createdOn, 0),
    updatedMs: msOf(row.updatedOn, 0),
    versionCount: null,
    rotatesMs: null,
  }
}

/** The certificates' keys and secrets left out where the certificate itself is among the rows: one thing that expires. */
export function foldManaged(entries: readonly ObjectEntry[]): ObjectEntry[] {
  const certificates = new Set<string>()
  for (const { kind, vaultName, name } of entries) if (kind === 'certificate') certificates.add(`${vaultName}/${name}`)
  return entries.filter(({ managed, vaultName, name }) => !managed || !certificates.has(`${vaultName}/${name}`))
}
