import type { Alert, Level, Role, SourceState, SourceTier, TicketState } from '@guanlan/contracts'

interface ErrorText {
  readonly title: string
  /** What the reader can do about it. */
  readonly hint: string
}

/** A table that is asked with names from elsewhere, so an answer may be missing. */
export const byName = (table: Record<string, string>): Readonly<Record<string, string>> => table

const errors: Readonly<Record<string, ErrorText>> = {
  network: {
    title: '无法连接服务器',
    hint: '请检查网络，或确认服务是否在运行；恢复后页面自动补齐；没有送出的操作请再做一次，已填的内容还在。',
  },
  query_invalid: { title: '检索式写法有误', hint: '请按提示位置修改；点击输入框右侧的「?」查看写法。' },
  not_found: { title: '没有找到', hint: '它可能已被合并或归档，请返回列表查看。' },
  not_allowed: { title: '当前角色无权进行此操作', hint: '请在右上角切换角色，或联系有权限的同事。' },
  version_conflict: { title: '他人已先行处理', hint: '页面已更新到最新状态，请核对后再操作。' },
  transition_refused: { title: '当前状态不能进行此操作', hint: '页面已更新到最新状态，请核对后再操作。' },
  search_unavailable: { title: '检索服务暂时不可用', hint: '预警与工单不受影响；稍后点「重试」。' },
  store_unavailable: { title: '存储暂时不可用', hint: '已显示的内容仍可查看，稍后点「重试」。' },
  store_full: { title: '磁盘空间不足，写入已暂停', hint: '请通知系统管理员清理磁盘。' },
  rate_limited: { title: '请求过于频繁', hint: '请稍等片刻再试。' },
  cursor_invalid: { title: '翻页标记已失效', hint: '请从第一页重新查看。' },
  shutting_down: { title: '系统正在停止', hint: '重新启动后会自动恢复。' },
  internal: { title: '系统内部错误', hint: '请点「重试」；若仍不行，把问题编号告诉系统管理员。' },
}

/** What the codes of the contracts are called, in Chinese. */
export const names = {
  roles: { duty: '值班员', clerk: '部门经办', analyst: '分析员' } satisfies Record<Role, string>,
  levels: { red: '特别重大', orange: '重大', yellow: '较大', blue: '一般' } satisfies Record<Level, string>,
  alertStates: { open: '未确认', acknowledged: '已确认', closed: '已结' } satisfies Record<Alert['state'], string>,
  ticketStates: {
    accepted: '受理',
    dispatched: '转办',
    signed: '签收',
    handling: '办理',
    answered: '反馈',
    reviewed: '审核',
    responded: '回应',
    rated: '评价',
    archived: '归档',
  } satisfies Record<TicketState, string>,
  tiers: {
    government: '政府',
    media: '媒体',
    forum: '论坛',
    hotlist: '热榜',
    hotline: '热线',
    social: '社交',
  } satisfies Record<SourceTier, string>,
  health: {
    unknown: '未知',
    healthy: '正常',
    slow: '缓慢',
    failing: '失败',
    silent: '静默',
    blocked: '受阻',
    gone: '消失',
    off: '停用',
  } satisfies Record<SourceState['health'], string>,
  actions: byName({
    raised: '发出预警',
    rose: '升级',
    lowered: '降级',
    grew: '内容增多',
    acknowledged: '确认',
    closed: '办结',
    adopted: '延续',
    muted: '压制',
    unmuted: '解除压制',
    dispatch: '派发',
    level: '调整等级',
    open: '受理',
    sign: '签收',
    start: '开始办理',
    answer: '反馈',
    return: '退回',
    reassign: '改派',
    assist: '协办',
    supervise: '督办',
    extend: '延期',
    review: '审核',
    respond: '回应',
    rate: '评价',
    archive: '归档',
    redo: '重办',
    merge: '合并',
    split: '拆分',
    arbitrate: '裁定',
  }),
  errorFallback: { title: '出错了', hint: '请点「重试」；若仍不行，把问题编号告诉系统管理员。' },
  errors,
}
