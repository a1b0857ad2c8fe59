import type { Level, Reason, TicketState } from '@guanlan/contracts'

/** One storyline of the fake city; everything else is made from it. */
export interface Storyline {
  readonly id: string
  readonly title: string
  readonly matter: string
  readonly matterName: string
  readonly domain: string | null
  readonly place: string
  readonly level: Level
  readonly items: number
  readonly copies: number
  readonly voices: number
  readonly heat: number
  readonly startedHoursAgo: number
  readonly raisedHoursAgo: number
  readonly acknowledged: boolean
  readonly dispatched: TicketState | undefined
  readonly departments: readonly string[]
  readonly words: readonly string[]
  readonly signal?: { readonly kind: string; readonly word: string }
  readonly official: boolean
  readonly reasons: readonly Reason[]
  readonly posts: readonly { readonly title: string; readonly body: string }[]
}

/** 300 characters and markup: what the open web sends. */
export const LONG_TITLE =
  `<img src=x onerror="document.title='坏了'"><b>${'路灯又坏了晚上一片漆黑老人摔倒无人管'.repeat(16)}</b>`.slice(0, 300)

export const storylines: readonly Storyline[] = [
  {
    id: 'canteen',
    title: '柳岸实验小学多名学生午餐后呕吐，家长要求公布留样结果',
    matter: 'school-canteen',
    matterName: '学校食堂卫生',
    domain: 'food-drug',
    place: '330681002',
    level: 'red',
    items: 23,
    copies: 41,
    voices: 19,
    heat: 82.4,
    startedHoursAgo: 4.2,
    raisedHoursAgo: 0.7,
    acknowledged: false,
    dispatched: undefined,
    departments: ['scjg', 'jyj', 'wjj'],
    words: ['食堂', '呕吐'],
    signal: { kind: 'poisoning', word: '呕吐' },
    official: false,
    reasons: [
      { kind: 'growth', points: 22, text: '1 小时内 12 条，此前每小时 1.5 条' },
      { kind: 'floor:poisoning', points: 0, text: '出现「呕吐」，疑似食物中毒，等级不低于「重大」' },
      { kind: 'breadth', points: 11.5, text: '3 类来源同时出现：论坛、热线、媒体' },
      { kind: 'negativity', points: 8, text: '23 条中 21 条为负面' },
    ],
    posts: [
      {
        title: '柳岸实验小学食堂午餐后多名孩子呕吐',
        body: '中午吃完食堂的饭，孩子下午就说肚子疼，班级群里一问，已经有七八个孩子呕吐。学校只说在观察，留样到底送检没有？柳岸街道这边的家长都在校门口等说法。希望尽快公布检测结果，也请告诉我们这两天的午餐怎么安排，要不要自己带饭。已经去医院的两个孩子挂了水，医生说像是吃坏了东西，目前精神还可以。',
      },
      { title: '', body: '孩子在校就餐后出现呕吐、腹泻，来电人要求查看食堂后厨，联系电话 138********。' },
      {
        title: '家长反映学校食堂问题，记者正在核实',
        body: '今日下午，柳岸街道一所小学的部分学生在食堂就餐后感到不适。记者致电学校，对方表示正在了解情况。',
      },
    ],
  },
  {
    id: 'building',
    title: '江滨花苑三期停工两个月，业主担心延期交房',
    matter: 'late-delivery',
    matterName: '商品房延期交房',
    domain: 'housing',
    place: '330681001',
    level: 'orange',
    items: 14,
    copies: 9,
    voices: 12,
    heat: 61,
    startedHoursAgo: 30,
    raisedHoursAgo: 5,
    acknowledged: true,
    dispatched: 'handling',
    departments: ['zjj', 'jrb', 'zfj'],
    words: ['停工', '延期交房'],
    official: true,
    reasons: [
      { kind: 'heat', points: 18, text: '热度 61，持续 30 小时' },
      { kind: 'people', points: 12, text: '涉及约 300 户' },
      { kind: 'person', points: 0, text: '周岚定为重大：今晚有业主约定聚集' },
    ],
    posts: [
      {
        title: '江滨花苑三期停工两个月了',
        body: '塔吊两个月没动过，售楼处说年底延期交房，没有书面说明。江滨街道能不能问一句？',
      },
      { title: '业主拉群，停工到底什么时候复工', body: '三百多户等着，贷款照还，房子停工。' },
      { title: '延期交房怎么赔', body: '合同写的是十月底，现在说延期交房到明年。' },
    ],
  },
  {
    id: 'wages',
    title: '新桥工业园二期工地三十余名工人反映两个月工资未发',
    matter: 'unpaid-wages',
    matterName: '农民工欠薪',
    domain: 'wages',
    place: '330681003',
    level: 'orange',
    items: 9,
    copies: 3,
    voices: 8,
    heat: 47.5,
    startedHoursAgo: 9,
    raisedHoursAgo: 2.1,
    acknowledged: false,
    dispatched: undefined,
    departments: ['rsj', 'zjj', 'jtj'],
    words: ['工资', '没发'],
    official: false,
    reasons: [
      { kind: 'heat', points: 14, text: '热度 48，近 3 小时翻倍' },
      { kind: 'domain', points: 10, text: '「工资拖欠」为重点领域' },
    ],
    posts: [
      {
        title: '新桥镇工地干了两个月，工资没发',
        body: '一共三十几个人，包工头说甲方没打钱，让等。快过年了家里等着用钱，工资没发怎么回去。',
      },
      { title: '帮我爸问问', body: '他在新桥镇二期工地，八月到现在的工资没发，该找哪里？' },
    ],
  },
  {
    id: 'noise',
    title: '东山镇石料厂夜间生产噪音扰民，多次投诉未见改善',
    matter: 'factory-noise',
    matterName: '企业噪音扰民',
    domain: 'ecology',
    place: '330681004',
    level: 'yellow',
    items: 6,
    copies: 0,
    voices: 6,
    heat: 28,
    startedHoursAgo: 46.8,
    raisedHoursAgo: 20,
    acknowledged: true,
    dispatched: 'dispatched',
    departments: ['sthj', 'zfj', 'yjj'],
    words: ['噪音', '机器'],
    official: false,
    reasons: [{ kind: 'negativity', points: 9, text: '6 条全部为负面，同一地点三天内反复出现' }],
    posts: [
      {
        title: '石料厂半夜开机器，噪音整宿不停',
        body: '东山镇这家厂十二点以后还在开机器，噪音隔着窗都受不了，打过几次热线。',
      },
    ],
  },
  {
    id: 'lamps',
    title: LONG_TITLE,
    matter: 'street-lamps',
    matterName: '路灯不亮',
    domain: null,
    place: '330681001',
    level: 'yellow',
    items: 4,
    copies: 1,
    voices: 4,
    heat: 19,
    startedHoursAgo: 12,
    raisedHoursAgo: 3.3,
    acknowledged: false,
    dispatched: undefined,
    departments: ['zfj', 'gw', 'zjj'],
    words: ['路灯'],
    official: false,
    reasons: [{ kind: 'heat', points: 7, text: '近 12 小时 4 条' }],
    posts: [{ title: LONG_TITLE, body: '<script>alert(1)</script> 江滨街道这段路灯坏了三天了，<b>老人</b>摔了一跤。' }],
  },
  {
    id: 'gas',
    title: '老城片区燃气改造挖开的路面一个月未恢复',
    matter: 'road-dig',
    matterName: '道路开挖未恢复',
    domain: null,
    place: '330681001',
    level: 'blue',
    items: 3,
    copies: 0,
    voices: 3,
    heat: 11,
    startedHoursAgo: 60,
    raisedHoursAgo: 26,
    acknowledged: true,
    dispatched: 'answered',
    departments: ['zjj', 'gw', 'jtj'],
    words: ['路面', '未恢复'],
    official: false,
    reasons: [{ kind: 'heat', points: 4, text: '近两天 3 条' }],
    posts: [{ title: '挖开的路面一个月未恢复', body: '江滨街道老城片区路面未恢复，下雨全是泥。' }],
  },
]
