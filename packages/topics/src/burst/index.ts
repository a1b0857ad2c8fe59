export { slotsBy, localHourOf, type LocalHour, type WorkingDays } from './week.js'
export { chineseSeasons, type Seasons } from './seasons.js'
export { trendsOf, type TrendBand } from './trend.js'
export { learnBaselines, type Baseline, type Ground, type Series } from './baseline.js'
export {
  createBurstPanel,
  defaultBurstRules,
  type BurstPanel,
  type BurstRules,
  type Confirm,
  type OpenBurst,
  type SeenHour,
} from './detect.js'
export { burstInWords, createBurstWatch, type BurstWatch, type SeriesBurst } from './watch.js'
