import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unwrap } from '@guanlan/kernel'
import { afterAll, describe, expect, it } from 'vitest'
import { loadOffice, readEnvironment } from '../src/index.js'

const shipped = fileURLToPath(new URL('../../../config/office/', import.meta.url))
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
function officeFolder(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'guanlan-config-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}
function problemsOf(files: Record<string, string>): string {
  const loaded = loadOffice({ shipped, office: officeFolder(files) })
  if (loaded.ok) throw new Error('the configuration was accepted')
  expect(loaded.error.code).toBe('config_invalid')
  return loaded.error.message
}

describe('configuration of an office', () => {
  it('accepts what is shipped, with no source switched on', () => {
    const { office } = unwrap(loadOffice({ shipped }))
    expect(office.office.jurisdiction).toBe('330681')
    expect(office.domains.map((domain) => domain.code)).toContain('wages')
    expect(office.sources.filter((source) => source.enabled)).toEqual([])
  })

  it('lays the folder of an office over what is shipped, file by file', () => {
    const folder = officeFolder({
      'sources/mine.yaml': '{ id: mine, name: 本地新闻, kind: feed, url: "http://127.0.0.1:18900/rss" }',
      'fetcher.yaml': 'allow_private: ["127.0.0.1:18900"]',
      'channels.yaml': '{ id: hook, kind: webhook, url: "http://127.0.0.1:18901/hook" }',
      'office.yaml': 'freshness: 24h',
    })
    const { office, origins } = unwrap(loadOffice({ shipped, office: folder }))
    expect(office.sources.filter((source) => source.enabled).map((source) => source.id)).toEqual(['mine'])
    expect(office.fetcher.allow_private).toEqual(['127.0.0.1:18900'])
    expect(office.channels).toMatchObject([{ id: 'hook', levels: ['red', 'orange', 'yellow'] }])
    expect(office.office).toMatchObject({ freshness: 86_400_000, jurisdiction: '330681' })
    expect(origins.get('office.freshness')).toMatchObject({ layer: 'office', line: 1 })
    expect(origins.get('office.jurisdiction')).toMatchObject({ layer: 'shipped', file: 'config/office/office.yaml' })
    expect(origins.get('sources[mine]')).toMatchObject({ layer: 'office' })
  })

  it('is replaced wholly when the office does not inherit', () => {
    const folder = officeFolder({ 'office.yaml': 'inherit: false\nname: 别处\njurisdiction: "430100"' })
    const loaded = loadOffice({ shipped, office: folder })
    expect(loaded.ok).toBe(false)
    if (!loaded.ok) expect(loaded.error.message).not.toContain('config/office/')
  })

  it('reports all problems together, each with its file and line', () => {
    const message = problemsOf({
      'sources/a.yaml': 'id: a\nname: 甲\nkind: feed\nurl: not a url\nevery: soon\n',
      'sources/b.yaml': '- { id: b, name: 乙, kind: feed, url: "http://b.example/", colour: red }\n',
      'office.yaml': 'freshness: [1]\n',
      'clocks.yaml': 'broken: [unclosed\n',
      'surces.yaml': 'id: typo',
    })
    expect(message).toMatch(/a\.yaml:4 url: /)
    expect(message).toMatch(/a\.yaml:5 every: /)
    expect(message).toMatch(/b\.yaml:1 .*colour/)
    expect(message).toMatch(/office\.yaml:1 freshness: /)
    expect(message).toMatch(/clocks\.yaml:\d+ YAML/)
    expect(message).toMatch(/surces\.yaml 不认识的配置文件名/)
  })

  it('reads a folder as containers mount it: links are followed, hidden folders are not', () => {
    const mounted = officeFolder({ '..2026/office.yaml': 'freshness: 24h', 'elsewhere/a.yaml': '[]' })
    symlinkSync('..2026', join(mounted, '..data'))
    symlinkSync('..data/office.yaml', join(mounted, 'office.yaml'))
    rmSync(join(mounted, 'elsewhere'), { recursive: true })
    const linked = officeFolder({ 'a.yaml': '{ id: mine, name: 甲, kind: feed, url: "http://a.example/" }' })
    symlinkSync(linked, join(mounted, 'sources'))
    const { office } = unwrap(loadOffice({ shipped, office: mounted }))
    expect(office.office.freshness).toBe(86_400_000)
    expect(office.sources.some(({ id }) => id === 'mine')).toBe(true)
  })

  it('tells what is wrong with the grouping, timing and muting of alerts by file, line and field', () => {
    const message = problemsOf({
      'alerts.yaml': [
        'group: { by: [domain, street] }',
        'levels:',
        '  red: { wait: 30s }',
        '  yellow: { repeat: 5s }',
        'inhibit:',
        '  - { id: a, when: higher, equal: [] }',
        '  - { id: b, when: parent, equal: [matter], target: [red] }',
        '  - { id: b, when: above, equal: [matter] }',
      ].join('\n'),
    })
    expect(message).toMatch(/alerts\.yaml:1 group\.by\.\[1\]|alerts\.yaml:1 group\.by\[1\]/)
    expect(message).toMatch(/alerts\.yaml:3 levels\.red\.wait: 特别重大不等待/)
    expect(message).toMatch(/alerts\.yaml:4 levels\.yellow\.repeat: 至少 1m/)
    expect(message).toMatch(/alerts\.yaml:6 inhibit\[0\]\.equal/)
    expect(message).toMatch(/alerts\.yaml:7 inhibit\[1\]\.target\[0\]: 只能压制重大、较大/)
    expect(message).toMatch(/alerts\.yaml:8 inhibit\[2\]\.when/)
  })

  it('keeps the timing of levels that an office does not name as it is usual', () => {
    const folder = officeFolder({ 'alerts.yaml': 'levels: { yellow: { wait: 2m } }\ninhibit: []\n' })
    const { alerts } = unwrap(loadOffice({ shipped, office: folder })).office
    expect(alerts.group.by).toEqual(['domain', 'town'])
    expect(alerts.levels.yellow).toEqual({ wait: 120_000, interval: 300_000, repeat: 14_400_000 })
    expect(alerts.levels.red).toEqual({ wait: 0, interval: 0, repeat: 600_000 })
    expect(alerts.inhibit).toEqual([])
  })

  it('passes over no file in silence: a name that is not read is refused', () => {
    const message = problemsOf({ 'office.yml': 'freshness: 1h', 'fetcher/a.yaml': 'maxBytes: 1', '.hidden.yaml': 'x' })
    expect(message).toMatch(/office\.yml 不认识的配置文件名/)
    expect(message).toMatch(/fetcher\/a\.yaml 不认识的配置文件名/)
    expect(message).not.toMatch(/hidden/)
  })

  it('takes an empty folder, empty files, a byte order mark and Windows line ends as they are meant', () => {
    expect(unwrap(loadOffice({ shipped, office: officeFolder({}) })).office.matters.length).toBeGreaterThan(0)
    const { office } = unwrap(
      loadOffice({
        shipped,
        office: officeFolder({
          'office.yaml': '\ufefffreshness: 24h\r\n',
          'channels.yaml': '',
          'fetcher.yaml': '# nothing\n',
        }),
      }),
    )
    expect(office.office.freshness).toBe(86_400_000)
    expect(office.channels).toEqual([])
  })

  it('tells tabs, keys given twice, dangling aliases and other encodings with their file', () => {
    const folder = officeFolder({
      'office.yaml': 'freshness: 1h\nfreshness: 2h\n',
      'channels.yaml': 'id: a\n\tkind: webhook\n',
      'contexts.yaml': '- code: a\n  name: *b\n',
    })
    writeFileSync(
      join(folder, 'fetcher.yaml'),
      Buffer.concat([Buffer.from('ports: [80]\nagent: '), Buffer.from([0xb9, 0xdb])]),
    )
    const loaded = loadOffice({ shipped, office: folder })
    const message = loaded.ok ? '' : loaded.error.message
    expect(message).toMatch(/office\.yaml:2 YAML/)
    expect(message).toMatch(/channels\.yaml:2 YAML/)
    expect(message).toMatch(/contexts\.yaml.* YAML/)
    expect(message).toMatch(/fetcher\.yaml:2 不是 UTF-8 编码/)
  })

  it('refuses the same id twice and says where the other one stands', () => {
    const message = problemsOf({
      'sources/a.yaml': '{ id: same, name: 甲, kind: feed, url: "http://a.example/" }',
      'sources/b.yaml': '{ id: same, name: 乙, kind: feed, url: "http://b.example/" }',
    })
    expect(message).toMatch(/b\.yaml:1 same: 与 .*a\.yaml:1 重复/)
  })

  it('refuses a matter of a department or a domain that does not exist', () => {
    const message = problemsOf({
      'matters/own.yaml': '- code: own-matter\n  name: 自有事项\n  domain: nowhere\n  lead: nobody\n  rules: [自有]\n',
    })
    expect(message).toMatch(/own\.yaml:1 domain: 没有领域 nowhere/)
    expect(message).toMatch(/own\.yaml:1 lead: 没有部门 nobody/)
  })

  it('refuses a watch that the rule language does not know, with its place', () => {
    expect(problemsOf({ 'watches.yaml': '- { id: water, name: 水源, rule: "水库 NEAR" }' })).toMatch(
      /watches\.yaml:1 rule: /,
    )
    expect(problemsOf({ 'watches.yaml': '- { id: water, name: 水源 }' })).toMatch(/watches\.yaml:1 /)
  })

  it('refuses a key for sealed originals that is none, with its place', () => {
    const message = problemsOf({
      'office.yaml': 'freshness: 3d\nvault:\n  publicKey: nothing\n',
    })
    expect(message).toMatch(/office\.yaml:2 vault\.publicKey: 不是 PEM 格式的公钥/)
  })

  it('says when the folder does not exist', () => {
    const loaded = loadOffice({ shipped, office: join(tmpdir(), 'no-such-folder-of-guanlan') })
    expect(loaded.ok).toBe(false)
  })

  it('adds the sample’s sources and addresses and nothing wider', () => {
    const sample = {
      sources: [{ id: 's', name: '示例', kind: 'feed' as const, url: 'http://127.0.0.1:1234/f' }],
      allowPrivate: ['127.0.0.1:1234'],
    }
    const { office, origins } = unwrap(loadOffice({ shipped, sample }))
    expect(office.fetcher.allow_private).toEqual(['127.0.0.1:1234'])
    expect(origins.get('sources[s]')).toEqual({ layer: 'sample' })
    const later = unwrap(unwrap(loadOffice({ shipped })).withSample(sample))
    expect(later.office).toEqual(office)
    expect([...later.origins].sort()).toEqual([...origins].sort())
  })
})

describe('environment', () => {
  it('has defaults for everything', () => {
    expect(unwrap(readEnvironment({}))).toMatchObject({
      GUANLAN_DATA: './data',
      EVENT_LOG: 'embedded',
      LOG_LEVEL: 'info',
    })
  })

  it('reads secrets from files and names every variable that is wrong', () => {
    const folder = officeFolder({ secret: 'postgres://db\n' })
    expect(unwrap(readEnvironment({ DATABASE_URL_FILE: join(folder, 'secret') })).DATABASE_URL).toBe('postgres://db')
    const bad = readEnvironment({
      GUANLAN_PORT: '99999',
      EVENT_LOG: 'carrier-pigeon',
      DATABASE_URL_FILE: join(folder, 'none'),
    })
    expect(bad.ok).toBe(false)
    if (!bad.ok)
      for (const name of ['GUANLAN_PORT', 'EVENT_LOG', 'DATABASE_URL_FILE']) expect(bad.error.message).toContain(name)
  })
})
