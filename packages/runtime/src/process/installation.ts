import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const fromHere = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** The configuration that ships with the product. */
export const shippedConfig: string = fromHere('config/office')
/** The classifier's model that ships with the product. */
export const shippedModel: string = fromHere('config/model')
/** The card and the weights of a model folder: GUANLAN_MODEL, else the shipped one. Throws what reading the files throws. */
export const readModelFiles = (
  folder = process.env['GUANLAN_MODEL'] || shippedModel,
): { card: string; weights: Uint8Array } => ({
  card: readFileSync(join(folder, 'classifier.json'), 'utf8'),
  weights: readFileSync(join(folder, 'classifier.bin')),
})
/** Text of the forecast's model as it ships with the product. Throws what reading the file throws. */
export const readForecastFile = (folder = shippedModel): string => readFileSync(join(folder, 'forecast.json'), 'utf8')
/** Built files of the console. */
export const consoleFiles: string = fromHere('services/console/dist')

/** Version of the product, from the root package.json. */
export const productVersion = (): string =>
  (JSON.parse(readFileSync(fromHere('package.json'), 'utf8')) as { version: string }).version
