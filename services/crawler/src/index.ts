export { startCrawler, type CrawlerOptions } from './start-crawler.js'
export { tryVisit, type TriedVisit } from './try-visit.js'
