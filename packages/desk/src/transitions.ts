import {
  ticketActions,
  ticketStateNames,
  type Actor,
  type Role,
  type Ticket,
  type TicketAction,
  type TicketState,
} from '@guanlan/contracts'
import { AppError } from '@guanlan/kernel'

/** From where an action may be taken, where it leads (null = it stays), and who may take it. */
export interface Transition {
  readonly name: string
  readonly from: readonly TicketState[]
  readonly to: TicketState | null
  readonly roles: readonly (Role | 'system')[]
}

const duty = ['duty'] as const
const machine = ['duty', 'system'] as const
const clerk = ['clerk'] as const
const atDepartment = ['dispatched', 'signed', 'handling'] as const
const beforeAnswer = ['accepted', ...atDepartment] as const

/**
 * The state machine of 受理 → 转办 → 签收 → 办理 → 反馈 → 审核 → 回应 → 评价 → 归档 as one table (4(1) of the 2021 plan names
 * 受理、转办、督办、反馈、评价; the other steps are county practice). Shown in docs/tickets.md, which a test compares.
 */
export const transitions: Readonly<Record<TicketAction, Transition>> = {
  dispatch: { name: '派发', from: ['accepted'], to: 'dispatched', roles: machine },
  sign: { name: '签收', from: ['dispatched'], to: 'signed', roles: clerk },
  start: { name: '开始办理', from: ['signed'], to: 'handling', roles: clerk },
  answer: { name: '反馈', from: ['signed', 'handling'], to: 'answered', roles: clerk },
  return: { name: '退回', from: atDepartment, to: 'accepted', roles: clerk },
  reassign: { name: '改派', from: atDepartment, to: 'dispatched', roles: duty },
  assist: { name: '协办', from: atDepartment, to: null, roles: ['duty', 'clerk'] },
  supervise: { name: '督办', from: atDepartment, to: null, roles: duty },
  extend: { name: '延期', from: atDepartment, to: null, roles: duty },
  review: { name: '审核', from: ['answered'], to: 'reviewed', roles: duty },
  respond: { name: '回应', from: ['reviewed'], to: 'responded', roles: duty },
  rate: { name: '评价', from: ['responded'], to: 'rated', roles: ['duty', 'analyst'] },
  archive: { name: '归档', from: ['accepted', 'responded', 'rated'], to: 'archived', roles: duty },
  redo: { name: '重办', from: ['reviewed', 'rated', 'archived'], to: 'handling', roles: duty },
  merge: { name: '合并', from: beforeAnswer, to: 'archived', roles: machine },
  split: { name: '拆分', from: beforeAnswer, to: null, roles: duty },
  arbitrate: { name: '裁定', from: ['accepted'], to: 'dispatched', roles: duty },
}

/** Second returns name an arbiter; until the word is spoken the ticket waits for it. */
export const awaitsArbiter = (ticket: Ticket): boolean => ticket.arbiter !== undefined && ticket.state === 'accepted'

/** Whether the arbiter has spoken: then nobody returns or reassigns the ticket any more. */
export const isArbitrated = (ticket: Ticket): boolean => ticket.history.some((line) => line.action === 'arbitrate')

/** Why this actor may not take this action now (`not_allowed`, `transition_refused`); null = may. The body is judged later. */
export function refusalOf(
  ticket: Ticket,
  action: TicketAction,
  actor: Pick<Actor, 'role' | 'department'>,
): AppError | null {
  const { name, from, roles } = transitions[action]
  if (!roles.includes(actor.role)) {
    return new AppError('not_allowed', `当前角色不能${name}`, { action, role: actor.role })
  }
  if (actor.role === 'clerk' && ticket.department !== null && actor.department !== ticket.department) {
    return new AppError(
      'not_allowed',
      `该工单由${ticket.departmentName ?? ticket.department}承办，其他部门不能${name}`,
      {
        action,
        department: ticket.department,
      },
    )
  }
  if (!from.includes(ticket.state)) {
    return refuse(ticket, action, `工单处于「${ticketStateNames[ticket.state]}」，不能${name}`)
  }
  if (action === 'dispatch' && awaitsArbiter(ticket)) {
    return refuse(ticket, action, `工单已两次退回，须由${ticket.arbiter}裁定承办部门`)
  }
  if (action === 'arbitrate' && !awaitsArbiter(ticket)) return refuse(ticket, action, '未到第二次退回，无需裁定')
  if ((action === 'return' || action === 'reassign') && isArbitrated(ticket)) {
    return refuse(ticket, action, `承办部门已由${ticket.arbiter ?? '裁定人'}裁定，不能${name}`)
  }
  if (action === 'respond' && ticket.review?.addressed !== true) {
    return refuse(ticket, action, '审核认为反馈未回应诉求，须先重办')
  }
  return action === 'redo' ? refuseRedo(ticket) : null
}

/** What this role (a clerk of `department`) may do with the ticket now, in the order of the chain. */
export const allowedActions = (ticket: Ticket, role: Role, department?: string): TicketAction[] =>
  ticketActions.filter(
    (action) => refusalOf(ticket, action, department === undefined ? { role } : { role, department }) === null,
  )

function refuseRedo(ticket: Ticket): AppError | null {
  if (ticket.mergedInto !== undefined) return refuse(ticket, 'redo', '工单已并入另一工单，不能重办')
  if (ticket.department === null) return refuse(ticket, 'redo', '工单从未派发，没有承办部门，不能重办')
  if (ticket.state === 'reviewed' && ticket.review?.addressed) return refuse(ticket, 'redo', '审核已通过，不能重办')
  if (ticket.state === 'rated' && ticket.rating?.solved && ticket.rating.satisfied) {
    return refuse(ticket, 'redo', '评价为已解决且满意，不能重办')
  }
  return null
}

const refuse = (ticket: Ticket, action: TicketAction, message: string): AppError =>
  new AppError('transition_refused', message, { action, state: ticket.state })
