export { startCrawler, type CrawlerOptions } from './start-crawler.js'
export { problemInWords } from './judge-health.js'
export { tryVisit, type TriedVisit } from './try-visit.js'
