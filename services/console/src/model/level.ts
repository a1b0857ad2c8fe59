import type { Level } from '@guanlan/contracts'

/** Worst first. The contracts' own list would bring its schemas into the page; a test keeps the two alike. */
export const levelOrder = ['red', 'orange', 'yellow', 'blue'] as const satisfies readonly Level[]

/** 3 for red … 0 for blue. */
export const rankOf = (level: Level): number => levelOrder.length - 1 - levelOrder.indexOf(level)
