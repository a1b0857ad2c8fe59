import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  contextConfigSchema,
  departmentConfigSchema,
  domainConfigSchema,
  matterConfigSchema,
  officeConfigSchema,
  placeConfigSchema,
  signalConfigSchema,
} from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'
import { baseDictionary, createBoundaryFinder, createDictionarySegmenter } from '@guanlan/text'
import { parse } from 'yaml'
import type { z } from 'zod'
import { compileClassifier, type ClassifierIndex, type ClassifierOffice, type ReadableArticle } from '../src/index.js'

const folder = fileURLToPath(new URL('../../../config/office', import.meta.url))

/** The lists of the shipped files whose names match. */
function list<Schema extends z.ZodType>(schema: Schema, pattern: RegExp, inside = ''): z.infer<Schema>[] {
  return readdirSync(join(folder, inside))
    .filter((name) => pattern.test(name))
    .sort()
    .flatMap((name) => parse(readFileSync(join(folder, inside, name), 'utf8')) as unknown[])
    .map((entry) => schema.parse(entry))
}

/** The shipped office, as far as the classifier reads it. */
export const shippedOffice: ClassifierOffice = {
  office: officeConfigSchema.parse(parse(readFileSync(join(folder, 'office.yaml'), 'utf8'))),
  domains: list(domainConfigSchema, /^domains\.yaml$/),
  departments: list(departmentConfigSchema, /^departments\.yaml$/),
  places: list(placeConfigSchema, /^places.*\.yaml$/),
  contexts: list(contextConfigSchema, /^contexts\.yaml$/),
  signals: list(signalConfigSchema, /^signals\.yaml$/),
  matters: list(matterConfigSchema, /\.yaml$/, 'matters'),
}

export const boundaries = createBoundaryFinder(baseDictionary())
export const segmenter = createDictionarySegmenter()

/** An office compiled for the classifier. */
export const indexOf = (office: ClassifierOffice): ClassifierIndex =>
  unwrap(compileClassifier(office, boundaries, segmenter))

/** An article of a forum at home. */
export const article = (
  title: string,
  body = '',
  source: Partial<ReadableArticle['source']> = {},
): ReadableArticle => ({
  title,
  body,
  source: { name: '暨阳论坛', place: '330681', ...source },
})

/** A small office with one matter of its own, to be varied. */
export const smallOffice: ClassifierOffice = {
  ...shippedOffice,
  matters: [
    matterConfigSchema.parse({
      code: 'canteen',
      name: '食堂卫生',
      domain: 'food-drug',
      lead: 'scjg',
      assist: ['jyj', 'wjj'],
      duty: '《食品安全法》',
      rules: ['食堂 NEAR/20 (变质 OR 发霉)', '异物'],
      hints: ['食堂'],
      urgent: [{ rule: '送医', urgency: 2 }],
      examples: ['食堂的菜变质了'],
      nearMisses: ['食堂上新菜'],
    }),
  ],
}
