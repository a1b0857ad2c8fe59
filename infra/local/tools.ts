import { spawn, spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

/** The oldest Java that Kafka 4 and Elasticsearch 8 run on. */
const JAVA_WANTED = 17

/** Where a Java is and which it is. */
export interface Java {
  readonly home: string
  readonly command: string
  readonly version: number
}

/** The JDK of JAVA_HOME, or else of PATH. @throws Error with one sentence on what to install */
export function findJava(env: NodeJS.ProcessEnv): Java {
  const command = env['JAVA_HOME'] ? join(env['JAVA_HOME'], 'bin/java') : 'java'
  const { stdout, stderr, error } = spawnSync(command, ['-XshowSettings:properties', '-version'], { encoding: 'utf8' })
  const install = `Install JDK ${JAVA_WANTED} or newer (Debian, Ubuntu: apt-get install openjdk-17-jdk-headless maven; macOS: brew install openjdk maven).`
  if (error) throw new Error(`Java was not found (${command}). ${install}`)
  const settings = `${stdout}${stderr}`
  const home = /^\s*java\.home = (.+)$/m.exec(settings)?.[1]?.trim()
  const version = Number(/^\s*java\.specification\.version = (\d+)$/m.exec(settings)?.[1])
  if (!home || !(version >= JAVA_WANTED))
    throw new Error(`Java ${version || '?'} (${command}) is too old. ${install} JAVA_HOME chooses among several.`)
  return { home: realpathSync(home), command: join(home, 'bin/java'), version }
}

/** What a command printed, and its exit code; 127 when it could not start. */
export interface Outcome {
  readonly code: number
  readonly output: string
}

/** Runs a command to its end; `onLine` sees what it prints. `missing` is the sentence for a command that is not there. */
export function runTool(
  command: string,
  args: readonly string[],
  options: {
    readonly cwd: string
    readonly env?: NodeJS.ProcessEnv
    readonly missing: string
    readonly uid?: number
    readonly gid?: number
    readonly input?: string
    readonly onLine?: (line: string) => void
  },
): Promise<Outcome> {
  const { cwd, env, missing, uid, gid, input, onLine } = options
  return new Promise((resolve, reject) => {
    const as = uid === undefined || gid === undefined ? {} : { uid, gid }
    const child = spawn(command, args, { cwd, stdio: 'pipe', ...as, ...(env ? { env } : {}) })
    let [output, rest] = ['', '']
    const hear = (chunk: Buffer) => {
      output += chunk.toString('utf8')
      const lines = (rest + chunk.toString('utf8')).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine?.(line)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    // A command that ends without reading its input is no error of ours.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
    child.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? new Error(missing) : error))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** The environment for package managers and servers: ours without what npm adds for its scripts, which would change what they do. */
export function plainEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(npm_|NODE_OPTIONS$|INIT_CWD$|VITEST|NODE_ENV$|TEST$)/i.test(name),
  )
  // npm puts every node_modules/.bin above the work tree first.
  const path = (env['PATH'] ?? '').split(delimiter).filter((folder) => !folder.endsWith(join('node_modules', '.bin')))
  return { ...Object.fromEntries(kept), PATH: path.concat(dirname(process.execPath)).join(delimiter) }
}

/** The last lines of a text. */
export const tailOf = (text: string, lines = 30): string => text.trimEnd().split('\n').slice(-lines).join('\n')
