import { AsnConvert } from '@peculiar/asn1-schema'
import { Name } from '@peculiar/asn1-x509'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatDistinguishedName, InvalidDistinguishedName, parseDistinguishedName } from './distinguished-name.ts'

const roundTrip = (text: string) =>
  formatDistinguishedName(AsnConvert.parse(AsnConvert.serialize(parseDistinguishedName(text)), Name))

describe('a subject', () => {
  test('is encoded outermost first and shown innermost first, as Windows does', () => {
    const [outermost, innermost] = [...parseDistinguishedName('CN=www.meridian.example, O=Meridian')]
    expect(outermost?.[0]?.value.toString()).toBe('Meridian')
    expect(innermost?.[0]?.value.toString()).toBe('www.meridian.example')
  })

  test.each([
    ['cn=MyCert', 'CN=MyCert'],
    ['CN=*.meridian.example', 'CN=*.meridian.example'],
    ['CN = a , OU=b;O=c', 'CN=a, OU=b, O=c'],
    ['ST=Bavaria,Email=ops@meridian.example,C=de', 'S=Bavaria, E=ops@meridian.example, C=de'],
    ['CN="Meridian, Payments"', 'CN="Meridian, Payments"'],
    ['CN="say ""hello"""', 'CN="say ""hello"""'],
    ['CN=Meridian\\, Payments', 'CN="Meridian, Payments"'],
    ['CN=Žižkov', 'CN=Žižkov'],
    ['OID.2.5.4.97=NTRCH-1,CN=a', 'OID.2.5.4.97=NTRCH-1, CN=a'],
    ['CN=a+OU=b,O=c', 'CN=a + OU=b, O=c'],
  ])('%s reads as %s', (text, shown) => {
    expect(roundTrip(text)).toBe(shown)
  })

  test.each(['', 'Self', 'CN', 'CN=', '=a', 'CN=a,', 'CN=a,,O=b', 'XX=a', 'CN="a', 'C=Germany', 'CN=a=b'])(
    '%j is refused',
    (text) => expect(() => parseDistinguishedName(text)).toThrow(InvalidDistinguishedName),
  )

  test('of any value survives being written and read', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), (value) => {
        const quoted = `CN="${value.replaceAll('\\', '\\\\').replaceAll('"', '""')}"`
        expect(parseDistinguishedName(quoted)[0]?.[0]?.value.toString()).toBe(value)
      }),
    )
  })
})
