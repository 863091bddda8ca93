import type { ScalarFunction } from './scalar-function.ts'
import { script } from './script.ts'

const [base, least, most, skew, damp, startBias, startCode] = [36, 1, 26, 38, 700, 72, 128]
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789'

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? damp : 2))
  rest += Math.floor(rest / count)
  let bias = 0
  for (; rest > ((base - least) * most) / 2; bias += base) rest = Math.floor(rest / (base - least))
  return bias + Math.floor(((base - least + 1) * rest) / (rest + skew))
}

const threshold = (place: number, bias: number) => Math.min(Math.max(place - bias, least), most)

/** RFC 3492, section 6.3. */
function encode(text: string): string {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0)
  const plain = codes.filter((code) => code < startCode)
  let output = String.fromCodePoint(...plain) + (plain.length > 0 ? '-' : '')
  let [code, delta, bias, done] = [startCode, 0, startBias, plain.length]
  while (done < codes.length) {
    const next = Math.min(...codes.filter((one) => one >= code))
    delta += (next - code) * (done + 1)
    code = next
    for (const one of codes) {
      if (one < code) delta++
      if (one !== code) continue
      let rest = delta
      for (let place = base; ; place += base) {
        const limit = threshold(place, bias)
        if (rest < limit) break
        output += alphabet.charAt(limit + ((rest - limit) % (base - limit)))
        rest = Math.floor((rest - limit) / (base - limit))
      }
      output += alphabet.charAt(rest)
      bias = adapt(delta, done + 1, done === plain.length)
      delta = 0
      done++
    }
    delta++
    code++
  }
  return output
}

/** RFC 3492, section 6.2; an empty text for what is no Punycode. */
function decode(text: string): string {
  const dash = text.lastIndexOf('-')
  const output = Array.from(text.slice(0, Math.max(dash, 0)))
  let [code, at, bias] = [startCode, 0, startBias]
  if (!/^[\x20-\x7e]*$/.test(text)) return ''
  for (let place = dash + 1; place < text.length; ) {
    const from = at
    let weight = 1
    for (let step = base; ; step += base) {
      const digit = alphabet.indexOf(text.charAt(place++).toLowerCase() || '?')
      if (digit < 0) return ''
      at += digit * weight
      const limit = threshold(step, bias)
      if (digit < limit) break
      weight *= base - limit
    }
    const count = output.length + 1
    bias = adapt(at - from, count, from === 0)
    code += Math.floor(at / count)
    at %= count
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return ''
    output.splice(at++, 0, String.fromCodePoint(code))
  }
  return output.join('')
}

/** Labels are encoded and decoded one by one; the dots of other scripts are dots. */
const labels = (domain: string, run: (label: string) => string) =>
  domain
    .split(/[.。．｡]/)
    .map(run)
    .join('.')
const isPlain = (label: string) => Array.from(label).every((character) => character < '\u0080')
// A label is at most 63 signs; the work grows with the square of its length.
const bounded = (run: (text: string) => string) => (text: string) => (text.length > 4096 ? '' : run(text))

export const punycodeFunctions: Record<string, ScalarFunction> = {
  punycode_from_string: script('punycode_from_string', ['string'], 'string', bounded(encode)),
  punycode_to_string: script('punycode_to_string', ['string'], 'string', bounded(decode)),
  punycode_domain_from_string: script('punycode_domain_from_string', ['string'], 'string', (domain) =>
    labels(domain, (label) => (/^xn--/i.test(label) ? bounded(decode)(label.slice(4)) : label)),
  ),
  punycode_domain_to_string: script('punycode_domain_to_string', ['string'], 'string', (domain) =>
    labels(domain, (label) => (isPlain(label) ? label : `xn--${bounded(encode)(label)}`)),
  ),
}
