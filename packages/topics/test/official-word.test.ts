import { describe, expect, it } from 'vitest'
import { officialWordOf } from '../src/index.js'

const portal = { tier: 'government', official: true } as const
const media = { tier: 'media', official: false } as const
const forum = { tier: 'forum', official: false } as const
const word = (
  title: string,
  source: Parameters<typeof officialWordOf>[0]['source'] = portal,
  body = '',
  replyTo?: string,
) => officialWordOf({ title, body, source, ...(replyTo === undefined ? {} : { replyTo }) })

describe('the authorities’ word', () => {
  it.each([
    ['关于网传“浦阳江水库开裂”的辟谣声明'],
    ['网传我市明日停水三天的消息不实'],
    ['情况说明：近日有短视频称某小区楼体倾斜，相关视频内容与事实不符'],
    ['编造“幼儿园有传染病”谣言，一人被依法处理'],
  ])('denies: %s', (title) => expect(word(title)).toBe('denial'))

  it.each([
    ['关于珠塘雅苑自来水发黄情况的回复', ''],
    ['', '您好，您反映的路灯问题已转有关单位办理。'],
  ])('answers: %s%s', (title, body) => expect(word(title, portal, body)).toBe('reply'))

  it('takes an answer that finds a complaint unfounded for an answer', () => {
    expect(word('', portal, '经核查，您反映的内容不属实，该店证照齐全。', 'post')).toBe('reply')
    expect(word('', portal, '该消息系谣言，请勿转发。', 'post')).toBe('denial')
  })

  it('takes everything else in the government’s own voice for an announcement', () => {
    expect(word('关于某小学学生身体不适的情况通报')).toBe('notice')
    expect(word('整治形式主义、作风不实问题')).toBe('notice')
  })

  it('hears a denial in the media where a headline says who denies, and not from anybody else', () => {
    expect(word('网传景区索道坠落？警方：系谣言', media)).toBe('denial')
    expect(word('自来水公司辟谣：水质合格', { tier: 'hotlist', official: false })).toBe('denial')
    expect(word('家长质疑学校说法不实', media)).toBeNull()
    expect(word('记者走访：谣言是怎么来的', media)).toBeNull()
    expect(word('警方辟谣了，别传了', forum)).toBeNull()
    expect(word('市政府通报食堂事件', media)).toBeNull()
  })
})
