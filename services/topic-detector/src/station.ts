/** Name of this station, as its timers and facts carry it. */
export const station = 'topic-detector'
