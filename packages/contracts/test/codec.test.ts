import fc from 'fast-check'
import { unwrap } from '@guanlan/kernel'
import { describe, expect, it } from 'vitest'
import { decode, encode, makeEvent, type DomainEvent, type NewEvent } from '../src/index.js'
import { fixture, fixtures } from './fixtures.js'

const collected = unwrap(decode(fixture('article.collected.v1'))) as DomainEvent<'article.collected'>
const spoilt = (change: Readonly<Record<string, unknown>>) => decode(JSON.stringify({ ...collected, ...change }))

describe('the codec', () => {
  it.each(fixtures)('gives back what it was given: $file', ({ text }) => {
    const event = unwrap(decode(text))
    expect(decode(encode(event))).toEqual({ ok: true, value: event })
  })

  it('carries any text unharmed, half characters too', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\ud83d', '\udca7', '\u2028', '\0', '水'),
        fc.string({ minLength: 1, maxLength: 1 }),
      ),
    })
    fc.assert(
      fc.property(text, text, (title, body) => {
        const event = { ...collected, body: { ...collected.body, title, body } }
        expect(unwrap(decode(encode(event)))).toEqual(event)
      }),
    )
  })

  it('never throws, whatever it is handed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const decoded = decode(text)
        expect(decoded.ok || decoded.error.code).toBe('event_invalid')
      }),
    )
  })

  it('leaves fields away that this build does not know, so that an older station reads a newer one', () => {
    expect(unwrap(spoilt({ body: { ...collected.body, tomorrow: 1 } }))).toEqual(collected)
  })
})

describe('decode refuses', () => {
  it('what is not JSON, without repeating it', () => {
    const text = '{"title":"联系电话'
    expect(decode(text)).toMatchObject({
      ok: false,
      error: { code: 'event_invalid', message: 'not JSON', details: { length: text.length } },
    })
  })

  it.each([
    ['id', { id: '' }],
    ['id', { id: undefined }],
    ['v', { v: 0 }],
    ['at', { at: '2026-11-23 08:00' }],
    ['cause', { cause: undefined }],
    ['live', { live: 'yes' }],
  ])('an envelope with a wrong %s, naming it', (field, change) => {
    expect(spoilt(change)).toMatchObject({
      ok: false,
      error: { code: 'event_invalid', details: { what: 'envelope', fields: [expect.stringMatching(`^${field}: `)] } },
    })
  })

  it.each(['article.forgotten', 'toString', '__proto__'])('the unknown type %s', (type) => {
    expect(spoilt({ type })).toMatchObject({
      ok: false,
      error: { code: 'event_invalid', message: `unknown event type ${type}` },
    })
  })

  it('a version newer than this build', () => {
    expect(spoilt({ v: 2 })).toMatchObject({
      ok: false,
      error: { code: 'event_unknown_version', details: { type: 'article.collected', v: 2 } },
    })
  })

  it('a wrong body, naming type and field and not its content', () => {
    const source = { ...collected.body.source, tier: 'rumour' }
    const refused = spoilt({ body: { ...collected.body, source, revision: 0 } })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'event_invalid', details: { what: 'article.collected' } },
    })
    const { details } = refused.ok ? expect.fail('was decoded') : refused.error
    expect(details['fields']).toEqual([expect.stringMatching(/^revision: /), expect.stringMatching(/^source\.tier: /)])
    expect(JSON.stringify(details)).not.toContain(collected.body.title)
  })

  it('another event’s body', () => {
    expect(spoilt({ type: 'topic.changed' })).toMatchObject({
      ok: false,
      error: { code: 'event_invalid', details: { what: 'topic.changed' } },
    })
  })
})

describe('makeEvent', () => {
  const input: NewEvent<'article.collected'> = {
    type: 'article.collected',
    station: 'crawler',
    key: 'a1',
    at: collected.at,
    cause: 'input-1',
    ordinal: 0,
    trace: 'a1',
    live: true,
    body: collected.body,
  }
  const idOf = (change: Partial<typeof input> = {}) => makeEvent({ ...input, ...change }).id

  it('gives the same id for the same station, input and ordinal, whatever else the event says', () => {
    const told = {
      key: 'a2',
      at: '2026-11-24T00:00:00.000Z',
      trace: 'a2',
      live: false,
      body: { ...collected.body, revision: 9 },
    }
    expect(idOf(told)).toBe(idOf())
    expect(idOf()).toBe('9e955607e409c3d9697a2c70')
  })

  it('gives another id for another station, input, ordinal or type', () => {
    const ids = [
      idOf(),
      idOf({ station: 'api' }),
      idOf({ cause: 'input-2' }),
      idOf({ ordinal: 1 }),
      idOf({ cause: null }),
    ]
    const classified = makeEvent({
      ...input,
      type: 'source.changed',
      body: unwrap(decode(fixture('source.changed.v1'))).body as never,
    })
    expect(new Set([...ids, classified.id]).size).toBe(6)
  })

  it('takes the head of the chain for the input at the river’s source', () => {
    expect(idOf({ cause: null, trace: 'a2' })).not.toBe(idOf({ cause: null }))
    expect(idOf({ cause: null, ordinal: 'hash' })).not.toBe(idOf({ cause: null, ordinal: 'other' }))
  })

  it('stamps the version that flow.ts says, and keeps station and ordinal to itself', () => {
    const event = makeEvent(input)
    expect(event.v).toBe(1)
    expect(Object.keys(event)).not.toEqual(expect.arrayContaining(['station']))
    expect(unwrap(decode(encode(event)))).toEqual(event)
  })
})
