import { batchCommands } from './batch/index.js'
import type { Command } from './command.js'
import { channels } from './channels.js'
import { config } from './config.js'
import { corrections } from './corrections.js'
import { dlq } from './dlq.js'
import { doctor } from './doctor.js'
import { exportOffice } from './export.js'
import { importOffice } from './import.js'
import { reindex } from './reindex.js'
import { rules } from './rules.js'
import { sources } from './sources.js'
import { trace } from './trace.js'
import { up } from './up.js'
import { vault } from './vault.js'

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = {
  up,
  doctor,
  config,
  sources,
  channels,
  rules,
  corrections,
  dlq,
  trace,
  vault,
  reindex,
  export: exportOffice,
  import: importOffice,
  ...batchCommands,
}
