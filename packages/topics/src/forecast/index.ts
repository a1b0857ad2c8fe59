export { hoursAhead, outlookOf, signs, type Outlook, type Sign } from './signs.js'
export { oddsOf, readForecastModel, rowOf, type ForecastModel, type Odds, type SignWeights } from './model.js'
export { bandOf, enoughKnown, forecastTopic } from './forecast.js'
export { landmarksOf, type Landmark, type Life } from './landmarks.js'
