export {
  createFetcher,
  type Fetcher,
  type FetcherParts,
  type FetcherSettings,
  type FetchOptions,
  type FetchResult,
} from './fetcher.js'
export { checkAddress, type AddressPolicy, type AddressVerdict } from './check-address.js'
export { canFetch, robotsText, type RobotsVerdict } from './robots.js'
