import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mask } from '../src/index.js'

/** What is left readable of one datum inside a sentence. */
const hidden: readonly [string, string][] = [
  ['请打13812345678找我', '请打138********找我'],
  ['请打138 1234 5678找我', '请打138**********找我'],
  ['请打138-1234-5678找我', '请打138**********找我'],
  ['请打＋86１３８１２３４５６７８找我', '请打＋86***********找我'],
  ['请打1 3 8 1 2 3 4 5 6 7 8找我', '请打*********************找我'],
  ['手机一三八一二三四五六七八。', '手机***********。'],
  ['电话0575-87012345', '电话057**********'],
  ['电话（0575）87012345', '电话（05***********'],
  ['座机：87012345', '座机：********'],
  ['身份证330681199001011234已上传', '身份证******************已上传'],
  ['身份证33068119900101123X', '身份证******************'],
  ['身份证：330681 19900101 1234', '身份证：********************'],
  ['老证330681900101123还能用吗', '老证***************还能用吗'],
  ['卡号6222021001116245702请退款', '卡号*******************请退款'],
  ['打到6222 0210 0111 6245 702', '打到***********************'],
  ['车牌浙D12345乱停', '车牌浙D*****乱停'],
  ['车牌浙D·F12345乱停', '车牌浙D*******乱停'],
  ['发到zhang.san@example.com即可', '发到*********************即可'],
  ['发到ｚｓ＠ｅｘａｍｐｌｅ．ｃｏｍ即可', '发到**************即可'],
  ['我住浣江花园12号3幢2单元501室', '我住浣江花园************'],
  ['浣江花园3幢502漏水', '浣江花园*****漏水'],
  ['城东小区十二号楼三单元四零二室', '城东小区***********'],
  ['湄池村45号门口', '湄池村***门口'],
  ['家住浣纱小区3号', '家住浣纱小区**'],
  ['联系人：王小明，请回电', '联系人：王**，请回电'],
  ['姓名 欧阳修文 男', '姓名 欧阳** 男'],
  ['我叫李强，买了房', '我叫李*，买了房'],
  ['业主陈建国，电话13812345678', '业主陈**，电话138********'],
  ['QQ：123456789', 'QQ：*********'],
]

const ordinary = [
  '诸政办发〔2021〕27号文件要求',
  '国办发〔2016〕61号',
  '2026年11月16日 08:35 发布',
  '2026-11-16 08:35:00 至 2026-12-01',
  '合同总价1234567.89元，面积12345平方米',
  '投资138.12亿元，涉及13812户',
  '请拨打12345热线或12315、400-820-8820',
  '订单编号202311150001234567',
  '地铁1号线3号口，艮塔路8号商场',
  'A股指数收于3012.45点，川A股ETF',
  '第3幢正在封顶',
  '12号楼电梯坏了，共3单元48户',
  '联系人方便的话请回电，单位电话无人接',
  '统一社会信用代码91330681MA2BXXXX1K',
  '330681是行政区划代码',
  '比分 3-2-1，平均 12-15 岁',
  '目前，江西的1400万亩中稻',
  '《唐探1900》等影片',
  '申请了2541.4万件手机',
]

describe('mask', () => {
  it.each(hidden)('hides the personal part of %s', (text, expected) => {
    expect(mask(text).text).toBe(expected)
  })

  it.each(ordinary)('leaves %s as it is', (text) => {
    expect(mask(text)).toEqual({ text, masked: {} })
  })

  it('counts what it hid by kind', () => {
    const { masked } = mask('13812345678 和 13912345678，身份证330681199001011234，浙D12345')
    expect(masked).toEqual({ phone: 2, 'id-card': 1, plate: 1 })
  })

  it('keeps the length in UTF-16 units, whatever the text', () => {
    fc.assert(
      fc.property(messyText, (text) => {
        expect(mask(text).text).toHaveLength(text.length)
      }),
    )
  })

  it('changes nothing in a text that it has masked', () => {
    fc.assert(
      fc.property(messyText, (text) => {
        const once = mask(text).text
        expect(mask(once)).toEqual({ text: once, masked: {} })
      }),
    )
  })

  it('lets no mobile number of eleven digits through', () => {
    fc.assert(
      fc.property(messyText, mobile, messyText, (before, number, after) => {
        expect(mask(`${before}，${number}。${after}`).text).not.toMatch(/(?<!\d)1[3-9]\d{9}(?!\d)/)
      }),
    )
  })

  it('only ever writes asterisks', () => {
    fc.assert(
      fc.property(messyText, (text) => {
        const result = mask(text).text
        for (let i = 0; i < text.length; i += 1) expect(result[i] === text[i] || result[i] === '*').toBe(true)
      }),
    )
  })

  it.each([
    ['digits', '1234567890'.repeat(50_000)],
    ['mobile beginnings', '138 1234 567 '.repeat(40_000)],
    ['letters', 'abcdefgh'.repeat(60_000)],
    ['at signs', 'a@'.repeat(250_000)],
    ['buildings', '3幢2单元'.repeat(80_000)],
    ['labels', '联系人：王'.repeat(80_000)],
    ['phones', '13812345678，'.repeat(40_000)],
    ['blanks', ' '.repeat(500_000) + '1'],
  ])('is done with half a million characters of %s in two seconds', (_, text) => {
    const start = performance.now()
    mask(text)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})

const mobile = fc
  .tuple(fc.constantFrom('13', '15', '18', '19'), fc.stringMatching(/^\d{9}$/))
  .map(([head, tail]) => head + tail)
const piece = fc.oneof(
  mobile,
  fc.constantFrom(
    '身份证',
    '联系人：',
    '王小明',
    '电话',
    '浙D',
    '12345',
    ' ',
    '-',
    '幢',
    '单元',
    '室',
    '@',
    'a.com',
    '，',
    '*',
  ),
  fc.stringMatching(/^\d{1,20}$/),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
)
const messyText = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''))
