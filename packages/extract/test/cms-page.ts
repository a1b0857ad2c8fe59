/**
 * Pages written for the tests after the layouts that Chinese sites are made with: no text of any site. Each names what a
 * reader of it should see.
 */
export interface CmsPage {
  readonly layout: string
  readonly url: string
  readonly html: string
  readonly kind: 'article' | 'thread' | 'list' | 'other'
  readonly title?: string
  readonly published?: string
  readonly source?: string | null
  readonly author?: string | null
  /** Lines of the body. */
  readonly body?: readonly string[]
  readonly images?: readonly string[]
  readonly links?: readonly (readonly [url: string, title: string, published: string | null])[]
  readonly posts?: readonly (readonly [author: string | null, published: string | null, body: string])[]
  readonly next?: string | null
}

/** Four paragraphs, for every layout the same. */
export const prose = [
  '本报讯　连日来，浣东街道组织网格员走进老旧小区，挨家挨户登记管道漏水、路灯不亮等问题，列出清单，逐项整改。',
  '“以前晚上回家总要打手电，现在巷子里亮堂堂的，心里踏实。”家住三弄的许大妈说，这次改造一共换了四十六盏灯。',
  '街道负责人介绍，今年已有十一个小区完成改造，惠及居民三千二百余户，剩余的五个小区将在年底前全部开工。',
  '下一步，街道还将把停车位、充电桩纳入改造清单，广泛听取群众意见，让好事办到大家的心坎上。',
] as const
/** As it is read: white space is collapsed. */
export const shown = prose.map((line) => line.replace('\u3000', ' '))
export const paragraphs = (inside = '') =>
  prose.map((line) => `<p style="text-indent:2em">${inside}${line}</p>`).join('\n')
export const menu = ['首页', '政务公开', '解读回应', '办事服务', '互动交流', '走进城市'].map(
  (name, i) => `<li><a href="/c${i}/">${name}</a></li>`,
)
