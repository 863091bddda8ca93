import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/**
 * Who may import whom. A file's zone is the longest of these paths that it lies under; a zone may import itself and what
 * is named here. Packages are listed only where a zone's choice of them is the point.
 */
const zones: Record<string, { zones: string[]; packages?: RegExp }> = {
  app: { zones: ['components', 'lib/server', 'lib/azure', 'lib/domain', 'lib/config.ts', 'lib/routes.ts'] },
  'app/api': { zones: ['lib/server', 'lib/azure', 'lib/domain'], packages: /^$/ },
  components: { zones: ['components/ui', 'lib/domain', 'lib/routes.ts', 'lib/queries', 'lib/auth'] },
  'components/ui': {
    zones: ['lib/domain', 'lib/routes.ts'],
    packages: /^(react|@base-ui\/|class-variance-authority|clsx|lucide-react|next\/link)/,
  },
  'lib/domain': { zones: [], packages: /^zod\/mini$/ },
  'lib/routes.ts': { zones: [] },
  'lib/config.ts': { zones: ['lib/domain'] },
  'lib/auth': { zones: ['lib/domain', 'lib/routes.ts'] },
  'lib/queries': { zones: ['lib/domain', 'lib/routes.ts', 'lib/auth'] },
  'lib/azure': { zones: ['lib/domain', 'lib/config.ts'] },
  'lib/server': { zones: ['lib/azure', 'lib/domain', 'lib/config.ts'] },
  emulator: { zones: [] },
  scripts: { zones: ['lib/config.ts', 'emulator'] },
  'proxy.ts': { zones: ['lib/azure', 'lib/server', 'lib/config.ts'] },
  'instrumentation.ts': { zones: ['lib/config.ts'] },
  'instrumentation-client.ts': { zones: [] },
}

const root = path.resolve(import.meta.dirname, '..')
const files = globSync(['{app,components,lib,emulator,scripts}/**/*.{ts,tsx}', '*.ts'], { cwd: root })
  .filter((file) => !/\.(test|config)\.tsx?$|\.d\.ts$|test-support/.test(file))
  .sort()

const zoneOf = (file: string) =>
  Object.keys(zones)
    .filter((zone) => file === zone || file.startsWith(`${zone}/`))
    .sort((left, right) => right.length - left.length)[0]

const importsOf = (text: string) =>
  [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]|(?:^|\n)import\s*['"]([^'"]+)['"]/g,
    ),
  ].map((match) => match[1] ?? match[2] ?? match[3] ?? '')

function violationsOf(file: string, text: string): string[] {
  const zone = zoneOf(file)
  if (!zone) return [`${file} lies in no zone`]
  const allowed = zones[zone]
  return importsOf(text).flatMap((specifier) => {
    const isOurs = specifier.startsWith('.') || specifier.startsWith('@/')
    if (!isOurs) return allowed?.packages && !allowed.packages.test(specifier) ? [`${file} → ${specifier}`] : []
    const target = specifier.startsWith('@/') ? specifier.slice(2) : path.join(path.dirname(file), specifier)
    const targetZone = zoneOf(target)
    const isAllowed =
      targetZone === zone || allowed?.zones.some((name) => targetZone === name || target.startsWith(`${name}/`))
    return isAllowed ? [] : [`${file} → ${target}`]
  })
}

const sources = files.map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))

test('imports follow the table; each exception stands here with its reason', () => {
  expect(sources.flatMap(({ file, text }) => violationsOf(file, text))).toMatchInlineSnapshot(`[]`)
})

test('the walk sees what it must refuse', () => {
  expect(violationsOf('components/vaults/x.tsx', `import { a } from '@/lib/azure/secrets.ts'`)).toHaveLength(1)
  expect(violationsOf('emulator/x.ts', `import { a } from '../lib/domain/vault.ts'`)).toHaveLength(1)
  expect(violationsOf('lib/domain/x.ts', `import * as z from 'zod'`)).toHaveLength(1)
  expect(violationsOf('lib/domain/x.ts', `import * as z from 'zod/mini'`)).toEqual([])
})

test('only the worker of the KQL page and the emulator load the Kusto language service', () => {
  const users = sources.filter(({ text }) => importsOf(text).some((specifier) => specifier.startsWith('@kusto/')))
  expect(users.map(({ file }) => file)).toEqual(['components/kql/kql-worker.ts', 'emulator/kql/language.ts'])
})

test('server code cannot reach a browser bundle', () => {
  const server = sources.filter(({ file }) => /^lib\/(server|azure)\//.test(file))
  expect(server.filter(({ text }) => !text.startsWith(`import 'server-only'`)).map(({ file }) => file)).toEqual([])
})

test('there are no Server Actions: every remote execution bug of React Server Components went through them', () => {
  expect(sources.filter(({ text }) => /^\s*['"]use server['"]/m.test(text)).map(({ file }) => file)).toEqual([])
})
