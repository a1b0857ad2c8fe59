import { z } from 'zod'

/** Domain and department codes are data (config/office), so here they are only well-formed names. */
export const codeSchema = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, '应为小写字母开头的编码')

/** 特别重大 / 重大 / 较大 / 一般, worst first. */
export const levels = ['red', 'orange', 'yellow', 'blue'] as const
export const levelSchema = z.enum(levels)
export type Level = z.infer<typeof levelSchema>

/** Names of the levels as the office says them. */
export const levelNames: Readonly<Record<Level, string>> = {
  red: '特别重大',
  orange: '重大',
  yellow: '较大',
  blue: '一般',
}

/** 3 for red … 0 for blue: compare with this, never by the letters. */
export const levelRank = (level: Level): number => levels.length - 1 - levels.indexOf(level)

/** What kind of voice a source is; its tier decides its weight in heat (config/office/levels.yaml). */
export const sourceTiers = ['government', 'media', 'forum', 'hotlist', 'hotline', 'social'] as const
export const sourceTierSchema = z.enum(sourceTiers)
export type SourceTier = z.infer<typeof sourceTierSchema>

/** Administrative division code: 6 digits for a county, 9 for a town, 12 for a village (GB/T 2260, GB/T 10114). */
export const placeCodeSchema = z.string().regex(/^\d{6}(\d{3}){0,2}$/, '应为 6、9 或 12 位行政区划代码')

/** An instant as the events write it: ISO 8601, UTC, milliseconds. */
export const instantSchema = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, '应为 UTC 毫秒时间')
