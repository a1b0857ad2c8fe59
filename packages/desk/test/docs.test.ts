import { readFileSync } from 'node:fs'
import { ticketActions, ticketStateNames } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import { transitions } from '../src/index.js'

describe('docs/tickets.md', () => {
  it('shows the table of transitions as it is', () => {
    const page = readFileSync(new URL('../../../docs/tickets.md', import.meta.url), 'utf8').replace(/ +/g, ' ')
    for (const action of ticketActions) {
      const { name, from, to, roles } = transitions[action]
      const states = from.map((state) => ticketStateNames[state]).join(' ')
      const row = `| \`${action}\` ${name} | ${states} | ${to ? ticketStateNames[to] : '–'} | ${roles.join(', ')} |`
      expect(page).toContain(row)
    }
  })
})
