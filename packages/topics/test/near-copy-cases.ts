/** One text as a site shows it. */
export interface Text {
  readonly title: string
  readonly body: string
}

/** A text, later texts that copy it, and later texts that do not, each with what it is. All made up. */
export interface CopyCase {
  readonly original: Text
  readonly copies: readonly (Text & { readonly what: string })[]
  readonly others: readonly (Text & { readonly what: string })[]
}

const text = (title: string, body = ''): Text => ({ title, body })
const as = (what: string, title: string, body = '') => ({ what, title, body })

const canteen =
  '今天中午柳溪小学一年级七八个孩子吃过食堂的鸭腿以后开始呕吐，有家长把孩子送到了镇卫生院，医生说是急性肠胃炎。老师在群里通知下午照常上课，可是没有一个人解释饭菜到底出了什么问题。'
const site =
  '锦澜府二期自七月份起塔吊就没有动过，工地大门用铁链锁着，看门的大爷说包工头去外地要账了。合同上写明明年六月交付，我们三百多户还在按月还房贷，开发商售楼处却已经撤走了展板。'
const wages =
  '我们一共二十三个木工，从三月干到十月，在城北物流园的钢结构项目上，劳务公司每个月只发一千五生活费，剩下的工钱说年底一次结清，现在电话打不通，办公室也搬空了。'
const smell =
  '每到夜里十一点以后，石桥头印染厂就往外排刺鼻的白烟，关紧窗户屋里还是一股酸味，老人和小孩咳嗽了半个月。打过两次热线，白天来人检查的时候机器都是停的。'
const gas =
  '昨晚九点多，望江路燃气管道被顶管施工挖破，附近两栋楼的居民被叫下楼疏散，抢修人员关阀以后用水枪稀释，凌晨一点恢复供气，没有人员受伤，施工单位没有提前核对管线图。'
const fee =
  '物业公司贴出通知，从下个月起电梯住宅每平方米涨四毛钱，理由是人工成本上升。业主委员会从来没有开过会，公示里说的六成同意票不知道是谁投的，保洁却从每天两次变成隔天一次。'

/** Cases of posts, headlines, excerpts, translated quotes and follow-ups. */
export const copyCases: readonly CopyCase[] = [
  {
    original: text('柳溪小学食堂吃坏肚子，谁来管管', canteen),
    copies: [
      as('repost with another headline', '孩子在学校吃完午饭集体呕吐？', canteen),
      as('repost with a word before and after', '转发：柳溪小学食堂', `转自家长群。${canteen}大家怎么看？`),
      as(
        'full-width forms, other punctuation and spaces',
        '柳溪小学食堂吃坏肚子',
        canteen.replaceAll('，', ' , ').replaceAll('。', '！！'),
      ),
      as('excerpt of the first half', '柳溪小学午餐', canteen.slice(0, 52)),
      as(
        'a few words changed',
        '柳溪小学食堂出事了',
        canteen.replace('七八个', '八九个').replace('镇卫生院', '卫生院').replace('可是', '但'),
      ),
    ],
    others: [
      as(
        'follow-up with news of its own',
        '柳溪小学食堂事件后续',
        '市场监管所当天封存了柳溪小学食堂的留样并送检，教育部门表示检测结果出来前改由中央厨房配餐，涉事承包商已停止供餐，住院的两名学生昨天出院。',
      ),
      as(
        'another school',
        '枫林中学晚自习取消',
        '枫林中学从本周起取消周五晚自习，家长担心孩子放学早没人接，希望学校开设看护班，费用可以由家长分担。',
      ),
      as(
        'a report that quotes one sentence',
        '家长质疑午餐，学校回应来了',
        `有家长发帖说“老师在群里通知下午照常上课”。记者昨天走访了解到，该校已更换供餐企业，每周公示菜谱，并邀请家长代表轮流陪餐。教育局负责人说，本学期将对全部三十一所学校的食堂开展飞行检查，结果向社会公开，检查不合格的一律停业整顿。`,
      ),
    ],
  },
  {
    original: text('锦澜府二期停工，业主心慌', site),
    copies: [
      as('repost with another headline', '明年六月还能住进去吗', site),
      as('copy with a signature', '锦澜府停工', `${site}——一位普通业主`),
      as('excerpt from the middle', '锦澜府', site.slice(20, 76)),
      as(
        'numbers written otherwise',
        '锦澜府二期停工业主发声',
        site.replace('三百多户', '300多户').replace('七月份', '7月份'),
      ),
    ],
    others: [
      as(
        'another site in like words',
        '云栖台三期什么时候复工',
        '云栖台三期的塔吊上个月又停了，售楼处说是环保督察期间不能土方作业，业主去问街道，街道说不清楚。合同约定今年十二月交付，现在主体才到十层。',
      ),
      as(
        'official announcement',
        '关于锦澜府项目的情况说明',
        '经核查，锦澜府二期因总包单位与开发企业存在工程款纠纷，现场施工暂停。我局已约谈双方并进驻监管账户，要求十五日内提交复工方案，进展将每周公布。',
      ),
    ],
  },
  {
    original: text('木工讨薪：二十三个人七个月的工钱', wages),
    copies: [
      as('repost with another headline', '物流园欠薪，谁能帮帮他们', wages),
      as('a sentence dropped', '木工讨薪', wages.replace('，办公室也搬空了', '')),
      as('traditional quotation marks and emoji', '木工讨薪😡', `「${wages}」`),
      as('excerpt of the second half', '二十三个木工', wages.slice(28)),
    ],
    others: [
      as(
        'other workers elsewhere',
        '保洁员三个月没发工资',
        '我们是开发区写字楼的保洁员，外包公司从八月开始没有发工资，说甲方没有结账，让我们再等等，五个人一共两万多块。',
      ),
      as(
        'follow-up',
        '木工讨薪有进展',
        '劳动监察大队昨天上午把总包和劳务公司叫到一起对账，总包同意先行垫付八十二万元，本月底前打到工人的卡上，二十三名木工在调解书上签了字。',
      ),
    ],
  },
  {
    original: text('石桥头半夜偷排', smell),
    copies: [
      as('repost with another headline', '夜里的酸味从哪里来', smell),
      as('copied twice over', '石桥头半夜偷排', `${smell}${smell}`),
      as('line breaks', '石桥头印染厂', smell.replaceAll('，', '\n')),
    ],
    others: [
      as(
        'another smell',
        '农贸市场旁垃圾房臭气',
        '菜场后面的垃圾中转房每天早上五点开始压缩作业，污水流到人行道上，夏天臭得没法开窗，希望换一个地方或者改成密闭的。',
      ),
      as(
        'reply',
        '关于石桥头异味投诉的回复',
        '您好，执法人员于本周连续三晚蹲点，在零点二十分发现该企业废气处理设施旁路阀开启，已当场取证并立案，拟处罚款十万元，感谢您的监督。',
      ),
    ],
  },
  {
    original: text('望江路挖破燃气管', gas),
    copies: [
      as('newspaper takes the post', '昨夜望江路燃气泄漏，居民一度疏散', `本报讯 ${gas}`),
      as('excerpt', '望江路燃气', gas.slice(0, 50)),
      as(
        'words moved',
        '望江路燃气管被挖破',
        gas.replace('昨晚九点多，', '').replace('没有人员受伤，', '') + '没有人员受伤。',
      ),
    ],
    others: [
      as(
        'another road, another day',
        '滨河路燃气管道检修停气',
        '因管网改造，滨河路沿线六个小区本周四上午八点至下午五点暂停供气，请居民关好阀门，恢复供气前不要点火。',
      ),
      as(
        'the same road, another matter',
        '望江路夜间施工噪音',
        '望江路顶管施工连续半个月干到凌晨两点，冲击声震得玻璃都在响，附近有两所学校，高三的孩子根本没法睡觉，能不能把时间错开。',
      ),
    ],
  },
  {
    original: text('没开过会，电梯费说涨就涨', fee),
    copies: [
      as('repost with another headline', '六成同意票是谁投的', fee),
      as('some synonyms', '电梯费说涨就涨', fee.replace('贴出通知', '发布公告').replace('不知道', '不清楚')),
      as('with a question at the end', '涨物业费', `${fee}这样合理吗？请主管部门查一查。`),
    ],
    others: [
      as(
        'another fee',
        '停车费从八十涨到一百五',
        '小区地面停车费从每月八十元涨到一百五十元，没有征求意见，也没有公示成本，不交就锁车，门口每天都在吵架。',
      ),
      as(
        'news of a rule',
        '物业服务收费新规下月施行',
        '新规要求物业服务费调整须经业主共同决定，公示成本和收支，未经表决擅自涨价的由主管部门责令改正并退还多收部分。',
      ),
    ],
  },
  {
    original: text('澄溪镇中心小学多名学生午餐后呕吐送医'),
    copies: [
      as('headline, same words', '澄溪镇中心小学多名学生午餐后呕吐送医！'),
      as('headline with a frame', '如何看待澄溪镇中心小学多名学生午餐后呕吐送医'),
      as('headline, one word less', '澄溪镇中心小学学生午餐后呕吐送医'),
    ],
    others: [
      as('another school', '梅岭镇第二幼儿园招生名额被占'),
      as('same school, other news', '澄溪镇中心小学获评书香校园'),
      as('toll with a number more', '教育局通报午餐事件：涉事供餐企业停业'),
    ],
  },
  {
    original: text('东湖大道3号楼电梯停运5天无人维修'),
    copies: [as('headline, reworded a little', '东湖大道3号楼电梯停运5天，无人维修？')],
    others: [
      as('another house', '东湖大道8号楼电梯停运2天无人维修'),
      as('another road', '西湖大道12号楼水管爆裂3天无人维修'),
    ],
  },
  {
    original: text('网传南门桥坍塌系谣言', '近日有短视频称南门桥发生坍塌，经核实系去年外地施工画面，南门桥通行正常。'),
    copies: [
      as(
        'same with another headline',
        '南门桥坍塌？假的',
        '近日有短视频称南门桥发生坍塌，经核实系去年外地施工画面，南门桥通行正常。',
      ),
    ],
    others: [
      as(
        'another rumour',
        '网传自来水不能喝系谣言',
        '近日有聊天截图称自来水投毒，经核实为编造，造谣者已被依法处理，水质各项指标正常。',
      ),
    ],
  },
  {
    original: text('停水了'),
    copies: [],
    others: [as('too short to be called a copy', '停水了')],
  },
]
