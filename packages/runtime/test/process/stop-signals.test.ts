import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import { askedToStop } from '../../src/process/stop-signals.js'

describe('being asked to stop', () => {
  it('is in order when one request arrives twice, and at once when a person asks again', async () => {
    const signals = new EventEmitter()
    const exits: number[] = []
    let now = 0
    const asked = askedToStop(signals, { now: () => now, exit: (code) => exits.push(code) })
    signals.emit('SIGTERM')
    now = 40
    signals.emit('SIGTERM')
    signals.emit('SIGINT')
    await asked
    expect(exits).toEqual([])
    now = 1_500
    signals.emit('SIGINT')
    expect(exits).toEqual([130])
  })
})
