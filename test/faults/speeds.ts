/** Scenario seconds per wall second in runs with slow faults: the storylines take three minutes and a half, long enough for all of them. */
export const SPEED_OF_CITY = 200
