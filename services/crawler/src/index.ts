export { startCrawler, type CrawlerOptions } from './start-crawler.js'
