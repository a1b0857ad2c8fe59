import type { Command } from './command.js'
import { config } from './config.js'
import { dlq } from './dlq.js'
import { doctor } from './doctor.js'
import { rules } from './rules.js'
import { up } from './up.js'

/** Every command by its name. */
export const commands: Readonly<Record<string, Command>> = { up, doctor, config, rules, dlq }
