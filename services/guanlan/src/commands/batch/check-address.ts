import { checkAddress as judge } from '@guanlan/fetcher'
import { loadConfigured } from '../../in-force.js'
import type { BatchDefinition } from './batch-command.js'

/** `check-address`: what the crawler's address guard would say, by the fetcher.yaml in force. Nothing is fetched. */
export const checkAddress: BatchDefinition = {
  name: 'check-address',
  summary: '批量：地址是否允许访问（不发出请求）',
  lines: '输入 {"id","url","resolves"?:["ip",…]}\n输出 {"id","allowed","reason"}',
  options: { config: { type: 'string' } },
  open({ config }) {
    const { ports, allow_private: allowPrivate } = loadConfigured(config as string | undefined).office.fetcher
    return (fields) => judge(fields.text('url'), { ports, allowPrivate, resolves: fields.optionalTexts('resolves') })
  },
}
