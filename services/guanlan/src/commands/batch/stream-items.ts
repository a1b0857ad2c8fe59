import { classify, compileClassifier, readModel } from '@guanlan/classify'
import type { Metrics, Office, SourceTier } from '@guanlan/contracts'
import { parseDate } from '@guanlan/extract'
import { AppError, toInstant, unwrap, type Instant } from '@guanlan/kernel'
import { collectItem, toArticle } from '@guanlan/privacy'
import { readModelFiles } from '@guanlan/runtime'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { readableBody, toTopicItem, type TopicItem } from '@guanlan/topics'
import type { Fields } from './fields.js'

/** Items of a stream, read one after the other as crawler and classifier would. */
export interface StreamReader {
  /**
   * An input line as an item. An item without `seen` was seen when it was published, one without either at the stream's
   * own now; that now never runs backwards. Throws AppError `bad_request` naming the field.
   */
  read(fields: Fields, known: (article: string) => number): TopicItem
  /** Greatest `seen` so far: the stream's own clock. */
  readonly now: Instant
}

/** Lists of what is hot on a platform, by the names that feeds give them. */
const hotlists =
  /^(?:weibo|douyin|toutiao|zhihu|baidu|bilibili|kuaishou|tieba|微博|抖音|今日头条|头条|知乎|百度|快手|哔哩哔哩)/i

/** Reader by an office's catalogue and gazetteer. Everything is masked first, as everywhere. */
export function createStreamReader(office: Office): StreamReader {
  const segmenter = createDictionarySegmenter()
  const model = unwrap(readModel(readModelFiles()))
  const index = unwrap(compileClassifier(office, createBoundaryFinder(baseDictionary()), segmenter, model))
  const { jurisdiction, freshness } = office.office
  let now = toInstant(0)
  let lines = 0
  return {
    read(fields, known) {
      lines += 1
      const { id } = fields
      const published = timeOf(fields, 'published')
      const said = timeOf(fields, 'seen') ?? published
      const title = fields.optionalText('title') ?? ''
      const body = fields.optionalText('body') ?? ''
      if (title.trim() === '' && body.trim() === '') throw new AppError('bad_request', '缺少 title 与 body')
      const platform = fields.optionalText('platform')
      const metrics = metricsOf(fields)
      const draft = collectItem(
        {
          guid: id === null ? `line ${lines}` : `${typeof id} ${JSON.stringify(id)}`,
          url: fields.optionalText('url') ?? '',
          title,
          body,
          published,
          ...(metrics ? { metrics } : {}),
        },
        { source: sourceOf(platform, body === '', jurisdiction), jurisdiction, salt: '' },
      )
      if (said !== undefined && said > now) now = said
      const article = toArticle(draft, known(draft.article) + 1, now)
      const labels = classify(article, index)
      const words = { titleWords: segmenter.cut(article.title), bodyWords: segmenter.cut(readableBody(article.body)) }
      return toTopicItem({ ...article, labels }, { ...words, live: true, freshness })
    },
    get now() {
      return now
    },
  }
}

function timeOf(fields: Fields, name: string): Instant | undefined {
  const text = fields.optionalText(name)
  if (text === undefined) return undefined
  const instant = parseDate(text)
  if (instant === undefined) throw new AppError('bad_request', `${name} 不是可读的时间`)
  return instant
}

/** Votes as the platform shows them; who votes it down has taken notice, too. */
function metricsOf(fields: Fields): Metrics | null {
  const count = (name: string): number | undefined => {
    const value = fields.optionalNumber(name)
    if (value !== undefined && (!Number.isFinite(value) || value < 0))
      throw new AppError('bad_request', `${name} 应为不小于 0 的数`)
    return value === undefined ? undefined : Math.floor(value)
  }
  const up = count('up')
  const down = count('down')
  return up === undefined && down === undefined ? null : { likes: (up ?? 0) + (down ?? 0) }
}

/** A platform as a source. Its hot list speaks for no place; a board is the office's own, unless a text says otherwise. */
function sourceOf(platform: string | undefined, isBare: boolean, jurisdiction: string) {
  const isHotlist = platform !== undefined && isBare && hotlists.test(platform)
  const tier: SourceTier = isHotlist ? 'hotlist' : platform === undefined ? 'forum' : 'social'
  const id = platform ?? 'stream'
  return { id, name: id, tier, official: false, ...(isHotlist ? {} : { place: jurisdiction }) }
}
