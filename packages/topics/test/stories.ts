import type { TopicItem } from '../src/index.js'
import { itemOf } from './support.js'

const sources = {
  forum: { id: 'forum', name: '论坛', tier: 'forum', official: false },
  hotline: { id: 'hotline', name: '热线', tier: 'hotline', official: false },
  daily: { id: 'daily', name: '日报', tier: 'media', official: false },
  list: { id: 'list', name: '热榜', tier: 'hotlist', official: false },
  portal: { id: 'portal', name: '门户网站', tier: 'government', official: true },
} as const
type Site = keyof typeof sources

interface Story {
  readonly matter: TopicItem['matters'][number]
  readonly place: TopicItem['places'][number]
  readonly signals: readonly string[]
  readonly urgency: number
  /** Minute, site, title, body. */
  readonly posts: readonly (readonly [number, Site, string, string])[]
}

const stories: Readonly<Record<string, Story>> = {
  canteen: {
    matter: { code: 'canteen', name: '学校食堂', domain: 'food-drug', score: 0.9 },
    place: { code: '330681104', name: '店口镇' },
    signals: ['poisoning'],
    urgency: 2,
    posts: [
      [
        0,
        'forum',
        '柳溪小学食堂的鸭腿是不是坏了',
        '店口镇柳溪小学二年级好几个孩子午饭后呕吐，我家女儿吐了三次，学校食堂换了承包商以后味道就不对。',
      ],
      [
        7,
        'hotline',
        '反映柳溪小学食堂午餐后学生呕吐',
        '来电人称孩子在店口镇柳溪小学食堂就餐后腹痛腹泻，已送卫生院，要求检查食堂。',
      ],
      [19, 'forum', '柳溪小学的家长进来报个数', '我们班六个请假的，都在学校食堂吃了鸭腿，二班听说有九个。'],
      [31, 'list', '柳溪小学多名学生食堂就餐后不适', ''],
      [
        44,
        'forum',
        '柳溪小学食堂承包商到底是谁',
        '开学换的承包商，菜谱贴在墙上写的是排骨，端出来是碎骨头，现在孩子吃出病，柳溪小学得给说法。',
      ],
      [58, 'hotline', '要求公布柳溪小学食堂留样检测结果', '来电人询问柳溪小学食堂留样是否已经送检，多久能出结果。'],
      [
        73,
        'daily',
        '店口镇柳溪小学多名学生午餐后呕吐 市场监管部门介入',
        '昨日中午，店口镇柳溪小学有学生在食堂就餐后出现呕吐腹泻，市场监管部门已封存留样送检，就诊学生病情平稳。',
      ],
      [
        86,
        'forum',
        '卫生院里全是柳溪小学的孩子',
        '刚从卫生院回来，走廊坐满了柳溪小学的学生和家长，医生说疑似食堂食物中毒。',
      ],
      [
        101,
        'forum',
        '柳溪小学家长会改成网上开',
        '原定明天的家长会取消，食堂的事一个字没提，柳溪小学是怕我们当面问吗。',
      ],
      [
        122,
        'hotline',
        '柳溪小学食堂问题再次来电',
        '来电人表示柳溪小学食堂后厨有异味，垃圾桶无盖，请执法人员到现场看。',
      ],
      [140, 'list', '家长拍下柳溪小学食堂后厨画面', ''],
      [171, 'forum', '柳溪小学食堂的鸡蛋也不新鲜', '上周孩子就说柳溪小学食堂鸡蛋发臭，老师让他别挑食。'],
    ],
  },
  site: {
    matter: { code: 'delay', name: '延期交房', domain: 'housing', score: 0.85 },
    place: { code: '330681003', name: '陶朱街道' },
    signals: [],
    urgency: 1,
    posts: [
      [3, 'forum', '锦澜府二期塔吊三个月没动了', '陶朱街道锦澜府二期停工，三百户业主还在还房贷，合同写明年六月交房。'],
      [16, 'hotline', '反映锦澜府二期工地停工', '来电人为锦澜府业主，工地大门上锁，担心延期交房，请住建部门督促复工。'],
      [38, 'list', '锦澜府业主称售楼处人去楼空', ''],
      [
        52,
        'forum',
        '锦澜府的业主建个群吧',
        '二期停工没人管，开发商电话打不通，锦澜府业主一起去住建局问问监管资金还剩多少。',
      ],
      [
        77,
        'daily',
        '锦澜府二期停工三月 业主盼复工',
        '陶朱街道锦澜府二期停工近三个月，开发商称与总包单位存在工程款纠纷，住建部门表示正在协调。',
      ],
      [95, 'hotline', '咨询锦澜府能否退房', '来电人询问锦澜府若不能按期交房，能否解除购房合同退还首付。'],
      [
        118,
        'forum',
        '锦澜府预售资金监管账户查到了',
        '银行说锦澜府的监管账户只剩八百万，剩下的工程要三千万，停工的窟窿谁来补。',
      ],
      [139, 'forum', '买了锦澜府的亲戚天天失眠', '锦澜府二期停工以后我表姐一家急得不行，租的房子也到期了，就等交房。'],
      [160, 'list', '锦澜府还能按期交房吗', ''],
      [
        188,
        'hotline',
        '锦澜府业主反映房贷压力',
        '来电人称锦澜府停工期间仍按月还贷，请求协调银行延期，并公布复工时间。',
      ],
    ],
  },
  wages: {
    matter: { code: 'unpaid', name: '拖欠工资', domain: 'wages', score: 0.9 },
    place: { code: '330681109', name: '枫桥镇' },
    signals: [],
    urgency: 1,
    posts: [
      [
        5,
        'forum',
        '城北物流园项目欠我们木工七个月工钱',
        '枫桥镇城北物流园钢结构项目，二十三个木工从三月干到十月，劳务公司只发过生活费。',
      ],
      [
        24,
        'hotline',
        '反映城北物流园项目拖欠农民工工资',
        '来电人为城北物流园项目木工，劳务公司负责人失联，要求劳动监察部门帮助追讨。',
      ],
      [
        41,
        'forum',
        '城北物流园的劳务公司搬空了',
        '今天去劳务公司，办公室只剩一把椅子，城北物流园项目部的人说找包工头，欠薪没人认。',
      ],
      [66, 'list', '城北物流园木工讨薪无门', ''],
      [
        89,
        'daily',
        '二十三名木工的七个月 城北物流园欠薪调查',
        '枫桥镇城北物流园项目二十三名木工被拖欠工资约八十二万元，人社部门已介入，要求总包单位先行垫付。',
      ],
      [110, 'hotline', '城北物流园工人再次来电讨薪', '来电人称城北物流园项目钢筋工也被拖欠两个月工资，共十一人。'],
      [
        133,
        'forum',
        '替我爸问一句，城北物流园的工资什么时候发',
        '我爸在城北物流园干木工，过年的钱都指着它，包工头电话关机。',
      ],
      [
        151,
        'forum',
        '城北物流园欠薪，总包说钱早给劳务了',
        '总包拿出转账单，说城北物流园的人工费已经付给劳务公司，钱去哪了。',
      ],
      [177, 'hotline', '城北物流园项目欠薪求助', '来电人称在城北物流园做油漆，欠薪一万八，孩子学费没有着落。'],
    ],
  },
}

export const storyNames = Object.keys(stories)

/** Items of a story in order of publication; `delay(n)` minutes pass until the n-th is seen. Article ids: `<story>-<n>`. */
export function storyItems(name: string, delay: (n: number) => number = () => 1): TopicItem[] {
  const story = stories[name]
  if (!story) throw new Error(`no story ${name}`)
  return story.posts.map(([minute, site, title, body], n) => {
    const base = itemOf(`${name}-${n}`, { minute, title, body })
    return {
      ...base,
      seen: itemOf('x', { minute: minute + delay(n) }).seen,
      source: sources[site],
      voice: `${name}-voice-${n}`,
      matters: [story.matter],
      places: title.includes(story.place.name) || body.includes(story.place.name) ? [story.place] : [],
      signals: story.signals,
      urgency: story.urgency,
    }
  })
}
