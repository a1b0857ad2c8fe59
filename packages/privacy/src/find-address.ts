import { spansOf, type Finder } from './span.js'

const n = '(?:\\d{1,5}[A-Za-z]?|[A-Za-z]\\d{0,3}|[一二三四五六七八九十百零〇两]{1,5})'
const gap = '[ ,，、-]?'
const building = `${n}(?:号楼|号院|栋|幢|座|排|弄|巷|号|#楼?)`
const unit = `${n}(?:单元|梯|门)`
const floor = `${n}(?:楼|层)`
const room = `${n}(?:室|房间|户|号房|号室|号)`

/** 12号3栋2单元501室, 3幢502室, 2单元501, 123弄5号602室; the chain from its first number is masked, the road or estate stays. */
const chain = new RegExp(
  `(?<!第)(?:${building}${gap}){1,3}(?:${unit}${gap})?(?:${floor}${gap})?(?:${n}(?:室|房间|号房|号室)|\\d{3,4}户|(?<=(?:单元|梯|门)${gap})${room})`,
  'g',
)
const unitRoom = new RegExp(
  `(?:${building}${gap})?${unit}${gap}(?:${floor}${gap})?(?:${n}(?:室|房间|号房|号室|号)|\\d{3,4}(?![\\d年]))`,
  'g',
)
const bareRoom = new RegExp(
  `(?:${n}(?:号楼|栋|幢)|[A-Za-z]\\d?座)${gap}\\d{3,4}(?![\\d年元万平米㎡人户名个亿多余吨])`,
  'g',
)
/** 3-2-501室, 12-1203室 */
const dashed = /(?<![\d-])\d{1,3}(?:-\d{1,2})?-\d{3,4}室/g
/** House numbers of villages, and numbers behind 家住/住址: there the number is a home. */
const village = /(?:村|新村|组|自然村)(?<datum>\d{1,4}号)(?![楼线令文院厅机])/g
const labelled =
  /(?:家住|住址|家庭住址|家庭地址|户籍地址|居住地址|住在|收货地址)[^\d\n。；*]{0,30}(?<datum>\d{1,4}(?:号|幢|栋)(?:\d{3,4}(?:号|室)?)?)(?!线)/g

/** Each with what no text that it matches is without: that is sought many times as fast. */
const expressions: readonly (readonly [needs: RegExp, expression: RegExp])[] = [
  [/[栋幢座排弄巷号#]/, chain],
  [/单元|[梯门]/, unitRoom],
  [/号楼|[栋幢座]/, bareRoom],
  [/室/, dashed],
  [/[村组]/, village],
  [/住|地址/, labelled],
]

/** Home addresses down to the door. */
export const findAddresses: Finder = function* (text) {
  for (const [needs, expression] of expressions) if (needs.test(text)) yield* spansOf('address', expression, text)
}
