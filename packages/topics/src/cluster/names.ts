/**
 * Endings by which places, sites, schools and firms are known; the longest is tried first. A name is worth what stands
 * before its ending.
 */
const endings = (
  '商业广场 产业园区 工业园区 开发区 幼儿园 实验学校 职业学校 培训机构 管理处 卫生院 卫生所 敬老院 养老院 派出所 居委会 村委会 农贸市场 ' +
  '有限公司 花园 花苑 花城 家园 小区 公寓 广场 大厦 大道 新村 新城 学校 小学 中学 高中 初中 大学 学院 医院 公司 集团 街道 社区 工地 项目 ' +
  '市场 酒店 饭店 超市 食堂 工厂 公园 车站 水库 公馆 山庄 名苑 名邸 华府 华庭 雅苑 豪庭 国际 一中 二中 三中 苑 府 园 城 庄 湾 路 街 巷 桥 村 镇 乡 厂 店 江 河 湖 校'
)
  .split(' ')
  .toSorted((a, b) => b.length - a.length)

/** Words that end a name when one walks back from its ending. */
const functionWords = new Set(
  (
    '的 了 在 是 和 与 及 或 有 被 把 对 向 从 到 给 让 请 就 都 也 还 又 很 太 不 没 没有 这 那 这个 那个 某 我 我们 你 他 他们 本 该 ' +
    '关于 位于 附近 旁边 对面 里 内 上 下 前 后 中 以及 因为 由于 为 为了 因 称 说 反映 投诉 举报 要求 希望 建议 咨询 求助 一个 一些 各 每 多 新 老 大 小 全 等 之 其 谁 哪 什么 怎么 一名 多名 两名 学生 家长 孩子 业主 居民 工人 老人 员工 网友 市民 村民 记者 承包 实名 本地 外地 当地 附近'
  ).split(' '),
)

/** Generic names: they end like a name and name nothing. */
const generic = new Set(
  '物业公司 物业管理公司 劳务公司 建筑公司 开发公司 保险公司 外包公司 燃气公司 供电公司 自来水公司 公交公司 实验小学 中心小学 中心幼儿园 人民医院 中心医院 学校食堂 单位食堂 老旧小区 本小区 我们小区 人民政府 中心学校 建筑工地 施工工地 有限责任公司 小区 学校 公司 街道 社区 医院 培训机构 开发区 工地 项目 市场 超市 食堂 工厂 公园 马路 道路 大街 城市 农村 全村 本村 我村 乡镇 农贸市场 中学 小学 大学 学院 幼儿园 酒店 饭店 花园 广场 国际 有限公司 新城 高中 初中 集团 车站 派出所 居委会 村委会 商店 药店 网店 门店 客厅 江湖 网络 电厂 老城 高校 全国 国家'.split(
    ' ',
  ),
)

/** The endings by their last UTF-16 unit, so that a word is tried against a handful of them. */
const byLast: ReadonlyMap<number, readonly string[]> = new Map(
  endings.map((ending) => {
    const last = ending.charCodeAt(ending.length - 1)
    return [last, endings.filter((other) => other.charCodeAt(other.length - 1) === last)]
  }),
)

/** Longest ending of a word, or ''. */
function endingOf(word: string): string {
  const among = byLast.get(word.charCodeAt(word.length - 1))
  if (among) for (const ending of among) if (word.endsWith(ending)) return ending
  return ''
}

/** A name with the part that tells it from others of its kind. */
export interface Name {
  readonly full: string
  /** `full` without its ending; '' when nothing stands before it. */
  readonly head: string
}

/**
 * Names in a text cut into words: up to four words before a known ending, cut at function words and punctuation, and what
 * stands in quotes or book-title marks (2–12 characters). Distinct, in order of appearance.
 */
export function namesOf(words: readonly string[]): Name[] {
  const found = new Map<string, Name>()
  words.forEach((word, at) => {
    const ending = endingOf(word)
    if (ending === '' || (word.length === 1 && at === 0)) return
    let full = word
    for (let back = at - 1; back >= 0 && back >= at - 4 && full.length < 12; back -= 1) {
      const before = words[back] as string
      if (!/^[\p{L}\p{N}]+$/u.test(before) || functionWords.has(before)) break
      // Another name ended there: 东江路|阳光花园. It is part of neither.
      if (endingOf(before) !== '' && full !== ending && !generic.has(full)) break
      full = before + full
    }
    const head = full.slice(0, full.length - ending.length)
    if (head.length > 0 && ![full, head].some((part) => generic.has(part)) && !functionWords.has(head))
      found.set(full, { full, head })
  })
  for (const [, quoted] of words.join('').matchAll(/[「“"『《【]([^「“"『《【」”』》】]{2,12})[」”"』》】]/gu)) {
    if (quoted !== undefined) found.set(quoted, { full: quoted, head: quoted })
  }
  return [...found.values()]
}
