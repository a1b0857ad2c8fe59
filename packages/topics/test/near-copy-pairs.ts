import { copyCases, type Text } from './near-copy-cases.js'

/** Two texts, the second later, and whether it copies the first. All made up. */
export interface LabelledPair {
  readonly original: Text
  readonly later: Text
  readonly copies: boolean
  readonly what: string
}

/** A story as people post it and as papers head it: later headlines that say the same, and texts that are about something else. */
interface Story {
  readonly body: string
  readonly headline: string
  /** The headline in other words that any reader takes for the same line. */
  readonly same: readonly [string, string]
  /** News of the story, told later: no copies. */
  readonly followUps: readonly [string, string]
  /** Another place, house, school or day in like words. */
  readonly otherHeadline: string
  /** Word of the body → what a reposter writes instead. */
  readonly swap: readonly (readonly [string, string])[]
}

const stories: readonly Story[] = [
  {
    body: '菜场东门的公厕从国庆节开始就锁着门，门上贴了一张检修的纸条，一个多月也没看见有人来修。摆摊的和买菜的老人只好跑到对面超市，人家也不乐意，能不能给个准日子。',
    headline: '菜场东门公厕锁门一个多月无人维修',
    same: ['菜场东门公厕锁门一个多月，无人维修！', '菜场东门公厕锁门已经一个多月无人维修'],
    followUps: [
      '环卫所答复说，东门公厕的化粪池管道要整体更换，材料上周才到，这周四进场，施工期间在停车场旁边放两座临时厕所，预计本月底重新开放。',
      '记者今早看到，两座临时厕所已经摆到位，指示牌也挂上了，但是洗手的水龙头还没有接通，保洁员说下午会有人来接水管。',
    ],
    otherHeadline: '汽车站北门公厕锁门一个多月无人维修',
    swap: [
      ['一个多月', '四十来天'],
      ['不乐意', '不高兴'],
    ],
  },
  {
    body: '孩子班主任在群里发了一个链接，要大家自愿买三百八的平板套餐，不买的就坐到后排，理由是前排要连投影。问了教务处，教务处说学校没有统一要求，可是全班只有四个孩子没有买。',
    headline: '班主任群里推销平板套餐 不买坐后排',
    same: ['班主任群里推销平板套餐，不买就坐后排', '网传班主任群里推销平板套餐 不买坐后排'],
    followUps: [
      '教育局昨晚通报，涉事班主任已被停止班主任工作，收取的费用全部退还家长，学校分管负责人被约谈，后续将在全区排查以自愿名义收费的行为。',
      '有家长收到了退款，每人三百八十元，一分没有少，平板也没有让退，孩子们的座位重新按身高排了一次。',
    ],
    otherHeadline: '教练群里推销球鞋套餐 不买不上场',
    swap: [
      ['一个链接', '个链接'],
      ['自愿', '“自愿”'],
    ],
  },
  {
    body: '三江口那座老桥的栏杆断了六七根，晚上没有路灯，骑电瓶车的人从坡上冲下来刹不住就要掉到江里。上个月已经有人连人带车摔下去，幸好水浅，村里说归航道管，航道说归公路管。',
    headline: '三江口老桥栏杆断裂 两部门互相推诿',
    same: ['三江口老桥栏杆断裂，两部门互相推诿', '三江口老桥栏杆断裂多根 两部门互相推诿'],
    followUps: [
      '公路中心的工程车昨天开到了三江口，先用水马和警示灯把断掉的一段围起来，工人说钢管正在加工，三天之内焊好，桥头另外加装两盏太阳能灯。',
      '镇里开会定了下来，以后这座桥由公路中心养护，航道部门负责桥墩，责任牌和电话都钉到了桥头，村民拍照发到了群里。',
    ],
    otherHeadline: '下墟新桥伸缩缝开裂 三部门联合排查',
    swap: [
      ['六七根', '好几根'],
      ['幸好', '好在'],
    ],
  },
  {
    body: '健身房六月份搞周年庆，两千块办三年卡，十一月初突然贴出停业装修的告示，老板微信把人都删了，前台小姑娘说她自己也被欠了两个月工资。办卡的有四百多个人，都在群里等消息。',
    headline: '健身房收完三年卡费停业 四百会员退费无门',
    same: ['健身房收完三年卡费停业，四百会员退费无门？', '健身房收完三年卡费就停业 四百会员退费无门'],
    followUps: [
      '市场监管所已经联系上健身房的股东，对方承诺转让设备后按剩余天数退款，登记时间到下周五，请会员带合同和付款截图到所里登记。',
      '第一批八十七名会员拿到了六成退款，剩下的要等健身器材拍卖以后再付，有人签了字，也有人准备起诉。',
    ],
    otherHeadline: '理发店充值次日关门 九十顾客报案',
    swap: [
      ['突然', '忽然'],
      ['小姑娘', '妹子'],
    ],
  },
  {
    body: '我爸在矿渣加工点搬了十一年石头，去年查出尘肺二期，老板只肯给两万块营养费，说没有签合同不算他的工人。当年一起干活的有七个人，已经走了两个，剩下的都在家里吸氧。',
    headline: '七名矿渣工患尘肺 老板称没签合同不认账',
    same: ['七名矿渣工患尘肺，老板称没签合同不认账', '七名矿渣工患尘肺病 老板称没签合同不认账'],
    followUps: [
      '职业病诊断机构受理了七个人的申请，由卫健部门调取加工点历年的用工记录和粉尘检测报告，县里的法律援助中心指派了两名律师全程跟进。',
      '仲裁开庭那天老板没有来，只来了一个亲戚，仲裁员当庭把社保补缴和伤残津贴两项分开审理，下次开庭定在月底。',
    ],
    otherHeadline: '五名石材工查出矽肺 工厂已注销半年',
    swap: [
      ['两万块', '20000元'],
      ['在家里吸氧', '躺在家里吸氧'],
    ],
  },
  {
    body: '养殖场的猪粪水直接排进门口的水渠，渠水流到下面三个自然村的稻田，今年的稻子根都是黑的，亩产少了一半。环保来取过一次样，说没有超标，可是取样那几天场里根本没有冲栏。',
    headline: '养殖场粪水直排水渠 三个村稻田减产一半',
    same: ['养殖场粪水直排水渠，三个村稻田减产一半', '养殖场粪水直排水渠 三个村稻田减产近一半'],
    followUps: [
      '生态环境分局凌晨两点突击检查，拍到了暗管，当场封堵并查封冲洗水泵，农技站同时给三个村的田块做损失鉴定，由养殖场先垫付鉴定费用。',
      '赔偿方案公示了，每亩按照四百二十元补给农户，养殖场要在年底前建好三级沉淀池，逾期关停。',
    ],
    otherHeadline: '染坊废水渗入鱼塘 两户鱼苗全部翻肚',
    swap: [
      ['门口的水渠', '门前水渠'],
      ['少了一半', '掉了一半'],
    ],
  },
  {
    body: '我妈妈在仁和护理院住了四个月，身上有三处褥疮，护工一个人管十九个老人，喊半天没有人应。每个月交五千六，营养餐就是稀饭加咸菜，我提意见，院长说嫌不好可以搬走。',
    headline: '护理院一名护工管十九位老人 家属发现三处褥疮',
    same: ['护理院一名护工管十九位老人，家属发现三处褥疮', '护理院一名护工要管十九位老人 家属发现三处褥疮'],
    followUps: [
      '民政局派人进驻护理院，逐个房间核对护工和老人的比例，要求三天内补齐十二名护工，伙食账目贴到大厅，原院长暂停职务。',
      '家属代表和院方签了协议，退还三个月的护理费，褥疮的治疗由院方承担，伤口护理每天拍照发给家属。',
    ],
    otherHeadline: '月子中心停业转让 二十八位孕妇订金未退',
    swap: [
      ['喊半天', '叫半天'],
      ['搬走', '搬出去'],
    ],
  },
  {
    body: '昨天半夜高新路的隧道里漏水，积水有一尺多深，三辆小车熄火停在当中，没有一个人放警示牌。我打电话给养护公司，接电话的人说天亮再派人，等到早高峰整条路堵成了停车场。',
    headline: '高新路隧道积水一尺 三辆车熄火无人警示',
    same: ['高新路隧道积水一尺，三辆车熄火无人警示', '高新路隧道积水一尺多 三辆车熄火无人警示'],
    followUps: [
      '养护公司承认夜班调度没有按照预案上报，已经对两名值班人员作出处理，隧道内增加四处水位感应器，积水超过十五厘米自动亮红灯封道。',
      '专家看过以后判断是伸缩缝止水带老化，准备用三个晚上分段更换，每晚十一点到早上五点单向封闭，请绕行环城北路。',
    ],
    otherHeadline: '环城南路下穿涵洞积水半米 两名乘客获救',
    swap: [
      ['昨天半夜', '昨夜'],
      ['一尺多深', '三四十公分'],
    ],
  },
  {
    body: '我们这批房子合同写的是人车分流，交房那天发现地库入口改到了单元门口，中心花园变成了一排充电车位。开发商说规划调整过，可是我们没有一个人收到通知，样板间的沙盘也连夜搬走了。',
    headline: '人车分流变充电车位 业主质疑规划调整未告知',
    same: ['人车分流变充电车位，业主质疑规划调整未告知', '人车分流变成充电车位 业主质疑规划调整未告知'],
    followUps: [
      '资规局回复，项目在去年九月申请过总平面变更，公示栏设在工地围挡内侧，公示方式不规范，已责令开发企业恢复中心花园并重新征求意见。',
      '第一次协商会开了三个小时，开发商同意把充电位移到地下二层，地库入口加装道闸和减速带，业主要求写进补充协议。',
    ],
    otherHeadline: '学区房变回迁房 购房者质疑沙盘误导',
    swap: [
      ['一排充电车位', '一排充电桩车位'],
      ['连夜搬走', '连夜撤走'],
    ],
  },
  {
    body: '低保复核以后我家被停了，说是名下有一辆车，那辆面包车五年前就报废了，车管所有证明。我腿截肢以后没有收入，孩子上初二，跑了村里镇里四趟，都说系统里面还没有更新，让我再等等。',
    headline: '报废面包车未销户 截肢男子低保被停',
    same: ['报废面包车未销户，截肢男子低保被停', '报废面包车未销户 截肢男子低保被停发'],
    followUps: [
      '镇民政办当天把证明传给了核对中心，低保从本月起恢复，停掉的两个月一并补发，干部上门道歉，还帮着申请了残疾人两项补贴。',
      '县里借这件事查了一遍，有十四户因为车辆信息没有更新被误停，全部恢复，以后系统预警要先入户核实再停发。',
    ],
    otherHeadline: '务工收入算重复 独居老人低保被降档',
    swap: [
      ['五年前', '2021年'],
      ['四趟', '好几趟'],
    ],
  },
]

const swapped = (body: string, swap: Story['swap']): string =>
  swap.reduce((text, [from, to]) => text.replace(from, to), body)

/** How people pass a text on: whole, signed, framed, in other punctuation, shortened, retold in a word or two, in part. */
const waysToCopy: readonly (readonly [string, (story: Story) => Text])[] = [
  ['repost under another headline', ({ body }) => ({ title: '大家看看这件事', body })],
  ['the words framed', ({ headline, body }) => ({ title: headline, body: `转自本地论坛：${body}（网友供图）` })],
  [
    'other punctuation and emoji',
    ({ headline, body }) => ({ title: headline, body: `😡${body.replaceAll('，', '… ').replaceAll('。', '！')}` }),
  ],
  [
    'line breaks and full-width forms',
    ({ headline, body }) => ({ title: headline, body: body.replaceAll('，', '，\n　　') }),
  ],
  ['words swapped', ({ headline, body, swap }) => ({ title: headline, body: swapped(body, swap) })],
  ['last clause dropped', ({ headline, body }) => ({ title: headline, body: body.slice(0, body.lastIndexOf('，')) })],
  ['excerpt of the beginning', ({ body }) => ({ title: '', body: body.slice(0, 48) })],
  ['excerpt from the middle in quotes', ({ body }) => ({ title: '网友发帖', body: `「${body.slice(16, 66)}」` })],
]

const ofStory = (story: Story, at: number): LabelledPair[] => {
  const { body, headline, same, followUps, otherHeadline } = story
  const post: Text = { title: headline, body }
  const bare: Text = { title: headline, body: '' }
  const next = stories[(at + 1) % stories.length] as Story
  const pair = (original: Text, later: Text, copies: boolean, what: string): LabelledPair => ({
    original,
    later,
    copies,
    what,
  })
  return [
    ...waysToCopy.map(([what, copy]) => pair(post, copy(story), true, what)),
    ...same.map((title) => pair(bare, { title, body: '' }, true, 'the same headline')),
    pair(bare, { title: `如何看待${headline}？`, body: '' }, true, 'the same headline'),
    ...followUps.map((text) => pair(post, { title: `${headline.slice(0, 8)}后续`, body: text }, false, 'follow-up')),
    pair(bare, { title: otherHeadline, body: '' }, false, 'another headline'),
    pair(bare, { title: next.headline, body: '' }, false, 'another headline'),
    pair(
      post,
      { title: `回应“${headline.slice(0, 6)}”`, body: `有网友发帖称“${body.slice(0, 14)}”。${followUps[0]}` },
      false,
      'report that quotes a clause',
    ),
    pair(
      post,
      { title: next.headline, body: `${body.slice(0, 10)}。${next.body}` },
      false,
      'another matter with the same beginning',
    ),
    pair(bare, post, false, 'report under a headline of before'),
  ]
}

/** All labelled pairs: those of the stories above and of the hand-made cases. */
export const labelledPairs: readonly LabelledPair[] = [
  ...stories.flatMap(ofStory),
  ...copyCases.flatMap(({ original, copies, others }) => [
    ...copies.map(({ what, ...later }) => ({ original, later, copies: true, what })),
    ...others.map(({ what, ...later }) => ({ original, later, copies: false, what })),
  ]),
]
