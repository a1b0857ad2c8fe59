import { AppError } from '@guanlan/kernel'
import { levelRulesOf } from '@guanlan/service-topic-detector'
import { createIncidentWatch, type TopicItem } from '@guanlan/topics'
import { loadConfigured } from '../../in-force.js'
import type { BatchDefinition } from './batch-command.js'
import { createStoryWatch, type Told } from './story-watch.js'
import { createStreamReader } from './stream-items.js'

/**
 * `replay`: items in order of time → the alerts and their changes as the office would have had them, on the stream's own
 * clock. Nothing is sent and nothing kept. `--scope home`: only items count that say they are about a place of the office.
 */
export const replay: BatchDefinition = {
  name: 'replay',
  summary: '批量：按时间回放条目，给出预警及其变化',
  lines:
    '输入（按时间先后）{"id","title","body","published","seen"?,"url"?,"platform"?,"up"?,"down"?}\n' +
    '输出 {"at","kind":"alert"|"change","level","topic","title","items":[id…],"reasons":[…]}\n' +
    '--scope home 只看本地的事，any（默认）各地的都看',
  answers: '有预警或变化时输出，按时间先后',
  options: { config: { type: 'string' }, scope: { type: 'string' } },
  open({ config, scope = 'any' }) {
    if (scope !== 'any' && scope !== 'home') throw new AppError('usage', '--scope 应为 home 或 any')
    const { office } = loadConfigured(config as string | undefined)
    const reader = createStreamReader(office)
    const stories = createStoryWatch(levelRulesOf(office), office.office.freshness)
    const hotlists = createIncidentWatch()
    const ids = new Map<string, unknown>()
    const lineOf = ({ articles, ...told }: Told) => {
      const { at, kind, level, topic, title, reasons } = told
      return { at, kind, level, topic, title, items: articles.map((article) => ids.get(article)), reasons }
    }
    const forget = () => {
      if (ids.size % 10_000 !== 0) return
      for (const article of ids.keys()) if (!stories.holds(article) && !hotlists.holds(article)) ids.delete(article)
    }
    /** A headline of a hot list; what is told of it. */
    const headline = (item: TopicItem): Told[] => {
      const { article, title, source, seen } = item
      const incident = hotlists.take({ article, title, platform: source.id, seen })
      return incident ? [{ ...incident, at: seen, reasons: incident.reasons.map(({ text }) => text) }] : []
    }
    return {
      take(fields) {
        const item = reader.read(fields, stories.revisionOf)
        const { now } = reader
        const told = stories.passTo(now)
        const isHeadline = item.source.tier === 'hotlist'
        const isOurs = (isHeadline || item.matters.length > 0) && (scope === 'any' || item.places.length > 0)
        if (isOurs) {
          if (!ids.has(item.article)) ids.set(item.article, fields.id)
          told.push(...(isHeadline ? headline(item) : stories.take(item, now)))
          stories.evict(now)
          forget()
        }
        return told.map(lineOf)
      },
      fail: (error) => [error],
      end: () => [],
    }
  },
}
