import { type Finder, type PersonalSpan } from './span.js'

/** The commonest surnames (about 98 % of people) that are not everyday words in front of a label; two-character ones first. */
const surnames =
  '欧阳|上官|司马|诸葛|皇甫|司徒|夏侯|东方|慕容|尉迟|[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤俞章葛楼寿宣斯边赖詹骆祝裘屠阮柴郦]'
/** What looks like a name there and is none. */
const notNames =
  /^(?:单位|高管|方便|万一|金额|石材|任何|段落|程序|龙头|向上|白天|江苏|黄色|马上|高速|高度|何时|于是|方式|许可|周边|周末|周一|周二|周三|周四|周五|钱款|毛利|严重|武装|孔子|常用|王者|于本|章程|向我|任职|曾在|曾于|曾经|.某)/
const label =
  /(?:联系人|姓名|投诉人|举报人|信访人|反映人|来电人|申请人|当事人|经办人|收件人|户主|户名|开户名|我叫|本人叫|名叫)(?<mark>[ :：是为]{0,3})/g
const given = new RegExp(
  `(?<name>(?:${surnames})[\\u4e00-\\u9fff]{1,2}?)(?=$|[^\\u4e00-\\u9fff]|的|电话|手机|联系|身份|先生|女士|男|女|住|性别|家住|身份证)`,
  'y',
)
const fullGiven = new RegExp(`(?<name>(?:${surnames})[\\u4e00-\\u9fff]{2})`, 'y')
const before = new RegExp(
  `(?:^|[^\\u4e00-\\u9fff\\d]|本人|我是|我叫|业主|住户|村民|家长|工人)(?<name>(?:${surnames})[\\u4e00-\\u9fff]{1,2})[ ,，、(（:：]{0,2}(?:的)?(?:公民)?(?:身份证|身份号|联系电话|联系方式|联系手机|手机|电话|1[3-9]\\d(?:[ -]?\\d{4}|\\*))`,
  'gm',
)
/** What a name stands before, there: without any of it `before` has nothing to find. */
const beforeWhat = /身份|联系|手机|电话|1[3-9]\d/

const span = (name: string, start: number): PersonalSpan => ({
  kind: 'name',
  start,
  end: start + name.length,
  // The surname stays, as in 王某某.
  keep: name.length === 4 ? 2 : 1,
})

/** Names of persons, only where a label says that one stands there: 联系人：…, 姓名…, or a name right before an identity or phone number. */
export const findNames: Finder = function* (text) {
  for (const match of text.matchAll(label)) {
    const start = match.index + match[0].length
    given.lastIndex = start
    fullGiven.lastIndex = start
    const explicit = /[:：]/.test(match.groups?.['mark'] ?? '')
    const name = (given.exec(text) ?? (explicit ? fullGiven.exec(text) : null))?.groups?.['name']
    if (name && !notNames.test(name)) yield span(name, start)
  }
  if (!beforeWhat.test(text)) return
  for (const match of text.matchAll(before)) {
    const name = match.groups?.['name'] ?? ''
    if (!notNames.test(name)) yield span(name, match.index + match[0].indexOf(name))
  }
}
