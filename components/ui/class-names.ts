import { type ClassValue, clsx } from 'clsx'

/**
 * Which utilities set the same property, and which further ones a utility overrides, as tailwind-merge knows them: that
 * package is 9 KB on every page for families that nothing here uses. class-names.test.ts compares the two over every
 * class in this repository, so a family that is missing here fails there.
 */
const families: readonly [name: string, pattern: RegExp, overrides?: string][] = [
  ['display', /^((inline-)?(block|flex|grid)|inline|hidden|contents|table|table-(row|cell)|list-item)$/],
  ['sr', /^(not-)?sr-only$/],
  ['position', /^(static|fixed|absolute|relative|sticky)$/],
  ['inset', /^inset-(?![xy]-)/, 'inset-x inset-y top right bottom left'],
  ['inset-x', /^inset-x-/, 'left right'],
  ['inset-y', /^inset-y-/, 'top bottom'],
  ['size', /^size-/, 'w h'],
  ['p', /^p-/, 'px py pt pr pb pl'],
  ['px', /^px-/, 'pr pl'],
  ['py', /^py-/, 'pt pb'],
  ['m', /^m-/, 'mx my mt mr mb ml'],
  ['mx', /^mx-/, 'mr ml'],
  ['my', /^my-/, 'mt mb'],
  ['gap', /^gap-(?![xy]-)/, 'gap-x gap-y'],
  ['flex', /^flex-(\d+|auto|none|initial)$/, 'basis grow shrink'],
  ['direction', /^flex-(row|col)/],
  ['wrap', /^flex-(wrap|nowrap)/],
  ['overflow', /^overflow-(?![xy]-)/, 'overflow-x overflow-y'],
  ['text-overflow', /^(truncate|text-(ellipsis|clip))$/],
  ['text-align', /^text-(left|right|center|start|end|justify)$/],
  ['text-wrap', /^text-(wrap|nowrap|balance|pretty)$/],
  ['font-size', /^text-(\d?xs|sm|base|lg|\d?xl|\[)/, 'leading'],
  ['text-color', /^text-/],
  ['font-family', /^font-(sans|mono|serif)$/],
  ['font-weight', /^font-/],
  ['figures', /^(tabular|proportional)-nums$/],
  ['case', /^(uppercase|lowercase|capitalize|normal-case)$/],
  ['style', /^(not-)?italic$/],
  ['decoration', /^(underline|no-underline|line-through|overline)$/],
  ['break', /^break-(normal|words|all|keep)$/],
  ['border-model', /^border-(separate|collapse)$/],
  ['border-style', /^border-(solid|dashed|dotted|double|hidden|none)$/],
  ['border-spacing', /^border-spacing-/, 'border-spacing-x border-spacing-y'],
  [
    'border-width',
    /^border(-\d+)?$/,
    'border-width-x border-width-y border-width-t border-width-r border-width-b border-width-l',
  ],
  ['border-width-x', /^border-x(-\d+)?$/, 'border-width-r border-width-l'],
  ['border-width-y', /^border-y(-\d+)?$/, 'border-width-t border-width-b'],
  ['border-width-$1', /^border-([trbl])(-\d+)?$/],
  ['border-color-x', /^border-x-/, 'border-color-r border-color-l'],
  ['border-color-y', /^border-y-/, 'border-color-t border-color-b'],
  ['border-color-$1', /^border-([trbl])-/],
  [
    'border-color',
    /^border-/,
    'border-color-x border-color-y border-color-t border-color-r border-color-b border-color-l',
  ],
  ['divide-width-$1', /^divide-([xy])(-\d+)?$/],
  ['divide-color', /^divide-/],
  ['rounded', /^rounded(-(?!([trbl]|[trbl][lr])(-|$))|$)/, 'rounded-t rounded-r rounded-b rounded-l'],
  ['rounded-$1', /^rounded-([trbl][lr]?)/],
  ['outline-offset', /^-?outline-offset-/],
  ['outline-width', /^outline(-\d+)?$/],
  ['outline-style', /^outline-(none|hidden|dashed|dotted|double|solid)$/],
  ['outline-color', /^outline-/],
  ['ring-inset', /^ring-inset$/],
  ['ring-width', /^ring(-\d+)?$/],
  ['ring-color', /^ring-/],
  ['transition', /^transition/],
  ['table-layout', /^table-(fixed|auto)$/],
  ['translate', /^translate-(?![xy]-)/, 'translate-x translate-y'],
  [
    '$1',
    /^((min|max)-[wh]|(inset|gap|overflow|overscroll|translate|space|scroll-m|scroll-p)-[xytrbl]|pointer-events|backdrop-blur|grid-(cols|rows|flow)|(col|row)-(span|start|end)|line-clamp|[a-z]+)(-|$)/,
  ],
]

const known = new Map<string, readonly string[]>()

/** The names of what a class sets and overrides, under its variants; the first is its own family. */
function effectsOf(className: string): readonly string[] {
  const effects = known.get(className) ?? findEffects(className)
  known.set(className, effects)
  return effects
}

function findEffects(className: string): readonly string[] {
  const [, variants = '', text = ''] =
    /^((?:(?:\[(?:[^[\]]|\[[^\]]*\])*\]|[^:[\]]|\([^)]*\))+:)*)(.*)$/.exec(className) ?? []
  const important = text.startsWith('!') || text.endsWith('!') ? '!' : ''
  const utility = text.replace(/^!|!$/g, '').replace(/^-/, '')
  const arbitrary = /^\[([\w-]+):/.exec(utility)
  const scope = variants + important
  if (arbitrary) return [`${scope}[${arbitrary[1]}]`]
  for (const [name, pattern, overrides] of families) {
    const match = pattern.exec(utility)
    if (match) {
      const own = name.replace('$1', match[1] ?? '')
      return [own, ...(overrides?.split(' ') ?? [])].map((family) => scope + family)
    }
  }
  return []
}

/** Joins class names; of two that set the same property the later wins. */
export function classNames(...values: ClassValue[]): string {
  const overridden = new Set<string>()
  const kept: string[] = []
  for (const className of clsx(values).split(/\s+/).reverse()) {
    const effects = effectsOf(className)
    if (effects[0] !== undefined && overridden.has(effects[0])) continue
    for (const effect of effects) overridden.add(effect)
    kept.push(className)
  }
  return kept.reverse().join(' ')
}
