import { AppError } from '@guanlan/kernel'

/** A page of a list that is all in memory. The cursor names the last item shown, so that a changed list neither repeats nor skips. */
export function pageOfList<T>(
  list: readonly T[],
  { limit, cursor }: { limit: number; cursor?: string | undefined },
  idOf: (item: T) => string,
): { items: T[]; next: string | null } {
  const last = cursor === undefined ? -1 : list.findIndex((item) => encode(idOf(item)) === cursor)
  if (cursor !== undefined && last < 0) throw new AppError('cursor_invalid', '翻页标记所指的一项已不在列表中')
  const items = list.slice(last + 1, last + 1 + limit)
  const end = items.at(-1)
  return { items, next: end !== undefined && last + 1 + limit < list.length ? encode(idOf(end)) : null }
}

const encode = (id: string): string => Buffer.from(id).toString('base64url')
