/** Scenario seconds per wall second in runs with slow faults: the storylines take three minutes and a half, long enough for all of them. */
export const SPEED_OF_CITY = 200
/** In the sample of kills: what a restart costs must stay minutes of the city's time, for levels go by the hour, and the sample a few minutes. */
export const SPEED_OF_KILLS = 400
