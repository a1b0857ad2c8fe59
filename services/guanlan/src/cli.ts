import { AppError } from '@guanlan/kernel'
import { productVersion } from '@guanlan/runtime'
import { commands } from './commands/index.js'

/** Exit codes of every command: done, some lines failed, wrong usage or configuration. */
export const EXIT = { done: 0, someFailed: 1, wrong: 2 } as const

function help(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
  return `观澜 Guanlan ${productVersion()}\n\n用法：guanlan <命令> [选项]    （guanlan <命令> --help 查看各命令的选项）\n\n${lines.join('\n')}\n`
}

/** Runs one command; resolves to the exit code. What is expected to go wrong gets a sentence, never a stack trace. */
export async function main(args: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = args
  // Whoever read our output may be gone (`| head`, a closed terminal): no reason for the desk to fall.
  process.stdout.on('error', () => undefined)
  if (name === '--version' || name === '-v') {
    console.log(productVersion())
    return EXIT.done
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    console.log(help())
    return EXIT.done
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(`没有命令 ${name}。\n\n${help()}`)
    return EXIT.wrong
  }
  try {
    return await command.run(rest)
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== 'internal') {
      console.error(thrown.message)
      return EXIT.wrong
    }
    if (isOptionError(thrown)) {
      console.error(`选项有误：${thrown.message}（guanlan ${name} --help 列出全部选项）`)
      return EXIT.wrong
    }
    // What nobody expected: the whole of it, so that it can be reported.
    console.error(thrown)
    return EXIT.someFailed
  }
}

/** What node:util's parseArgs throws for an unknown option or a missing value. */
const isOptionError = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS')
