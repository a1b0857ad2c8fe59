import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkAddress } from '../src/index.js'

const policy = { ports: [80, 443, 8080, 8443], allowPrivate: ['127.0.0.1:18900', '[::1]:18901', 'intra.zj:9000'] }
const judge = (url: string, resolves?: string[]) => checkAddress(url, { ...policy, resolves })

describe('checkAddress', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://127.0.0.1./',
    'http://１２７.０.０.１/',
    'http://127。0。0。1/',
    'http://0/',
    'http://10.1.2.3/',
    'http://100.64.0.1/',
    'http://169.254.169.254/',
    'http://172.31.255.255/',
    'http://192.168.1.1/',
    'http://198.18.0.1/',
    'http://203.0.113.9/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[::127.0.0.1]/',
    'http://[64:ff9b::10.0.0.1]/',
    'http://[64:ff9b:1::1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:1::1]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[ff02::1]/',
    'http://[2001:db8::1]/',
    'http://[2400:3200::5efe:192.168.0.1]/',
    'http://localhost/',
    'http://localhost./',
    'http://a.localhost/',
    'http://printer.local/',
    'http://intranet/',
    'http://metadata.google.internal/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'javascript:alert(1)',
    'http://user@example.com/',
    'http://user:pw@example.com/',
    'http://@example.com/',
    'http://example.com:22/',
    'http://example.com:0/',
    'http://168.63.129.16/',
    'http://127%2e0%2e0%2e1/',
    'http:\\\\127.0.0.1\\',
    'http://127.0.0.1../',
    'http://①②⑦.⓪.⓪.①/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://[::ffff:0:10.0.0.1]/',
    'http://[fec0::1]/',
    'http://[100::1]/',
    'http://[3fff::1]/',
    'http://example.com:6379/',
    'http://127.0.0.1:18901/',
    'http://localhost:18900/',
    'http://[fe80::1%25eth0]/',
    'http://',
    'not a url',
    '',
  ])('refuses %s', (url) => {
    expect(judge(url)).toMatchObject({ allowed: false })
  })

  it.each([
    'http://example.com/',
    'https://example.com:8443/x?y',
    'http://114.114.114.114/',
    'http://[2400:3200::1]/',
    'http://[::ffff:114.114.114.114]/',
    'http://诸暨.中国/',
    'http://127.0.0.1:18900/',
    'http://0x7f.1:18900/',
    'http://[::1]:18901/',
    'http://intra.zj:9000/',
    'http://example.com./',
  ])('allows %s', (url) => {
    expect(judge(url)).toMatchObject({ allowed: true })
  })

  it('refuses a name of which one address is private, whatever the others are', () => {
    expect(judge('http://example.com/', ['114.114.114.114', '::ffff:10.0.0.1'])).toMatchObject({ allowed: false })
    expect(judge('http://example.com/', ['114.114.114.114', '2400:3200::1'])).toMatchObject({ allowed: true })
    expect(judge('http://example.com/', ['fe80::1%eth0'])).toMatchObject({ allowed: false })
    expect(judge('http://example.com/', ['010.0.0.1'])).toMatchObject({ allowed: false })
    expect(judge('http://example.com/', ['rubbish'])).toMatchObject({ allowed: false })
  })

  it('refuses every spelling of every private address', () => {
    const octet = fc.nat(255)
    const spellings = fc.tuple(fc.constantFrom(10, 127), octet, octet, octet).chain(([a, b, c, d]) => {
      const value = ((a * 256 + b) * 256 + c) * 256 + d
      const hex = value.toString(16).padStart(8, '0')
      return fc.constantFrom(
        `${a}.${b}.${c}.${d}`,
        String(value),
        `0x${hex}`,
        `0${value.toString(8)}`,
        `0${a.toString(8)}.${b}.0x${c.toString(16)}.${d}`,
        `${a}.${b}.${c * 256 + d}`,
        `${a}.${(b * 256 + c) * 256 + d}`,
        `[::ffff:${a}.${b}.${c}.${d}]`,
        `[0:0:0:0:0:ffff:${hex.slice(0, 4)}:${hex.slice(4)}]`,
        `[64:ff9b::${hex.slice(0, 4)}:${hex.slice(4)}]`,
        `[2002:${hex.slice(0, 4)}:${hex.slice(4)}::1]`,
      )
    })
    fc.assert(fc.property(spellings, (host) => !judge(`http://${host}/`).allowed))
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (url) => typeof judge(url).allowed === 'boolean'))
  })
})
