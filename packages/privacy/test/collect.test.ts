import { articleSchema } from '@guanlan/contracts'
import { describe, expect, it } from 'vitest'
import {
  articleIdOf,
  canonicalUrl,
  collectItem,
  maskUrl,
  toArticle,
  voiceOf,
  type CollectContext,
} from '../src/index.js'

const context: CollectContext = {
  source: { id: 'forum', name: '论坛', tier: 'forum', official: false, url: 'http://127.0.0.1:18901/forum' },
  jurisdiction: '330681',
  salt: 'salt',
}
const raw = {
  url: 'http://127.0.0.1:18901/thread-1.html',
  title: '  漏水，\n电话13812345678 ',
  body: '第一段  文字\n\n\n 身份证330681199001011234',
  author: '张三',
}

describe('collectItem', () => {
  it('masks title and body and keeps no author', () => {
    const draft = collectItem(raw, context)
    expect(draft.title).toBe('漏水， 电话138********')
    expect(draft.body).toBe('第一段 文字\n身份证******************')
    expect(draft.masked).toEqual({ phone: 1, 'id-card': 1 })
    expect(JSON.stringify(draft)).not.toContain('张三')
    expect(draft.voice).toBe(voiceOf(' 张三 ', 'salt'))
  })

  it('gives an article that the contract accepts', () => {
    const article = toArticle(collectItem(raw, context), 1, '2026-11-22T08:00:00.000Z')
    expect(articleSchema.safeParse(article).error).toBeUndefined()
  })

  it('carries scope and weight of the source where they are not the usual ones', () => {
    const sourceOf = (change: Partial<CollectContext['source']>) =>
      collectItem(raw, { ...context, source: { ...context.source, ...change } }).source
    expect(sourceOf({ scope: 'any', weight: 0.5 })).toMatchObject({ scope: 'any', weight: 0.5 })
    expect(sourceOf({ scope: 'home', weight: 1 })).toEqual(sourceOf({}))
    expect(sourceOf({ weight: 0 })).toMatchObject({ weight: 0 })
  })

  it('keeps the content hash when only a hidden number differs, and changes it with the text', () => {
    const hash = collectItem(raw, context).contentHash
    expect(collectItem({ ...raw, body: raw.body.replace('1234', '4321') }, context).contentHash).toBe(hash)
    expect(collectItem({ ...raw, body: '别的' }, context).contentHash).not.toBe(hash)
  })

  it('names the post that a reply answers by its article id', () => {
    const reply = collectItem({ ...raw, guid: `${raw.url}#2`, replyTo: raw.url }, context)
    expect(reply.replyTo).toBe(collectItem(raw, context).article)
    expect(reply.article).not.toBe(reply.replyTo)
  })

  it('leaves no half of a number where a text is cut', () => {
    const { title } = collectItem({ ...raw, title: `${'字'.repeat(1_990)}13812345678` }, context)
    expect(title).toBe(`${'字'.repeat(1_990)}138*******`)
    expect(collectItem({ ...raw, body: `${'字'.repeat(199_990)}13812345678` }, context).body).not.toContain('1381')
  })

  it('drops what is no text, so that the longest item still travels', () => {
    const { title, body } = collectItem(
      { ...raw, title: 'a\u0000b\ud800c', body: `头\u0001\t尾\n${'\u0001\udc00'.repeat(150_000)}` },
      context,
    )
    expect(title).toBe('ab\ufffdc')
    expect(body.startsWith('头 尾\n\ufffd')).toBe(true)
    expect(JSON.stringify(body).length).toBeLessThan(400_000)
  })

  it('never cuts a surrogate pair in two', () => {
    const { title } = collectItem({ ...raw, title: `${'字'.repeat(1_999)}😀` }, context)
    expect(title).toBe('字'.repeat(1_999))
  })
})

describe('article ids', () => {
  it('stay when the source moves to another host or port', () => {
    const before = articleIdOf({ id: 'a', url: 'http://127.0.0.1:1/feed' }, 'http://127.0.0.1:1/x?b=1&a=2')
    const after = articleIdOf({ id: 'a', url: 'http://127.0.0.1:2/feed' }, 'http://127.0.0.1:2/x?a=2&b=1')
    expect(after).toBe(before)
  })

  it('differ between sources, and between foreign hosts', () => {
    expect(articleIdOf({ id: 'a' }, 'guid-1')).not.toBe(articleIdOf({ id: 'b' }, 'guid-1'))
    expect(articleIdOf({ id: 'a' }, 'http://x.cn/1')).not.toBe(articleIdOf({ id: 'a' }, 'http://y.cn/1'))
  })

  it('do not depend on who shared the link', () => {
    expect(canonicalUrl('http://x.cn/1?utm_source=wx&id=3')).toBe('http://x.cn/1?id=3')
  })
})

describe('maskUrl', () => {
  it('drops parameters that carry a person or a session and keeps article numbers', () => {
    expect(maskUrl('http://x.cn/p?mobile=13812345678&id=5')).toBe('http://x.cn/p?id=5')
    expect(maskUrl('http://u:p@x.cn/13812345678.html')).toBe('http://x.cn/13812345678.html')
  })
})

describe('voiceOf', () => {
  it('is the same for the same name, differs by salt, and is absent without a name', () => {
    expect(voiceOf('张三', 'a')).toBe(voiceOf('张三', 'a'))
    expect(voiceOf('张三', 'a')).not.toBe(voiceOf('张三', 'b'))
    expect(voiceOf('  ', 'a')).toBeUndefined()
  })
})
