import { rmSync, writeFileSync } from 'node:fs'
import { AppError, unwrap, type Logger } from '@guanlan/kernel'
import { askedToStop, createLogger, readEnvironment } from '@guanlan/runtime'
import { openDataFolder } from '../data-folder.js'
import { openLogFile } from '../log-file.js'
import { startOneProcess } from '../one-process.js'
import { parseUpOptions, upHelp } from '../options.js'
import type { Command } from './command.js'

export const up: Command = {
  summary: '启动全部服务（一个进程，内嵌存储），等同 npm start',
  async run(args) {
    const env = unwrap(readEnvironment(process.env))
    const options = unwrap(parseUpOptions(args, env))
    if (options === 'help') {
      console.log(upHelp)
      return 0
    }
    const folder = openDataFolder(options.data)
    try {
      const logger = createLogger({ level: env.LOG_LEVEL, name: 'guanlan', destination: openLogFile(folder.logFile) })
      process.on('uncaughtExceptionMonitor', (error) => logger.error({ err: error }, 'ended by what nobody caught'))
      // Listening before the address is told: whoever reads it may ask us to stop at once.
      const asked = askedToStop(process)
      const running = await startOneProcess(options, env, folder, logger)
      tellAddress(folder.address, running.url, logger)
      console.log(`console ${running.url}`)
      console.log(`数据目录 ${folder.path}（日志 ${folder.logFile}）`)
      if (options.sample)
        console.log(`示例城市已启动：全部为示例数据，时间为 ${options.speed} 倍速；--sample off 关闭。`)
      if (running.unheard > 0)
        console.log(`另有 ${running.unheard} 个真实公开来源已备好、未启用（config/office/sources）。`)
      console.log('按 Ctrl-C 停止；下次启动从停下的地方继续。')
      await asked
      console.log('正在有序停止…')
      const inTime = await running.stop()
      tellAddress(folder.address, null, logger)
      console.log(inTime ? '已停止，数据已保存。' : '已停止；有部分未能在限时内结束，下次启动会接着处理。')
      return 0
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'port_taken')
        throw new AppError(
          'port_taken',
          `端口 ${options.port} 已被占用。请用 --port 指定别的端口，或 --port 0 任选空闲端口。`,
          {},
          { cause: thrown },
        )
      throw thrown
    } finally {
      folder.release()
    }
  },
}

/** Where `guanlan doctor` finds us, null = nowhere any more. Without it only that is lost. */
function tellAddress(file: string, url: string | null, logger: Logger): void {
  try {
    if (url === null) rmSync(file, { force: true })
    else writeFileSync(file, `${url}\n`)
  } catch (error) {
    logger.warn({ err: error }, 'address not written')
  }
}
