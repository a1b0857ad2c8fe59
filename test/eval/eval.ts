import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evaluateBursts } from './bursts.js'
import { evaluateClassify } from './classify.js'
import { evaluateCrawl } from './crawl.js'
import { evaluateEvents } from './events.js'
import { evaluateForecast } from './forecast.js'
import { evaluateLive } from './live.js'
import { evaluatePlaces } from './places.js'
import { evaluatePrivacy } from './privacy.js'
import { evaluateRules } from './rules.js'
import { evaluateTopics } from './topics.js'

/** Evaluations by name; each prints its figures. They read real data that is not part of the project, but for `ownTexts`. */
const evaluations: Readonly<Record<string, (data: string) => Promise<void>>> = {
  bursts: evaluateBursts,
  classify: evaluateClassify,
  crawl: evaluateCrawl,
  events: evaluateEvents,
  forecast: evaluateForecast,
  live: evaluateLive,
  places: evaluatePlaces,
  privacy: evaluatePrivacy,
  rules: evaluateRules,
  topics: evaluateTopics,
}

const data = resolve(
  process.env['GUANLAN_EVAL_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url)),
)
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !(name in evaluations))
if (unknown.length > 0) {
  console.error(`no evaluation ${unknown.join(', ')}; there are: ${Object.keys(evaluations).join(', ')}`)
  process.exit(2)
}
const ownTexts = new Set(['bursts', 'forecast', 'places', 'privacy', 'rules'])
if (!existsSync(data) && (asked.length === 0 || asked.some((name) => !ownTexts.has(name)))) {
  console.error(`SKIPPED, ALL OF IT: no data at ${data} (set GUANLAN_EVAL_DATA)`)
  process.exit(2)
}
for (const name of asked.length > 0 ? asked : Object.keys(evaluations)) await evaluations[name]?.(data)
