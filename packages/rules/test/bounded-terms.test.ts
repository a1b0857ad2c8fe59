import { describe, expect, it } from 'vitest'
import { hitsOf, matches } from './support.js'

describe('a bounded term', () => {
  it.each([
    ['口交', '路口交通信号灯坏了'],
    ['店口', '花少冰岛帽子店口碑翻车'],
    ['大麻', '这回大麻烦来了'],
    ['中学', '中小学生放假'],
    ['AI', 'AIRPORT'],
    ['AI', '机场AIRPORT大巴'],
    ['2345', '拨打12345热线'],
    ['欠薪', ''],
  ])('%s does not hit in %s', (term, text) => {
    expect(matches(term, text)).toBe(false)
  })

  it.each([
    ['交通', '路口交通信号灯坏了'],
    ['信号灯', '路口交通信号灯坏了'],
    ['信号', '路口交通信号灯坏了'],
    ['工资', '老板拖欠工资'],
    ['食堂', '学校食堂有异味'],
    ['学生', '中小学生放假'],
    ['路口交通', '路口交通信号灯坏了'],
    ['店口', '店口镇的路'],
    ['AI', '机场用AI值机'],
    ['ai', '用ＡＩ写稿'],
    ['12345', '拨打12345热线'],
    ['4S店', '去4s店修车'],
    ['COVID-19', '关于covid-19的通知'],
    ['COVID', '关于covid-19的通知'],
    ['𠮷', '𠮷野家'],
  ])('%s hits in %s', (term, text) => {
    expect(hitsOf(term, text)).toHaveLength(1)
  })

  it('needs only its outer ends on boundaries when it is of several words', () => {
    expect(hitsOf('拖欠工资', '他们拖欠工资三个月')).toEqual(['body:拖欠工资'])
  })

  it('hits inside longer words only with ~', () => {
    expect(hitsOf('~口交', '路口交通')).toEqual(['body:口交'])
    expect(hitsOf('~AI', 'AIRPORT')).toEqual(['body:AI'])
  })
})

describe('a term with *', () => {
  it('hits every word that begins with it, the bare word too, up to the end of the word', () => {
    expect(hitsOf('ofo*', 'ofo 和 ofobike 都退押金')).toEqual(['body:ofo', 'body:ofobike'])
  })

  it('still needs a boundary before it', () => {
    expect(matches('ofo*', 'xofobike')).toBe(false)
  })
})

describe('folding', () => {
  it.each([
    ['农民工', '拖欠農民工血汗錢', '農民工'],
    ['農民工', '农民工讨薪', '农民工'],
    ['欠薪', '又是欠\u200b薪', '欠\u200b薪'],
    ['abc123', 'ＡＢＣ１２３', 'ＡＢＣ１２３'],
    ['㎡', '每m2报价', 'm2'],
    ['欠薪', '……😀…欠薪。', '欠薪'],
    ['café', 'CAFE\u0301 开张', 'CAFE\u0301'],
  ])('finds %s in %s at its place in the original', (term, text, original) => {
    expect(hitsOf(term, text)).toEqual([`body:${original}`])
  })
})
