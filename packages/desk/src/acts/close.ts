import { ok } from '@guanlan/kernel'
import { textOf, wants, type Handler } from '../command.js'

/** 审核: wants `departmentRight` and `addressed`: was the first department right, does the answer meet the matter. */
export const review: Handler = (_ticket, command, actor, context) => {
  const { departmentRight, addressed } = command
  if (departmentRight === undefined) return wants('departmentRight', '审核须判定首派部门是否正确')
  if (addressed === undefined) return wants('addressed', '审核须判定反馈是否回应诉求')
  return ok({ fields: { review: { at: context.now, by: actor, departmentRight, addressed } } })
}

/** 回应: wants `text`, perhaps `url` where it was published. */
export const respond: Handler = (_ticket, command, actor, context) => {
  const text = textOf(command.text)
  if (!text) return wants('text', '回应须写明公开内容')
  const url = textOf(command.url)
  if (url && !/^https?:\/\/\S+$/.test(url)) return wants('url', '回应链接须为 http 或 https 网址')
  return ok({ fields: { response: { at: context.now, by: actor, text, ...(url ? { url } : {}) } }, reason: text })
}

/** 评价: wants `solved` and `satisfied`. */
export const rate: Handler = (_ticket, command, actor, context) => {
  const { solved, satisfied } = command
  if (solved === undefined) return wants('solved', '评价须写明问题是否解决')
  if (satisfied === undefined) return wants('satisfied', '评价须写明是否满意')
  return ok({ fields: { rating: { at: context.now, by: actor, solved, satisfied } } })
}

/** 归档: wants a `reason` when steps are left out: never dispatched (不予受理), or not rated. */
export const archive: Handler = (ticket, command) => {
  if (ticket.state !== 'rated' && !textOf(command.reason)) {
    return wants('reason', ticket.state === 'accepted' ? '不予受理须写明理由' : '未经评价归档须写明理由')
  }
  return ok({})
}

/** 重办: wants `reason`; back to the same department. What was answered and responded stays until it is replaced. */
export const redo: Handler = (_ticket, command) => {
  if (!textOf(command.reason)) return wants('reason', '重办须写明理由')
  return ok({ without: ['review', 'rating'] })
}
