import { zhCn } from './zh-cn.js'

/** The words of the language in use. A second language is one more object of the same shape. */
export const t = zhCn
