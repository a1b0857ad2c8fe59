/**
 * Special-purpose addresses after the IANA registries (RFC 6890 and its updates), by what they are. What is in none of
 * these and, for IPv6, inside 2000::/3, is public.
 */
const ipv4Special: readonly (readonly [string, number, string])[] = [
  ['0.0.0.0', 8, '本网络地址'],
  ['10.0.0.0', 8, '内网地址'],
  ['100.64.0.0', 10, '运营商级 NAT 地址'],
  ['127.0.0.0', 8, '回环地址'],
  ['168.63.129.16', 32, '云平台元数据地址'],
  ['169.254.0.0', 16, '链路本地地址'],
  ['172.16.0.0', 12, '内网地址'],
  ['192.0.0.0', 24, '协议保留地址'],
  ['192.0.2.0', 24, '文档示例地址'],
  ['192.88.99.0', 24, '6to4 中继地址'],
  ['192.168.0.0', 16, '内网地址'],
  ['198.18.0.0', 15, '测试网地址'],
  ['198.51.100.0', 24, '文档示例地址'],
  ['203.0.113.0', 24, '文档示例地址'],
  ['224.0.0.0', 4, '组播地址'],
  ['240.0.0.0', 4, '保留地址'],
]

const value4 = (dotted: string) => dotted.split('.').reduce((value, part) => value * 256 + Number(part), 0)

/** Why an IPv4 address (dotted quad) is not public; null when it is. */
export function ipv4Problem(dotted: string): string | null {
  const value = value4(dotted)
  for (const [base, bits, what] of ipv4Special) {
    const size = 2 ** (32 - bits)
    if (Math.floor(value / size) === Math.floor(value4(base) / size)) return what
  }
  return null
}

/** Why an IPv6 address (its eight groups) is not public; null when it is. Addresses that carry an IPv4 one are judged by it. */
export function ipv6Problem(groups: readonly number[]): string | null {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups
  const carried = (high: number, low: number) => ipv4Problem([high >> 8, high & 255, low >> 8, low & 255].join('.'))
  const startsWithZeros = (count: number) => groups.slice(0, count).every((group) => group === 0)
  if (startsWithZeros(8)) return '未指定地址'
  if (startsWithZeros(7) && h === 1) return '回环地址'
  if (startsWithZeros(5) && f === 0xffff) return within('IPv4 映射', carried(g, h))
  if (startsWithZeros(4) && e === 0xffff && f === 0) return within('IPv4 转换', carried(g, h))
  if (startsWithZeros(6)) return 'IPv4 兼容地址（已废止）'
  if (a === 0x64 && b === 0xff9b) {
    return c === 0 && d === 0 && e === 0 && f === 0 ? within('NAT64', carried(g, h)) : 'NAT64 本地前缀'
  }
  if (a === 0x2002) return within('6to4', carried(b, c))
  if (a === 0x2001 && b < 0x200) return b === 0 ? 'Teredo 隧道地址' : '协议保留地址'
  if (a === 0x2001 && b === 0xdb8) return '文档示例地址'
  if (a === 0x3fff && b < 0x1000) return '文档示例地址'
  if ((a & 0xfe00) === 0xfc00) return '内网地址'
  if ((a & 0xffc0) === 0xfe80) return '链路本地地址'
  if ((a & 0xff00) === 0xff00) return '组播地址'
  if ((a & 0xe000) !== 0x2000) return '保留地址'
  // ISATAP: an IPv4 address in the interface part of a public prefix.
  if ((e & 0xfcff) === 0 && f === 0x5efe) return within('ISATAP', carried(g, h))
  return null
}

const within = (form: string, problem: string | null) => (problem === null ? null : `${form}形式的${problem}`)

/** Groups of an IPv6 address as the URL parser writes it (compressed, lower case, no dots). */
export function ipv6Groups(text: string): number[] {
  const [left = '', right] = text.split('::')
  const part = (half: string) => (half ? half.split(':').map((group) => Number.parseInt(group, 16)) : [])
  if (right === undefined) return part(left)
  const ends = [part(left), part(right)] as const
  return [...ends[0], ...Array.from({ length: 8 - ends[0].length - ends[1].length }, () => 0), ...ends[1]]
}
