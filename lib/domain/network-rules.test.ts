import { expect, test } from 'vitest'
import { ipv4RangeOf, ipv4Text, rangeText } from './ipv4.ts'
import { mistakeOfAddress, mistakeOfSubnet, mistakesOfRules } from './network-rules.ts'

const subnet = (name: string) =>
  `/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/${name}`
const rules = (ipRules: string[], virtualNetworkRules: string[] = []) =>
  mistakesOfRules({ ipRules, virtualNetworkRules })

test('addresses and ranges of the internet are taken', () => {
  for (const rule of ['198.51.100.7', '198.51.100.7/32', '203.0.113.0/24', '8.8.8.8']) {
    expect(mistakeOfAddress(rule), rule).toBeNull()
  }
  expect(rangeText(ipv4RangeOf('198.51.100.9/24') ?? { first: 0, prefix: 0 })).toBe('198.51.100.0/24')
  expect(ipv4Text(4_294_967_295)).toBe('255.255.255.255')
})

test.each([
  '',
  '256.1.1.1',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '1.2.3.4/33',
  '1.2.3.4/',
  'example.com',
  '1.2.3.4-9',
  '１.2.3.4',
])('%j is no address', (text) => {
  expect(mistakeOfAddress(text)).toMatch(/no IPv4 address|Give an address/)
})

test.each([
  ['10.1.2.3', '10.0.0.0/8'],
  ['172.31.0.0/16', '172.16.0.0/12'],
  ['192.168.0.1', '192.168.0.0/16'],
  ['100.64.0.1', '100.64.0.0/10'],
  ['127.0.0.1', '127.0.0.0/8'],
  ['169.254.169.254', '169.254.0.0/16'],
  ['224.0.0.1', '224.0.0.0/4'],
  ['172.0.0.0/8', '172.16.0.0/12'],
])('%s is refused as reserved: nobody calls Key Vault from it', (rule, range) => {
  expect(mistakeOfAddress(rule)).toContain(range)
})

test('the neighbours of private ranges are addresses like others', () => {
  for (const rule of ['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '192.167.255.255', '192.169.0.0']) {
    expect(mistakeOfAddress(rule), rule).toBeNull()
  }
})

test('IPv6, everything at once, and a range that begins elsewhere each have their own words', () => {
  expect(mistakeOfAddress('2001:db8::1')).toMatch(/IPv6.*IPv4 alone/)
  expect(mistakeOfAddress('0.0.0.0/0')).toMatch(/default action/)
  expect(mistakeOfAddress('198.51.100.9/24')).toMatch(/198\.51\.100\.0\/24/)
})

test('an entry twice is a mistake, one that lies within another a warning', () => {
  expect(rules(['198.51.100.7', '198.51.100.7/32'])).toMatchObject([
    { index: 1, message: expect.stringMatching(/already/) },
  ])
  expect(rules(['198.51.100.7', '198.51.100.0/24'])).toMatchObject([
    { index: 0, isWarning: true, message: expect.stringMatching(/198\.51\.100\.0\/24 holds it/) },
  ])
  expect(rules(['198.51.100.0/25', '198.51.100.128/25'])).toEqual([])
})

test('1,000 addresses and 200 subnets are the most', () => {
  const addresses = (count: number) => Array.from({ length: count }, (_, n) => `203.${n >> 8}.${n & 255}.1`)
  const subnets = (count: number) => Array.from({ length: count }, (_, n) => subnet(`s${n}`))
  expect(rules(addresses(1_000), subnets(200))).toEqual([])
  expect(rules(addresses(1_001))).toMatchObject([
    { list: 'ipRules', index: null, message: expect.stringMatching(/1,000.*1,001/) },
  ])
  expect(rules([], subnets(201))).toMatchObject([{ list: 'virtualNetworkRules', index: null }])
})

test('a subnet is a resource id, and counts once whatever its case', () => {
  expect(mistakeOfSubnet(subnet('apps'))).toBeNull()
  expect(mistakeOfSubnet('snet-apps')).toMatch(/resource id/)
  expect(rules([], [subnet('apps'), subnet('apps').toUpperCase()])).toMatchObject([{ index: 1 }])
})
