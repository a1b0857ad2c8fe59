import { z } from 'zod'

/** Hours of Beijing time, over midnight too; the end is not in them. */
export const hoursSchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-3]):[0-5]\d$/, '应为 时:分-时:分，例如 18:00-08:30')

/** By holidays.yaml: `off` are weekends and holidays, but for weekends that are worked. */
export const dayKindSchema = z.enum(['any', 'working', 'off'])
