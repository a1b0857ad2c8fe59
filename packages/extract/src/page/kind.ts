import { nameOf } from '../dom.js'
import { metaOf } from './meta.js'
import type { OpenPage } from './open-page.js'
import type { ListDocument, PageDocument, ThreadDocument } from './page.js'

/** article: one text; thread: posts of several people; list: links to texts; other: galleries, forms, error pages. */
export type PageKind = 'article' | 'thread' | 'list' | 'other'

/** What the three readers made of one page. */
export interface Readings {
  readonly page: PageDocument | undefined
  readonly thread: ThreadDocument | undefined
  readonly list: ListDocument
}

/** Forums say so in their addresses: thread-12-1-1.html, viewthread.php?tid=12, bbs.example.cn. */
const forumAddress = /thread|[?&]tid=|\bbbs\b|forum|luntan|tieba|guba|\/group\/topic\/|\/question\/\d|\/t(?:opic)?\/\d/i
/** And by what they run on, or in the names of their parts. */
const forumName =
  /(?:^|\s)(?:postlist|l_post|atl-item|t_f|postmessage_\d+|topic-post|topic-content|topic_content|topic-?_?reply|thread-?_?(?:item|title|list)|Question-?Header\S*|AnswerItem|reply-?_?list\S*|replyer\S*|reply(?:Content|Msg)|leave-?detail)(?:$|\s)/
const forumEngine = /discuz|phpwind|xiuno|nodebb|flarum|discourse/i
/** Shorter than this no text counts as an article. */
const articleChars = 100
const listLinks = 5
/** What articles say near their headline and lists do not. */
const articleFacts =
  /(?:发布|发表|发稿|公开)?(?:时间|日期)\s*[:：\s]\s*\d|来源\s*[:：]|作者\s*[:：]|责任?编辑\s*[:：]|(?:浏览|阅读|点击)(?:次数|量)\s*[:：]?|字号|字体\s*[:：]/
const articleMeta = [
  'ArticleTitle',
  'PubDate',
  'publishdate',
  'ContentSource',
  'article:published_time',
  'datePublished',
]
const listAddress = /\/$|\/(?:index|list|col\w*|node_?\w*|channel)[_\d]*(?:\.\w+)?$|[?&]page=/i

/**
 * What kind of page it is. A thread has signed posts, and is a forum's page or holds little else; between list and
 * article the signs are counted: titles of links against text, dates of rows against facts beside a headline.
 */
export function kindOf(page: OpenPage, { page: article, thread, list }: Readings, shown: string): PageKind {
  const body = article?.body ?? ''
  if (isThread(page, thread, body, list)) return 'thread'
  if (article?.gallery) return 'other'
  const asList = list.links.length < listLinks ? 0 : listSigns(page, body, list)
  const asArticle = articleSigns(page, body, shown, article, isAmongRows(body, list))
  if (asList > asArticle) return 'list'
  if (body.length >= articleChars || (body !== '' && article?.published !== undefined)) return 'article'
  return list.links.length >= listLinks && asList > 0 ? 'list' : 'other'
}

function isThread(page: OpenPage, thread: ThreadDocument | undefined, body: string, list: ListDocument): boolean {
  const posts = thread?.posts ?? []
  const signed = posts.filter((post) => post.author !== undefined).length
  const said = posts.reduce((sum, post) => sum + post.body.length, 0)
  const titles = titleChars(list)
  const forum = forumAddress.test(page.options.url) || isForum(page)
  if (signed >= 1 && forum && said * 2 > titles && (signed >= 2 || said * 2 > body.length)) return true
  // An original post that is made otherwise than its replies is, outside forums, an article with comments.
  return thread?.uniform === true && signed >= 2 && signed === posts.length && said > body.length * 0.7 && said > titles
}

const isForum = (page: OpenPage): boolean =>
  forumEngine.test(metaOf(page, ['generator']) ?? '') ||
  page.measures.elements().some((node) => forumName.test(nameOf(node)))

const titleChars = (list: ListDocument) => list.links.reduce((sum, link) => sum + link.title.length, 0)

function listSigns(page: OpenPage, body: string, list: ListDocument): number {
  const titles = titleChars(list)
  const dated = list.links.filter((link) => link.published !== undefined).length
  return (
    (titles > body.length * 2 ? 2 : 0) +
    (titles > body.length * 5 ? 1 : 0) +
    (dated * 2 > list.links.length ? 1 : 0) +
    (list.links.length >= 15 ? 1 : 0) +
    (list.next === undefined ? 0 : 2) +
    (listAddress.test(page.options.url) ? 1 : 0) +
    (isAmongRows(body, list) ? 2 : 0)
  )
}

/** The text repeats the titles of the rows, or has a date for most of them: it is their summaries or their facts. */
function isAmongRows(body: string, { links }: ListDocument): boolean {
  if (links.length < listLinks) return false
  if (links.filter(({ title }) => body.includes(title)).length * 2 > links.length) return true
  const dated = body.split('\n').filter((line) => line.length < 80 && rowDate.test(line) && !/[。！？]/.test(line))
  return dated.length * 2 > links.length
}

const rowDate = /20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}|(?<!\d)\d{1,2}-\d{1,2}\s+\d{1,2}:\d\d/

/** `rows` says that the text is the rows of a list: then its length is no sign. */
function articleSigns(
  page: OpenPage,
  body: string,
  shown: string,
  article: PageDocument | undefined,
  rows: boolean,
): number {
  const sentences = body.match(/[。！？]/g)?.length ?? 0
  const says = metaOf(page, articleMeta) !== undefined || /article/i.test(metaOf(page, ['og:type']) ?? '')
  return (
    (says ? 2 : 0) +
    (articleFacts.test(shown) ? 2 : 0) +
    ((article?.title.length ?? 0) >= 9 ? 1 : 0) +
    (article?.published === undefined ? 0 : 1) +
    (sentences >= 2 ? 1 : 0) +
    (body.length >= 300 && !rows ? 2 : 0) +
    (body.length >= 800 && !rows ? 3 : 0)
  )
}
