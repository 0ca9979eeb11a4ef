import { expect, test } from 'vitest'
import { mayConnect, parseAllowHosts } from '../../src/collect/guard.ts'
import { isPublicAddress } from '../../src/collect/public-address.ts'
import { ParkwireError } from '../../src/errors.ts'

test.each([
  ['8.8.8.8'],
  ['202.102.128.68'],
  ['100.128.0.1'],
  ['172.32.0.1'],
  ['2606:4700:4700::1111'],
  ['240e:e1:8100::1']
])('%s is on the public web', (address) => {
  expect(isPublicAddress(address)).toBe(true)
})

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['0.0.0.0', 'this host'],
  ['10.1.2.3', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.1.1', 'private'],
  ['169.254.169.254', 'cloud metadata'],
  ['100.64.0.1', 'carrier-grade NAT'],
  ['100.100.100.200', 'Alibaba metadata, carrier-grade NAT'],
  ['168.63.129.16', 'Azure wire server'],
  ['192.0.0.192', 'Oracle metadata, IETF protocol'],
  ['192.0.2.1', 'documentation'],
  ['198.18.0.1', 'benchmarking'],
  ['192.88.99.1', '6to4 relay'],
  ['224.0.0.1', 'multicast'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'broadcast'],
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::7f00:1', 'IPv4-compatible loopback'],
  ['::ffff:127.0.0.1', 'IPv4-mapped loopback'],
  ['::ffff:8.8.8.8', 'IPv4-mapped'],
  ['::ffff:0:7f00:1', 'IPv4-translated loopback'],
  ['64:ff9b::7f00:1', 'NAT64 of loopback'],
  ['64:ff9b:1::1', 'local NAT64'],
  ['2002:7f00:1::', '6to4 of loopback'],
  ['2001:0:7f00:1::', 'Teredo'],
  ['2001:db8::1', 'documentation'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local with zone'],
  ['fec0::1', 'site-local'],
  ['fc00::1', 'unique local'],
  ['fd00:ec2::254', 'AWS metadata, unique local'],
  ['ff02::1', 'multicast'],
  ['100::1', 'discard'],
  ['4000::1', 'not given out'],
  ['example.com', 'no address'],
  ['', 'no address']
])('%s is not on the public web: %s', (address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each([
  [25, false],
  [22, false],
  [0, false],
  [80, true],
  [443, true],
  [8080, true]
])('a public address may be asked at port %i: %s', (port, expected) => {
  const target = { hostname: 'example.com', address: '8.8.8.8', port }
  expect(mayConnect(target, [])).toBe(expected)
})

test.each([
  ['localhost:8081', 'localhost', '127.0.0.1', 8081, true],
  ['localhost:8081', 'localhost', '::1', 8081, true],
  ['LocalHost:8081', 'localhost', '127.0.0.1', 8081, true],
  ['localhost:8081', 'localhost.', '127.0.0.1', 8081, true],
  ['localhost:8081', 'localhost', '127.0.0.1', 8082, false],
  ['localhost:8081', 'evil.example', '127.0.0.1', 8081, false],
  ['127.0.0.1:8081', '127.0.0.1', '127.0.0.1', 8081, true],
  ['127.0.0.1:8081', 'localhost', '127.0.0.1', 8081, true],
  ['127.0.0.1:8081', '127.0.0.2', '127.0.0.2', 8081, false],
  ['127.0.0.1:8081', '::ffff:7f00:1', '::ffff:7f00:1', 8081, false],
  ['10.0.0.0/8:443', 'intra.example', '10.200.3.4', 443, true],
  ['10.0.0.0/8:443', 'intra.example', '172.16.0.1', 443, false],
  ['10.0.0.0/8:443', 'intra.example', '10.200.3.4', 80, false],
  ['0.0.0.0/0:443', 'intra.example', 'fd00::1', 443, false],
  ['[::1]:8080', '::1', '::1', 8080, true],
  ['[::1]:8080', '::2', '::2', 8080, false],
  ['fd00::/8:443', 'intra.example', 'fd12::1', 443, true],
  ['[fd00::/8]:443', 'intra.example', 'fd12::1', 443, true],
  ['园区.example:80', 'xn--dkrx9f.example', '10.0.0.1', 80, true],
  ['mail.example:25', 'mail.example', '8.8.8.8', 25, true],
  ['a.example:80, localhost:8081', 'localhost', '127.0.0.1', 8081, true]
])('"%s" opens %s = %s at port %i: %s', (list, hostname, address, port, expected) => {
  expect(mayConnect({ hostname, address, port }, parseAllowHosts(list))).toBe(expected)
})

test('an empty list opens nothing', () => {
  expect(parseAllowHosts(' , ')).toEqual([])
})

test.each([
  ['localhost'],
  ['localhost:'],
  [':8080'],
  ['localhost:0'],
  ['localhost:65536'],
  ['localhost:http'],
  ['http://localhost:80'],
  ['*:80'],
  ['*.example.com:80'],
  ['::1:8080'],
  ['[::1:8080'],
  ['[localhost]:80'],
  ['10.0.0.0/33:80'],
  ['10.0.0/8:80'],
  ['010.0.0.0/8:80'],
  ['fd00::/129:80'],
  ['example.com/8:80'],
  ['user@localhost:80'],
  ['localhost#:80'],
  ['a b:80'],
  ['300.1.1.1:80']
])('"%s" is refused by name', (entry) => {
  const parse = (): unknown => parseAllowHosts(`localhost:8081,${entry}`)
  expect(parse).toThrow(ParkwireError)
  expect(parse).toThrow(`allowed host "${entry}": expected host:port or CIDR:port`)
})

test('every bad entry gets its own line', () => {
  expect(() => parseAllowHosts('a:80, b, c')).toThrow(
    expect.objectContaining({
      code: 'config',
      lines: [
        expect.stringContaining('allowed host "b"') as string,
        expect.stringContaining('allowed host "c"') as string
      ]
    }) as Error
  )
})
