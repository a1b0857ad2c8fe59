import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const fromHere = (path: string): string => fileURLToPath(new URL(`../../../../${path}`, import.meta.url))

/** The configuration that ships with the product. */
export const shippedConfig: string = fromHere('config/office')
/** Built files of the console. */
export const consoleFiles: string = fromHere('services/console/dist')

/** Version of the product, from the root package.json. */
export const productVersion = (): string =>
  (JSON.parse(readFileSync(fromHere('package.json'), 'utf8')) as { version: string }).version
