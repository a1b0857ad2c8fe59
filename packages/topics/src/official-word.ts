import type { ClassifiedArticle } from '@guanlan/contracts'

/** How the authorities were heard: an answer to a post, an announcement, or a denial of what is told. */
export type OfficialWord = 'reply' | 'notice' | 'denial'

/** Words that deny by themselves, whoever says them. */
const denial = /辟谣|谣言|谣传|造谣|传谣/
/** Words that deny what is told, in the government's own voice: 「网传……不实」. Bare 不实 is no such word (作风不实). */
const untrue =
  /(?:网传|网上流传|传言|流传|所谓|谣传|近日有|消息|信息|视频|图片|截图|言论|说法|内容|帖文)[^。！？]{0,40}?(?:不实|不属实|失实|虚假|不符|子虚乌有|纯属编造|纯属虚构)/
/** Who denies, in a headline of the media. */
const authorities =
  /警方|公安|网警|官方|网信|通报|回应|卫健委|卫生健康|疾控|教育局|教体局|市监局|市场监管|应急管理|气象|消防|住建|人社局|供水|供电|自来水公司|政府|街道办|管委会|澄清|辟谣/
const answers =
  /^(?:【?(?:回复|答复|官方回复|网友留言回复|办理结果|处理结果)】?|关于.{0,60}的(?:回复|答复|回应)|您好|网友[:：，,]|你好)/
/** Characters of a text in which a denial is said first. */
const opening = 300

/**
 * How an article is the authorities' word, or null. The government's own voice always is; of media and hot lists only a headline that says who denies. What answers a post
 * (`replyTo`, or the forms of an answer) and finds the complaint unfounded is a reply, no denial of a rumour.
 */
export function officialWordOf({
  source,
  title,
  body,
  replyTo,
}: Pick<ClassifiedArticle, 'title' | 'body' | 'replyTo'> & {
  readonly source: Pick<ClassifiedArticle['source'], 'tier' | 'official'>
}): OfficialWord | null {
  if (source.official) {
    const text = `${title}\n${body.slice(0, opening)}`
    if (denial.test(text) || (replyTo === undefined && untrue.test(text))) return 'denial'
    return replyTo !== undefined || answers.test(title) || answers.test(body) ? 'reply' : 'notice'
  }
  const mayQuote = source.tier === 'media' || source.tier === 'hotlist'
  return mayQuote && authorities.test(title) && (denial.test(title) || untrue.test(title)) ? 'denial' : null
}
