import { oneLine } from '../plain-text.js'

/** The commonest family names, some 98 % of all bearers; two-character ones by their first. */
export const surnames: ReadonlySet<string> = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧肖蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎闫薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严赖覃洪武莫孔汤向常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤时阳阴穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝禤竺裘楼斯酆郦宣寿边骆孟'.split(
    '',
  ),
)

/** 张三, 欧阳三四, 买买提·阿里: two to four hanzi with a family name, or a name with a point. */
export const isName = (word: string): boolean =>
  /^[\u4e00-\u9fff]{2,8}·[\u4e00-\u9fff]{2,8}$/.test(word) ||
  (/^[\u4e00-\u9fff]{2,4}$/.test(word) && surnames.has(word.slice(0, 1)) && !commonWord.test(word))

/** Begin like a name, and are none. */
const commonWord =
  /新闻|日报|晚报|发布|时间|国际|国内|中国|全国|文化|文章|文明|文字|金融|金华|高清|江苏|江西|安徽|安全|云南|海南|河南|湖南|广东|关于|关注|关闭|任务|时政|时事|平台|成都|成功|宁波|宁夏|石家|明天|和平|华为|方法|方面|路透|应用|应急|解读|解放|连接|项目|景区|冷门|阳光|车市|古代|易车|查看|管理|房产|游戏|单位|白天|向前|常见|商业|商务|明星|边境|农业|农村|法治|频道|原创|首页|推荐|热点|关怀/

/** What platforms show as the place that a text was posted from: 浙江, 来自浙江省, IP属地：浙江. It names nobody. */
export const isRegion = (word: string): boolean =>
  /^(?:来自|发布于|IP属地[:：]?)?(?:北京|天津|上海|重庆|河北|山西|内蒙古|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|香港|澳门|台湾)(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)?$/.test(
    word,
  )

/** A label or mark that ends a list of names. */
const labels =
  '回答|文章|关注者?|粉丝|获赞|字数|点击|赞同|发布|发表|更新|来源|稿源|出处|时间|日期|责任?编辑|责编|编辑|主编|审核|审校|校对|浏览|阅读|点击|评论|字号|字体|分享|摄影|图片|版权|查看|返回'
const stop = new RegExp(
  `[|｜;；。（(【[<《>"“）)】\\]》]|(?<=^|\\s)(?:${labels})|(?:${labels})(?:时间|日期)?(?=\\s*[:：])|\\d`,
)

/**
 * The names that begin a text, joined by a space: parted by 、, commas, & or spaces, up to the next label. `lenient` also takes
 * a first word that is no family name's (pen names, departments, accounts), of at most 14 characters. Undefined for none.
 */
export function namesIn(text: string | undefined, lenient = false): string | undefined {
  const line = oneLine((text ?? '').split('\n')[0] ?? '').replace(
    /^(?:[\u4e00-\u9fff]{0,8}(?:记者|通讯员|专栏作者|实习生))(?=[\s:：\u4e00-\u9fff])\s*[:：]?/,
    '',
  )
  const end = stop.exec(line)?.index ?? line.length
  const words = line
    .slice(0, end)
    .replace(/(?:^|\s)[\u4e00-\u9fff]{0,6}(?:记者|通讯员|实习生|见习)\s*[:：]?\s*/g, ' ')
    .split(/[\s、，,/／&＆]+/)
    .flatMap((word) => (isName(word) ? [word] : word.split('和')))
    .filter(Boolean)
  const found: string[] = []
  for (const word of words) {
    const named = isName(word) || (lenient && isPenName(word, found.length))
    if (!named) break
    found.push(word)
  }
  const joined = found.join(' ')
  return joined.length >= 2 && joined.length <= 60 && !nobody.test(joined) ? joined : undefined
}

const isPenName = (word: string, before: number) =>
  /^[\u4e00-\u9fffA-Za-z0-9_.\-·]+$/.test(word) && word.length >= 2 && word.length <= (before === 0 ? 14 : 5)

const nobody =
  /^(?:admin|administrator|佚名|未知|不详|管理员|匿名|本站|原创|网络|编辑|小编|记者|作者|来源|转载请注明|name|null|undefined|none|root|system)$|@|\.(?:com|cn|net|org)|^\d+$|有限公司|^https?:/i
