import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Command } from '../command.js'
import { processStreams, runBatch, type BatchStreams, type LineWork, type StreamWork } from './run-batch.js'

/** Values of a batch command's own options. */
export type BatchOptions = Readonly<Record<string, string | boolean | undefined>>

/** A batch command: what it is, its options, and how one line is answered. */
export interface BatchDefinition {
  readonly name: string
  readonly summary: string
  /** One input and one output line, for `--help`. */
  readonly lines: string
  /** When it answers, for `--help`; left out = line by line. */
  readonly answers?: string
  readonly options?: NonNullable<ParseArgsConfig['options']>
  /** Makes ready (configuration, rules) and gives the work of the lines. Throws AppError: exit code 2. */
  readonly open: (options: BatchOptions) => LineWork | StreamWork | Promise<LineWork>
  /** Last words on standard error, when there are any. */
  readonly close?: (options: BatchOptions) => string | undefined
}

/** A command of the command line from its definition. */
export const batchCommand = (definition: BatchDefinition, streams: BatchStreams = processStreams): Command => ({
  summary: definition.summary,
  async run(args) {
    const { values } = parseArgs({
      args: [...args],
      options: { ...definition.options, help: { type: 'boolean', short: 'h' } },
    }) as { values: BatchOptions }
    if (values['help']) {
      const own = Object.keys(definition.options ?? {}).map((name) => ` [--${name} …]`)
      console.log(
        `用法：guanlan ${definition.name}${own.join('')} < 输入.jsonl > 输出.jsonl\n\n${definition.lines}\n\n` +
          `每行一个 JSON 对象，${definition.answers ?? '逐行作答'}；有误的行给出 {"id","error":{"code","message"}}。\n` +
          '退出码：0 全部完成，1 有的行未完成，2 用法或配置有误。\n',
      )
      return 0
    }
    const work = await definition.open(values)
    const code = await runBatch(work, streams)
    const lastWords = definition.close?.(values)
    if (lastWords !== undefined) console.error(lastWords)
    return code
  },
})
