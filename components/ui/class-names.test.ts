import { globSync, readFileSync } from 'node:fs'
import { extendTailwindMerge } from 'tailwind-merge'
import { expect, test } from 'vitest'
import { classNames } from './class-names.ts'

// tailwind-merge must know our own text sizes, or it takes `text-2xs` for a colour and drops the colour beside it.
const reference = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['2xs', 'xs', 'sm', 'base', 'lg', 'xl', '2xl'] }] } },
})

/** Every word in a string of a component that is a class to tailwind-merge: it drops the first of two equal ones. */
function classesInUse(): string[] {
  const words = globSync('{app,components}/**/*.{ts,tsx}', { exclude: ['**/class-names*'] })
    .flatMap((file) => readFileSync(file, 'utf8').match(/'[^'\n]*'|"[^"\n]*"|`[^`]*`/g) ?? [])
    .flatMap((text) => text.slice(1, -1).split(/\s+/))
  return [...new Set(words)]
    .filter((word) => /^[^\s${}()'`,]+$/.test(word) && reference(`${word} x ${word}`) === `x ${word}`)
    .sort()
}

test('two classes are merged as tailwind-merge merges them, for every pair in use', () => {
  const classes = classesInUse()
  expect(classes.length).toBeGreaterThan(300)
  const different = classes.flatMap((first) =>
    classes
      .filter((second) => classNames(first, second) !== reference(`${first} ${second}`))
      .map((second) => `${first} + ${second}: ${classNames(first, second)} for ${reference(`${first} ${second}`)}`),
  )
  expect(different.slice(0, 60), `${different.length} pairs differ: teach families in class-names.ts`).toEqual([])
})

test('of two that set the same property the later wins, and what sets another one stays', () => {
  expect(classNames('px-3 text-sm', false, ['px-0', undefined])).toBe('text-sm px-0')
  expect(classNames('text-muted text-xs', 'text-ink')).toBe('text-xs text-ink')
  expect(classNames('sm:p-2 p-1', 'hover:p-4')).toBe('sm:p-2 p-1 hover:p-4')
})
