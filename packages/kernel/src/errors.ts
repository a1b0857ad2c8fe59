/** What a code means to whoever meets it: the HTTP status it becomes, and whether trying again can help. */
export interface ErrorMeaning {
  readonly status: number
  readonly retry: boolean
  /** One Chinese sentence for the person at the screen. */
  readonly title: string
}

/**
 * The closed list of error codes. Adding one is a change of the surface: docs/errors.md lists them all,
 * and a test compares the two.
 */
export const errorCodes = {
  bad_request: { status: 400, retry: false, title: '请求的内容不符合约定' },
  query_invalid: { status: 400, retry: false, title: '检索式写法有误' },
  rule_invalid: { status: 400, retry: false, title: '规则写法有误' },
  cursor_invalid: { status: 400, retry: false, title: '翻页标记已失效，请从第一页重新查看' },
  not_authenticated: { status: 401, retry: false, title: '请先登录' },
  not_allowed: { status: 403, retry: false, title: '当前角色无权进行此操作' },
  not_found: { status: 404, retry: false, title: '没有找到' },
  method_not_allowed: { status: 405, retry: false, title: '不支持此方法' },
  version_conflict: { status: 409, retry: false, title: '他人已先行处理，请查看最新状态' },
  transition_refused: { status: 409, retry: false, title: '当前状态不能进行此操作' },
  idempotency_conflict: { status: 409, retry: false, title: '同一幂等键用于不同内容' },
  payload_too_large: { status: 413, retry: false, title: '内容超过大小上限' },
  unsupported_media_type: { status: 415, retry: false, title: '不支持的内容类型' },
  rate_limited: { status: 429, retry: true, title: '请求过于频繁，请稍后再试' },
  internal: { status: 500, retry: true, title: '系统内部错误' },
  search_unavailable: { status: 503, retry: true, title: '检索服务暂时不可用，预警与工单不受影响' },
  store_unavailable: { status: 503, retry: true, title: '存储暂时不可用' },
  store_conflict: { status: 503, retry: true, title: '与同时进行的操作冲突，请重试' },
  store_full: { status: 507, retry: true, title: '磁盘空间不足，写入已暂停' },
  log_unavailable: { status: 503, retry: true, title: '事件日志暂时不可用' },
  shutting_down: { status: 503, retry: true, title: '系统正在停止' },
  message_too_large: { status: 413, retry: false, title: '单条消息超过上限' },
  event_invalid: { status: 422, retry: false, title: '事件内容不符合约定' },
  event_unknown_version: { status: 422, retry: false, title: '不认识的事件版本' },
  handler_failed: { status: 500, retry: false, title: '同一输入多次处理失败' },
  config_invalid: { status: 500, retry: false, title: '配置有误' },
  usage: { status: 400, retry: false, title: '命令用法有误' },
  port_taken: { status: 500, retry: false, title: '端口已被占用' },
  folder_unwritable: { status: 500, retry: false, title: '目录不可写' },
  data_in_use: { status: 500, retry: false, title: '数据目录正被另一个进程使用' },
  address_refused: { status: 400, retry: false, title: '目标地址不允许访问' },
  robots_disallowed: { status: 403, retry: false, title: '对方 robots.txt 不允许抓取' },
  dns_failed: { status: 502, retry: true, title: '域名解析失败' },
  connect_failed: { status: 502, retry: true, title: '无法连接' },
  tls_failed: { status: 502, retry: false, title: '对方证书有误' },
  fetch_timeout: { status: 504, retry: true, title: '对方响应超时' },
  fetch_too_large: { status: 502, retry: false, title: '对方内容超过大小上限' },
  too_many_redirects: { status: 502, retry: false, title: '对方跳转次数过多' },
  http_status: { status: 502, retry: true, title: '对方返回错误状态' },
  feed_unreadable: { status: 422, retry: false, title: '订阅源内容无法解析' },
  source_silent: { status: 504, retry: true, title: '来源反常地没有新内容' },
  page_unreadable: { status: 422, retry: false, title: '网页内容无法解析' },
  notify_failed: { status: 502, retry: true, title: '通知发送失败' },
} as const satisfies Record<string, ErrorMeaning>

export type ErrorCode = keyof typeof errorCodes

/** Facts that help to mend it; never personal data, never a whole document. */
export type ErrorDetails = Readonly<Record<string, unknown>>

/** The one error class of the house: a code of the closed list, a sentence, and the facts. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }

  get meaning(): ErrorMeaning {
    return errorCodes[this.code]
  }
}

/** Any thrown thing as an AppError; what is not one becomes `code` (default `internal`) with the cause kept. */
export function toAppError(thrown: unknown, code: ErrorCode = 'internal'): AppError {
  if (thrown instanceof AppError) return thrown
  const message = thrown instanceof Error ? thrown.message : String(thrown)
  return new AppError(code, message, {}, { cause: thrown })
}
