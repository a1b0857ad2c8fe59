import type { Ticket } from '@guanlan/contracts'
import { ok } from '@guanlan/kernel'
import { isRunning, untilOf } from '../clocks.js'
import { refused, textOf, wants, type Handler } from '../command.js'

/** 签收: the lead department takes it. */
export const sign: Handler = () => ok({})

/** 开始办理. */
export const start: Handler = () => ok({})

/** 反馈: wants `text`. Kept on the ticket, and in its history, where a later answer does not replace it. */
export const answer: Handler = (_ticket, command, actor, context) => {
  const text = textOf(command.text)
  if (!text) return wants('text', '反馈须写明办理情况')
  return ok({ fields: { answer: { at: context.now, by: actor, text } }, reason: text })
}

/** 协办: wants `assistants`, the whole list from now on ([] = none). There is one lead; it is not its own assistant. */
export const assist: Handler = (ticket, command, _actor, context) => {
  if (command.assistants === undefined) return wants('assistants', '须写明协办部门')
  const assistants = [...new Set(command.assistants)]
  const unknown = assistants.find((code) => !context.departments.has(code))
  if (unknown !== undefined) return wants('assistants', `没有编码为 ${unknown} 的部门`)
  if (assistants.some((code) => code === ticket.department)) return wants('assistants', '主办部门不能同时协办')
  const names = assistants.map((code) => context.departments.get(code) ?? code).join('、')
  return ok({ fields: { assistants }, reason: textOf(command.reason) ?? `协办部门：${names || '无'}` })
}

const tones = { remind: '提醒', urge: '催办', order: '责令' } as const

/** 督办: wants `tone`, one of three. */
export const supervise: Handler = (_ticket, command) => {
  const { tone } = command
  if (tone === undefined) return wants('tone', '督办须写明力度：提醒、催办或责令')
  const reason = textOf(command.reason)
  return ok({ fields: { supervision: tone }, reason: reason ? `${tones[tone]}：${reason}` : tones[tone] })
}

/**
 * 延期: wants `until` and `reason`; puts off the handling clocks (those that end with the answer) that still run. The
 * duty officer's act is the approval. Statutory response clocks are nobody's to extend, nor is one that was missed.
 */
export const extend: Handler = (ticket, command, _actor, context) => {
  const { until } = command
  if (until === undefined) return wants('until', '延期须写明新的期限')
  if (!textOf(command.reason)) return wants('reason', '延期须写明理由')
  const handling = (clock: Ticket['clocks'][number]) =>
    isRunning(clock) && clock.dueAt > context.now && untilOf(clock, context.clocks) === 'answered'
  const open = ticket.clocks.filter(handling)
  if (open.length === 0) return refused('没有可以延期的办理时限')
  if (open.some((clock) => until <= clock.dueAt)) return wants('until', '新的期限须晚于原期限')
  const clocks = ticket.clocks.map((clock) => (handling(clock) ? { ...clock, dueAt: until } : clock))
  return ok({ fields: { clocks } })
}
