/** Words of nobody's business, for filling texts to their length. */
const FILLING = [
  '周末',
  '菊花',
  '拍照',
  '路线',
  '晴朗',
  '湖边',
  '音乐',
  '掌声',
  '傍晚',
  '枫叶',
  '云朵',
  '画展',
  '诗歌',
  '书店',
  '茶叶',
  '棋盘',
  '风筝',
  '月亮',
  '瓷器',
  '琴声',
  '竹林',
  '石桥',
  '白鹭',
  '稻田',
  '木刻',
  '剪纸',
  '红叶',
  '春雨',
  '梅花',
  '围巾',
]
const GRIEVANCES = [
  (n: number) => ({
    title: `${n}号工地拖欠农民工工资三个月没人管`,
    text: `我们在${n}号工地干活，包工头拖欠农民工工资三个月，讨薪几次都被推脱，请劳动监察帮忙。`,
  }),
  (n: number) => ({
    title: `锦绣${n}苑延期交房一年，开发商一拖再拖`,
    text: `锦绣${n}苑延期交房已经一年，开发商一拖再拖，业主要求给说法。`,
  }),
  (n: number) => ({
    title: `第${n}餐馆后厨老鼠乱窜，吃完拉肚子`,
    text: `第${n}餐馆后厨有老鼠，我们吃完拉肚子，请市场监管查处。`,
  }),
]

/** Article number `n`: about 1 KB in UTF-8; one in ten is about a matter, each of a place of its own. */
export function articleText(n: number): { title: string; body: string } {
  const filling: string[] = []
  // A small mixing of n, so that texts differ and are the same in every run.
  for (let i = 0, mix = n * 2_654_435_761; i < 140; i += 1) {
    mix = (mix * 1_103_515_245 + 12_345 + i) >>> 0
    filling.push(FILLING[mix % FILLING.length] ?? '')
  }
  const rest = `${filling.join('').replace(/(.{18})/g, '$1，')}。第${n}则。`
  const grievance = n % 10 === 0 ? GRIEVANCES[(n / 10) % GRIEVANCES.length]?.(n) : undefined
  const [title, start] = grievance ? [grievance.title, grievance.text] : [`湖畔菊展第${n}日见闻`, '']
  const body = `${start}${rest}`
  return { title, body: body.slice(0, 330) }
}
