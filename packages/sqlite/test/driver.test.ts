import { describe, expect, it } from 'vitest'
import { chooseDriver, driver, type Driver } from '../src/driver.js'

/** Stands for a line of the driver: opens, or breaks at the first connection as a missing native part does. */
const fake = (broken?: string): Driver =>
  class {
    constructor() {
      if (broken) throw new Error(broken)
    }
    close() {}
  } as unknown as Driver

/** Loads what there is, as `require` would, and tells what was asked for. */
function installed(lines: Readonly<Record<string, Driver>>) {
  const asked: string[] = []
  return {
    asked,
    load: (line: string) => {
      asked.push(line)
      const found = lines[line]
      if (!found) throw new Error(`Cannot find module '${line}'\nRequire stack:\n- driver.js`)
      return found
    },
  }
}

const [twelve, thirteen] = [fake(), fake()]
const both = { 'better-sqlite3': twelve, 'better-sqlite3-napi': thirteen }

describe('the SQLite driver', () => {
  it.each([
    ['20.19.0', twelve],
    ['20.20.2', twelve],
    ['22.14.0', thirteen],
    ['24.18.0', thirteen],
    ['24.19.0', thirteen],
    ['26.0.0', thirteen],
  ])('on Node %s is the line made for it when both are installed', (node, expected) => {
    expect(chooseDriver(node, installed(both).load)).toBe(expected)
  })

  it('on Node 20 never touches the line that crashes there', () => {
    const { asked, load } = installed({ 'better-sqlite3-napi': thirteen })
    expect(() => chooseDriver('20.20.2', load)).toThrow(/better-sqlite3（Cannot find module 'better-sqlite3'）/)
    expect(asked).toEqual(['better-sqlite3'])
  })

  it.each(['22.12.0', '24.18.0'])(
    'on Node %s falls back to the older line when the newer one does not load',
    (node) => {
      expect(chooseDriver(node, installed({ 'better-sqlite3': twelve }).load)).toBe(twelve)
      const broken = installed({ 'better-sqlite3': twelve, 'better-sqlite3-napi': fake('no native part') })
      expect(chooseDriver(node, broken.load)).toBe(twelve)
    },
  )

  it.each(['24.19.0', '24.21.0', '25.0.0', '26.1.0'])(
    'on Node %s refuses the line whose statements abort the process there',
    (node) => {
      const { asked, load } = installed({ 'better-sqlite3': twelve })
      expect(() => chooseDriver(node, load)).toThrow(
        expect.objectContaining({ code: 'store_unavailable', details: { node, tried: ['better-sqlite3-napi'] } }),
      )
      expect(asked).toEqual(['better-sqlite3-napi'])
    },
  )

  it('says of each line why it does not load, in one line, and what to do', () => {
    const { load } = installed({ 'better-sqlite3': fake('no native part') })
    const refusal =
      /Node 22\.20\.0 上试过 better-sqlite3-napi（Cannot find module[^\n]*）、better-sqlite3（no native part）.*npm ci --ignore-scripts/
    expect(() => chooseDriver('22.20.0', load)).toThrow(refusal)
    expect(() => chooseDriver('20.20.2', load)).toThrow(/npm ci（.*编译器/)
  })

  it('of this process is one that it keeps', () => {
    expect(driver()).toBe(driver())
    const db = new (driver())(':memory:')
    expect(db.prepare("SELECT sqlite_compileoption_used('ENABLE_FTS5')").pluck().get()).toBe(1)
    db.close()
  })
})
