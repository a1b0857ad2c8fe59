import type { Command } from '../command.js'
import { batchCommand } from './batch-command.js'
import { canFetch } from './can-fetch.js'
import { checkAddress } from './check-address.js'
import { classify } from './classify.js'
import { extract } from './extract.js'
import { match } from './match.js'
import { parseFeed } from './parse-feed.js'
import { replay } from './replay.js'
import { topics } from './topics.js'

/** The batch commands by name. */
export const batchCommands: Readonly<Record<string, Command>> = {
  'parse-feed': batchCommand(parseFeed),
  extract: batchCommand(extract),
  'can-fetch': batchCommand(canFetch),
  'check-address': batchCommand(checkAddress),
  match: batchCommand(match()),
  classify: batchCommand(classify),
  topics: batchCommand(topics),
  replay: batchCommand(replay),
}
