/** [address, whether it may be fetched] */
export type AddressCase = readonly [url: string, allowed: boolean]

/** First and last address of each range that is not public (IANA's special-purpose registries), and their neighbours that are. */
const ranges4: readonly (readonly [first: string, last: string])[] = [
  ['0.0.0.0', '0.255.255.255'],
  ['10.0.0.0', '10.255.255.255'],
  ['100.64.0.0', '100.127.255.255'],
  ['127.0.0.0', '127.255.255.255'],
  ['169.254.0.0', '169.254.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.0.0.0', '192.0.0.255'],
  ['192.0.2.0', '192.0.2.255'],
  ['192.168.0.0', '192.168.255.255'],
  ['198.18.0.0', '198.19.255.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
  ['224.0.0.0', '239.255.255.255'],
  ['240.0.0.0', '255.255.255.255'],
]
const public4 = [
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.0',
  '169.253.255.255',
]
const more4 = [
  '169.255.0.0',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '192.169.0.0',
  '198.17.255.255',
  '198.20.0.0',
]
const private6 = [
  '::',
  '::1',
  '100::1',
  'fc00::1',
  'fdff::1',
  'fe80::1',
  'febf::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
]
const more6 = ['2001::1', '2001:2::1', '2001:10::1', '2001:20::1', '3fff::1', '5f00::1', '64:ff9b:1::1', '4000::1']
const public6 = ['2400:3200::1', '2606:4700::1111', '2a00:1450::1', '2001:4860:4860::8888', '2001:200::1']

/** Every spelling of an IPv4 address that a browser understands, and the IPv6 addresses that carry it. */
function spellings(dotted: string): string[] {
  const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
  const value = ((a * 256 + b) * 256 + c) * 256 + d
  const hex = value.toString(16).padStart(8, '0')
  const [high, low] = [hex.slice(0, 4), hex.slice(4)]
  return [
    dotted,
    `${dotted}.`,
    String(value),
    `0x${hex}`,
    `0X${hex.toUpperCase()}`,
    `0${value.toString(8)}`,
    `0${a.toString(8)}.0${b.toString(8)}.0${c.toString(8)}.0${d.toString(8)}`,
    `0x${a.toString(16)}.0x${b.toString(16)}.0x${c.toString(16)}.0x${d.toString(16)}`,
    `${a}.${b}.${c * 256 + d}`,
    `${a}.${(b * 256 + c) * 256 + d}`,
    dotted.replaceAll('.', '。'),
    dotted.replaceAll('.', '%2e'),
    dotted.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
    `[::ffff:${dotted}]`,
    `[::ffff:${high}:${low}]`,
    `[64:ff9b::${high}:${low}]`,
    `[2002:${high}:${low}::1]`,
  ]
}

/** Addresses in all spellings, and what else the guard must refuse or let pass. */
export function addressCases(): AddressCase[] {
  const of = (hosts: readonly string[], allowed: boolean): AddressCase[] =>
    hosts.map((host) => [`http://${host}/`, allowed] as const)
  return [
    ...of(ranges4.flat().flatMap(spellings), false),
    ...of([...public4, ...more4].flatMap(spellings), true),
    ...of(
      [...private6, ...more6].map((host) => `[${host}]`),
      false,
    ),
    ...of(
      public6.map((host) => `[${host}]`),
      true,
    ),
    ...of(['localhost', 'LOCALHOST.', 'a.localhost', 'printer.local', 'intranet', 'db.internal', 'x.home.arpa'], false),
    ...of(['user@example.com', 'user:word@example.com', '@example.com', 'example.com:22', 'example.com:0'], false),
    ...of(['example.com', 'example.com.', 'example.com:8443', '诸暨.中国', 'xn--fiqs8s.example.com'], true),
    ...['ftp://example.com/', 'file:///etc/passwd', 'data:text/html,x', 'javascript:alert(1)', 'http://', ''].map(
      (url) => [url, false] as const,
    ),
  ]
}
