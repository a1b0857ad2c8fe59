export { briefFigures, RATE_DAYS, type BriefInputs } from './figures.js'
export { briefWords } from './words.js'
