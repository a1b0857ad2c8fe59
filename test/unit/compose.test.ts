import { existsSync, readFileSync } from 'node:fs'
import { flow } from '@guanlan/contracts'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { readVersions } from '../../infra/local/versions.js'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const versions = readVersions()

interface Service {
  readonly image: string
  readonly build?: { readonly args: Readonly<Record<string, string>>; readonly dockerfile: string }
  readonly command?: readonly string[]
  readonly user?: string
  readonly read_only?: boolean
  readonly restart?: string
  readonly cap_drop?: readonly string[]
  readonly ports?: readonly string[]
  readonly network_mode?: string
  readonly networks?: readonly string[]
  readonly profiles?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly secrets?: readonly string[]
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly healthcheck?: { readonly test: readonly string[] }
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly include?: readonly { readonly path: string; readonly project_directory: string; readonly env_file: string }[]
}

/** `${NAME}` and `${NAME:-default}` as Compose fills them in from infra/versions.env alone. */
function filledIn(text: string): string {
  return text.replaceAll(/\$\{(\w+)(?::-([^}]*))?\}/g, (_, name: string, fallback: string | undefined) => {
    const value = versions.get(name) ?? fallback
    if (value === undefined) throw new Error(`${name} stands neither in infra/versions.env nor has it a default`)
    return value
  })
}

const root = parse(read('docker-compose.yml'), { merge: true }) as Compose
const text = read('infra/docker/compose.yml')
const compose = parse(filledIn(text), { merge: true }) as Compose
const services = Object.entries(compose.services)
const ours = services.filter(([, service]) => service.build !== undefined)
const stations = Object.keys(flow)

describe('docker-compose.yml', () => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(
    JSON.parse(read('infra/docker/compose-spec.json')) as object,
  )

  it('is valid by the schema of the Compose specification, like the file that it includes', () => {
    expect([validate(root), validate.errors]).toEqual([true, null])
    expect([validate(compose), validate.errors]).toEqual([true, null])
  })

  it('would be refused by that schema with a misspelt key', () => {
    const misspelt = { ...compose, services: { ...compose.services, api: { ...compose.services['api'], comand: [] } } }
    expect(validate(misspelt)).toBe(false)
  })

  it('hands the one list of versions to what it includes', () => {
    expect(root.include).toEqual([
      { path: 'infra/docker/compose.yml', project_directory: '.', env_file: 'infra/versions.env' },
    ])
  })

  it('has the three servers, every station of the flow, and the sample city by its profile alone', () => {
    const names = services.map(([name]) => name).sort()
    expect(names).toEqual(['kafka', 'elasticsearch', 'postgres', 'sample-city', 'sample-crawler', ...stations].sort())
    const optional = services.filter(([, service]) => service.profiles).map(([name, { profiles }]) => [name, profiles])
    expect(optional).toEqual([
      ['sample-city', ['sample']],
      ['sample-crawler', ['sample']],
    ])
  })

  it('names every image by an exact version, the servers by those of infra/versions.env', () => {
    for (const [name, { image }] of services) expect([name, image]).toEqual([name, expect.stringMatching(/:\d+\.\d+/)])
    const tags = ['kafka', 'elasticsearch', 'postgres'].map(
      (name) => /:([\d.]+)/.exec(compose.services[name]?.image ?? '')?.[1],
    )
    expect(tags).toEqual(
      ['KAFKA_VERSION', 'ELASTICSEARCH_VERSION', 'POSTGRES_VERSION'].map((name) => versions.get(name)),
    )
    expect(text).not.toMatch(/image: .*:[\d.]+(-\w+)?$/m)
  })

  it('runs a main.js whose source exists in every service of ours', () => {
    for (const [name, { command }] of ours) {
      const [node, file, ...rest] = command ?? []
      expect([name, node, rest]).toEqual([name, 'node', []])
      const source = file?.replace('/dist/main.js', '/src/main.ts') ?? ''
      expect([source, existsSync(new URL(`../../${source}`, import.meta.url))]).toEqual([source, true])
    }
    expect(ours.length).toBe(stations.length + 2)
  })

  it('runs nothing as root, drops every capability, restarts what ends, and knows the health of all', () => {
    for (const [name, service] of services) {
      expect([name, service.user]).not.toEqual([name, undefined])
      expect([name, service.user]).not.toEqual([name, 'root'])
      expect([name, service.cap_drop, service.restart]).toEqual([name, ['ALL'], 'unless-stopped'])
      expect([name, service.healthcheck?.test[0]]).toEqual([name, 'CMD'])
    }
  })

  it('mounts the root file system of every service of ours read-only, and reads its password from a file', () => {
    for (const [name, service] of ours) {
      expect([name, service.read_only, service.secrets]).toEqual([name, true, ['database_url']])
      expect([name, service.environment?.['DATABASE_URL_FILE']]).toEqual([name, '/run/secrets/database_url'])
      expect(Object.keys(service.environment ?? {})).not.toContain('DATABASE_URL')
    }
    expect(text).not.toMatch(/PASSWORD: /)
  })

  it('starts services of ours when the servers are healthy, with a way to reach them', () => {
    const healthy = { condition: 'service_healthy' }
    for (const [name, service] of ours) {
      expect([name, service.depends_on]).toEqual([name, { kafka: healthy, elasticsearch: healthy, postgres: healthy }])
      expect([name, service.network_mode === 'host']).toEqual([name, service.networks === undefined])
    }
    const onHost = ours.filter(([, service]) => service.network_mode === 'host').map(([name]) => name)
    expect(onHost.sort()).toEqual(['api', 'sample-city', 'sample-crawler'])
  })

  it('publishes ports on the loopback address only', () => {
    const published = services.flatMap(([, service]) => service.ports ?? [])
    expect(published.length).toBe(3)
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  it('gives processes that share the host’s network health ports of their own', () => {
    const onHost = ours.filter(([, service]) => service.network_mode === 'host')
    const ports = onHost.map(
      ([, { environment }]) => environment?.['PROBE_PORT'] ?? environment?.['GUANLAN_HEALTH_PORT'],
    )
    expect(new Set(ports).size).toBe(onHost.length)
  })
})

describe('infra/docker/Dockerfile', () => {
  const lines = read('infra/docker/Dockerfile')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const from = lines.filter((line) => line.startsWith('FROM '))
  const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))

  it('builds in one stage and runs in another, both on the exact Node of infra/versions.env', () => {
    expect(from.map((line) => filledIn(line))).toEqual([
      `FROM node:${versions.get('NODE_VERSION')}-bookworm AS build`,
      `FROM node:${versions.get('NODE_VERSION')}-bookworm-slim AS runtime`,
    ])
    expect(versions.get('NODE_VERSION')).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lines).toContain('ARG NODE_VERSION')
  })

  it('ends as the user node, installs nothing in the last stage, and takes files only from the build', () => {
    expect(last.filter((line) => line.startsWith('USER '))).toEqual(['USER node'])
    expect(last.filter((line) => line.startsWith('RUN ') || line.startsWith('ADD '))).toEqual([])
    expect(last.filter((line) => line.startsWith('COPY ') && !line.includes('--from=build'))).toEqual([])
  })

  it('installs by the lock file and leaves development packages behind', () => {
    const runs = lines.filter((line) => line.startsWith('RUN ')).join('\n')
    expect(runs).toContain('npm ci')
    expect(runs).not.toMatch(/npm (install|i) /)
    expect(runs).toContain('npm prune --omit=dev')
  })

  it('copies what exists', () => {
    const copied = last.flatMap((line) => /^COPY --from=build \/app\/(\S+)/.exec(line)?.[1] ?? [])
    expect(copied.length).toBeGreaterThan(4)
    expect(copied.filter((path) => !existsSync(new URL(`../../${path}`, import.meta.url)))).toEqual([])
  })

  it('is given no secret, no data and no history: .dockerignore holds them back', () => {
    const ignored = read('.dockerignore').split('\n')
    for (const path of ['.git', 'data', '.env*', '**/secrets', '**/node_modules', '**/dist'])
      expect(ignored).toContain(path)
  })
})
