import { describe, expect, it } from 'vitest'
import {
  channelConfigSchema,
  clockConfigSchema,
  durationSchema,
  fetcherConfigSchema,
  levels,
  matterConfigSchema,
  officeConfigSchema,
  placeConfigSchema,
  sourceConfigSchema,
} from '../src/index.js'

/** Paths of what a schema objects to; [] = nothing. An unknown field is named by itself. */
function objections(
  schema: { safeParse(value: unknown): { error?: { issues: readonly object[] } | undefined } },
  value: unknown,
): string[] {
  const issues = (schema.safeParse(value).error?.issues ?? []) as {
    code: string
    path: PropertyKey[]
    keys?: string[]
  }[]
  return issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? (issue.keys ?? []) : [issue.path.join('.')]))
}

describe('a duration', () => {
  it.each([
    ['250ms', 250],
    ['90s', 90_000],
    ['5m', 300_000],
    ['2h', 7_200_000],
    ['3d', 259_200_000],
    ['0s', 0],
  ])('%s is %d ms', (text, ms) => {
    expect(durationSchema.parse(text)).toBe(ms)
  })

  it.each(['', '90', '5 m', '1.5h', '-1s', '5M', '1h30m', '1w', 90])(
    'refuses %j with an example of what is meant',
    (text) => {
      expect(objections(durationSchema, text)).toHaveLength(1)
      if (typeof text === 'string') expect(durationSchema.safeParse(text).error?.issues[0]?.message).toContain('90s')
    },
  )
})

describe('a source', () => {
  const smallest = { id: 'my-paper', name: '某某日报', kind: 'feed', url: 'https://news.example.cn/rss.xml' }

  it('needs four lines, and is then asked every five minutes, politely, as media of home', () => {
    expect(sourceConfigSchema.parse(smallest)).toEqual({
      ...smallest,
      enabled: true,
      tier: 'media',
      official: false,
      weight: 1,
      language: 'zh-CN',
      scope: 'home',
      every: 300_000,
      hostDelay: 5_000,
      zone: 'Asia/Shanghai',
    })
  })

  it('takes the tier of its kind', () => {
    const { url: _url, ...unfetched } = smallest
    const map = { items: 'data.list', title: 'title' }
    expect(sourceConfigSchema.parse({ ...smallest, kind: 'list' })).toMatchObject({
      tier: 'media',
      pages: 3,
      selectors: {},
    })
    expect(sourceConfigSchema.parse({ ...smallest, kind: 'forum' })).toMatchObject({ tier: 'forum', scope: 'home' })
    expect(sourceConfigSchema.parse({ ...smallest, kind: 'hotlist', map })).toMatchObject({
      tier: 'hotlist',
      scope: 'any',
    })
    expect(sourceConfigSchema.parse({ ...smallest, kind: 'sitemap' })).toMatchObject({
      tier: 'media',
      files: 5,
      entries: 200,
    })
    expect(sourceConfigSchema.parse({ ...smallest, kind: 'jcms' })).toMatchObject({
      tier: 'government',
      official: false,
      rows: 15,
      pages: 3,
    })
    expect(sourceConfigSchema.parse({ ...unfetched, kind: 'push' })).toMatchObject({ tier: 'hotline' })
    expect(objections(sourceConfigSchema, { ...smallest, kind: 'push' })).toEqual(['url'])
  })

  it.each([
    ['an id that is no name', { id: '../paper' }, 'id'],
    ['an address that is not fetched over HTTP', { url: 'file:///etc/passwd' }, 'url'],
    ['a place that is no division code', { place: '诸暨' }, 'place'],
    ['a language that is none', { language: '中文' }, 'language'],
    ['a bare number for a duration', { every: 300 }, 'every'],
    ['an unknown kind', { kind: 'telex' }, 'kind'],
    ['a misspelt field', { hostdelay: '1s' }, 'hostdelay'],
    ['selectors where a feed has none', { selectors: {} }, 'selectors'],
  ])('refuses %s, naming the field', (_what, change, field) => {
    expect(objections(sourceConfigSchema, { ...smallest, ...change })).toEqual([field])
  })

  it('names the misspelt field inside its selectors', () => {
    const list = { ...smallest, kind: 'list', selectors: { items: 'li' } }
    expect(objections(sourceConfigSchema, list)).toEqual(['items'])
  })
})

describe('a channel', () => {
  const smallest = { id: 'duty-group', kind: 'webhook', url: 'https://hooks.example.cn/guanlan' }

  it('needs three lines, and then hears of yellow and above', () => {
    expect(channelConfigSchema.parse(smallest)).toEqual({
      ...smallest,
      levels: ['red', 'orange', 'yellow'],
      enabled: true,
    })
  })

  it('may hear of every level', () => {
    const all = { ...smallest, levels: ['red', 'orange', 'yellow', 'blue'] }
    expect(channelConfigSchema.parse(all).levels).toEqual(levels)
    expect(objections(channelConfigSchema, { ...smallest, levels: ['purple'] })).toEqual(['levels.0'])
  })

  it('may be a robot of a group chat or an SMS gateway, each in one line', () => {
    expect(channelConfigSchema.parse({ id: 'd', kind: 'dingtalk', tokenEnv: 'T' })).toMatchObject({
      url: 'https://oapi.dingtalk.com/robot/send',
      atAll: ['red'],
    })
    expect(objections(channelConfigSchema, { id: 'w', kind: 'wecom' })).toEqual(['tokenEnv'])
    expect(
      channelConfigSchema.parse({ id: 's', kind: 'sms', url: 'https://sms.example/send', to: ['13800000000'] }),
    ).toMatchObject({ levels: ['red'], fields: { to: 'mobile' } })
    expect(
      objections(channelConfigSchema, { id: 's', kind: 'sms', url: 'https://sms.example/', to: ['12345'] }),
    ).toEqual(['to.0'])
  })

  it('may be a mail server, over TLS unless its file says otherwise', () => {
    const mail = { id: 'm', kind: 'mail', host: 'mail.example', from: 'a@mail.example', to: ['b@mail.example'] }
    expect(channelConfigSchema.parse(mail)).toMatchObject({ port: 465, security: 'tls', subject: '{text}' })
    expect(objections(channelConfigSchema, { ...mail, to: ['b'], port: 0 })).toEqual(['port', 'to.0'])
  })

  it('refuses a secret written into the file and an unknown kind', () => {
    expect(objections(channelConfigSchema, { ...smallest, secret: 'x' })).toEqual(['secret'])
    expect(objections(channelConfigSchema, { ...smallest, kind: 'fax' })).toEqual(['kind'])
  })
})

describe('the office', () => {
  it('needs name and jurisdiction; the machine then dispatches nothing by itself', () => {
    expect(officeConfigSchema.parse({ name: '市舆情中心', jurisdiction: '330681' })).toMatchObject({
      inherit: true,
      freshness: 259_200_000,
      autoDispatch: { levels: [] },
    })
    expect(objections(officeConfigSchema, { name: '市舆情中心', jurisdiction: '3306', freshnes: '1d' })).toEqual([
      'jurisdiction',
      'freshnes',
    ])
  })

  it('takes 6, 9 and 12 digits for a place and nothing between', () => {
    for (const code of ['330681', '330681104', '330681104201'])
      expect(objections(placeConfigSchema, { code, name: '某地' })).toEqual([])
    for (const code of ['33068', '3306811', '33068110420', '330681104201000'])
      expect(objections(placeConfigSchema, { code, name: '某地' })).toEqual(['code'])
  })

  it('wants at least one rule of a matter, and null said aloud for one outside the domains', () => {
    const matter = { code: 'street-lights', name: '路灯', domain: null, lead: 'zfj', rules: ['路灯 NEAR/5 不亮'] }
    expect(matterConfigSchema.parse(matter)).toMatchObject({
      assist: [],
      hints: [],
      urgent: [],
      examples: [],
      nearMisses: [],
    })
    const { domain: _domain, ...silent } = matter
    expect(objections(matterConfigSchema, { ...silent, rules: [] })).toEqual(['domain', 'rules'])
  })

  it('wants hours or working days of a clock, never both and never neither', () => {
    const clock = {
      kind: 'response',
      name: '政务舆情回应',
      source: '国办发〔2016〕61号',
      levels: ['yellow'],
      from: ['published'],
      until: 'responded',
    }
    expect(objections(clockConfigSchema, { ...clock, hours: 48 })).toEqual([])
    expect(objections(clockConfigSchema, { ...clock, workingDays: 2 })).toEqual([])
    expect(objections(clockConfigSchema, clock)).toEqual([''])
    expect(objections(clockConfigSchema, { ...clock, hours: 48, workingDays: 2 })).toEqual([''])
  })
})

describe('the fetcher', () => {
  it('allows no private address unless it is named with its port', () => {
    expect(fetcherConfigSchema.parse({})).toMatchObject({ allow_private: [], ports: [80, 443, 8080, 8443] })
    expect(
      objections(fetcherConfigSchema, { allow_private: ['127.0.0.1:18900', '[::1]:8080', 'news.intranet:80'] }),
    ).toEqual([])
    for (const wide of ['127.0.0.1', '10.0.0.0/8', '*:80', '10.0.0.1:', 'http://10.0.0.1:80']) {
      expect(objections(fetcherConfigSchema, { allow_private: [wide] })).toEqual(['allow_private.0'])
    }
  })
})
