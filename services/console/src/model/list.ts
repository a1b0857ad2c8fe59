/** Last element; undefined of an empty list. `Array.prototype.at` is younger than the oldest browser that offices run. */
export const lastOf = <T>(list: readonly T[]): T | undefined => list[list.length - 1]
