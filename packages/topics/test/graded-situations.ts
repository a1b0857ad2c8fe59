import type { Level, SourceTier } from '@guanlan/contracts'

/** A situation as it lies on the desk, and the level a careful duty officer gives it, with the reason. */
export interface GradedSituation {
  readonly level: Level
  readonly domain: string | null
  /** Waves of voices: so many people, evenly over the last so many hours. */
  readonly waves: readonly { readonly voices: number; readonly hours: number }[]
  readonly sources: number
  readonly tiers: readonly SourceTier[]
  /** Mean sentiment in [−1, 1], and urgency 0 … 3 of each item. */
  readonly sentiment: number
  readonly urgency: number
  /** Signals with the number of items that carry them. */
  readonly signals: readonly { readonly kind: string; readonly items: number }[]
  /** Reposts of each item. */
  readonly reposts: number
  readonly what: string
}

/**
 * Graded by hand before anything was computed, after the domain's rules: danger to life, gathering crowds, poisoning, children, drinking water and
 * officials' wrongs are 重大 at least, whoever tells them; 特别重大 when these move the whole county, or when the whole county speaks; 较大 when several people from
 * several places say the same within hours, when one thing spreads far, or when days of complaints have come together; all else 一般.
 *
 * level | domain | voices@hours + … | sources, tiers | sentiment, urgency | signals×items | reposts | what it is, and why so
 */
const table = `
blue | housing | 1@1 | 1 forum | -0.6 1 | | 0 | 一位业主嫌物业费涨价：个人诉求，转物业处理即可
blue | housing | 1@1 | 1 hotline | -0.9 1 | | 0 | 一位购房者骂开发商虚假宣传，言辞激烈：再激烈也只是一个人
blue | wages | 1@1 | 1 hotline | -0.7 2 | | 0 | 一名保洁员两个月没发工资：按工单当日办，不是舆情
blue | wages | 2@6 | 1 hotline | -0.6 1 | | 0 | 同一餐馆两名服务员要工资：人少，一个渠道
blue | ecology | 1@1 | 1 forum | -0.5 1 | | 0 | 夜市油烟飘进窗户：日常扰民
blue | ecology | 2@24 | 2 forum hotline | -0.5 1 | | 0 | 一天里两人说工地夜间施工：零星
blue | food-drug | 1@1 | 1 social | -0.6 1 | | 2 | 外卖里吃出头发：个案
blue | food-drug | 1@1 | 1 forum | -0.8 1 | | 0 | 面包过期仍在卖：个案，转市场监管
blue | public-services | 1@1 | 1 forum | -0.4 0 | | 0 | 问今年学区怎么划：咨询
blue | public-services | 3@48 | 1 forum | -0.3 0 | | 0 | 两天里三个人问医保报销比例：咨询，没有怨气
blue | safety | 1@1 | 1 hotline | -0.5 1 | | 0 | 小区消防通道被一辆车占：当日可处置
blue | safety | 1@1 | 1 forum | -0.4 1 | | 0 | 电梯偶尔抖动，已报修：个案
blue | hardship | 1@1 | 1 hotline | -0.5 1 | | 0 | 低保审核慢：个案
blue | hardship | 2@24 | 1 hotline | -0.4 1 | | 0 | 两户问危房补助何时到账：个案
blue | business | 1@1 | 1 forum | -0.6 1 | | 0 | 健身卡不退：消费纠纷个案
blue | business | 2@12 | 1 social | -0.5 0 | | 1 | 两人说办事大厅排队久：零星
blue | - | 1@1 | 1 forum | -0.4 1 | | 0 | 一处路灯不亮
blue | - | 2@12 | 2 forum hotline | -0.4 1 | | 0 | 两人报同一处路面坑洼
blue | - | 1@1 | 1 social | 0.7 0 | | 3 | 表扬公交司机
blue | public-services | 8@12 | 3 forum social hotline | 0.7 0 | | 2 | 八个人夸新开的社区食堂：好事不预警
blue | - | 6@6 | 2 media social | 0.5 0 | | 5 | 西施故里灯会好看，六人转发
blue | business | 1@1 | 1 media | 0.1 0 | | 0 | 本地报纸介绍一家企业上市辅导
blue | housing | 4@72 | 1 forum | -0.5 1 | | 0 | 三天里四个人问同一楼盘交房时间，语气平和
blue | ecology | 3@48 | 2 forum hotline | -0.5 1 | | 0 | 两天三人说河道有漂浮物
blue | public-services | 1@1 | 1 forum | -0.7 1 | | 0 | 一名家长抱怨作业太多
blue | food-drug | 2@24 | 2 social hotline | -0.6 1 | | 0 | 两人说同一烧烤店不卫生，无人不适
blue | - | 3@24 | 1 forum | -0.5 1 | | 0 | 一天三人抱怨停车难
blue | wages | 1@1 | 1 social | -0.8 1 | | 3 | 网帖说厂里加班不给加班费，转发三次
blue | business | 3@36 | 2 hotline forum | -0.5 1 | | 0 | 一天半里三人投诉同一快递点
blue | safety | 2@20 | 1 hotline | -0.5 1 | | 0 | 两名住户说楼道堆电瓶车
blue | housing | 2@3 | 1 forum | -0.6 1 | | 0 | 两名业主在一个帖子里吵物业
blue | - | 4@24 | 2 forum social | -0.3 0 | | 1 | 一天四人聊公交改线，有褒有贬
blue | ecology | 1@1 | 1 social | -0.7 1 | | 5 | 一条拍摄冒黑烟的短视频，转发五次
blue | hardship | 1@1 | 1 media | -0.3 1 | | 0 | 报纸报道一户困难家庭求助
blue | public-services | 2@10 | 2 forum hotline | -0.6 1 | | 0 | 两人说医院排队三小时
blue | food-drug | 1@1 | 1 hotline | -0.6 2 | | 0 | 一人吃了小吃后肚子不舒服，自己就医：个案
blue | public-services | 6@72 | 2 forum hotline | -0.4 1 | | 0 | 三天六人问养老金为何没到账：多为咨询，逐条答复
blue | - | 1@1 | 1 hotline | -0.8 2 | | 0 | 一户半夜停水：抢修工单
yellow | housing | 6@3 | 2 forum hotline | -0.7 1 | | 0 | 同一楼盘六名业主三小时内说延期交房：有组织苗头
yellow | housing | 12@48 | 3 forum hotline social | -0.7 1 | | 1 | 两天十二人、三个来源说同一楼盘漏水：该由住建回应
yellow | housing | 5@3 | 3 forum hotline social | -0.8 1 | | 2 | 停水停电逼交物业费，五人三源
yellow | wages | 5@3 | 2 forum hotline | -0.8 2 | | 0 | 同一工地五名工人半天内讨薪
yellow | wages | 9@24 | 2 forum hotline | -0.8 2 | | 0 | 一厂九人一天内先后反映欠薪
yellow | wages | 7@12 | 3 social forum hotline | -0.7 1 | | 3 | 平台骑手七人说结算被克扣
yellow | ecology | 6@3 | 2 hotline forum | -0.8 2 | | 0 | 六户闻到化工异味，三小时内
yellow | ecology | 10@30 | 3 forum hotline social | -0.7 1 | | 1 | 垃圾站臭气，十人三源，一天多
yellow | ecology | 7@6 | 2 social forum | -0.7 1 | | 4 | 溪水变色，七人拍了照片，尚无饮水影响
yellow | food-drug | 5@3 | 2 social hotline | -0.8 2 | | 3 | 五人说同一蛋糕店卖变质蛋糕
yellow | food-drug | 8@24 | 3 social forum hotline | -0.7 1 | | 2 | 八人说某超市改生产日期
yellow | food-drug | 3@2 | 3 media social hotline | -0.7 1 | | 30 | 媒体暗访后厨，另有两人附和，转发几十
yellow | public-services | 6@3 | 2 forum social | -0.7 1 | | 2 | 六名家长说培训机构突然关门
yellow | public-services | 11@24 | 3 forum social hotline | -0.6 1 | | 2 | 十一名家长质疑学区调整
yellow | public-services | 5@4 | 3 forum social hotline | -0.8 1 | | 5 | 五人说幼儿园乱收费，三源，正在扩散
yellow | safety | 5@3 | 2 hotline forum | -0.7 2 | | 0 | 五户说电梯连续困人
yellow | safety | 6@8 | 3 hotline forum social | -0.7 2 | | 3 | 六人说燃气味，三源，抢修未到
yellow | safety | 7@24 | 2 forum hotline | -0.6 2 | | 0 | 一天七人说高层外墙掉瓷砖，无人伤
yellow | hardship | 5@3 | 2 hotline forum | -0.7 2 | | 0 | 五户补助被停发
yellow | hardship | 8@30 | 3 hotline forum social | -0.6 1 | | 1 | 八人质疑救助名单不公
yellow | business | 9@12 | 2 social hotline | -0.8 1 | | 3 | 美容院跑路，九人预付卡
yellow | business | 6@3 | 2 forum hotline | -0.7 1 | | 1 | 六名商户说市场乱收费
yellow | business | 14@48 | 3 forum hotline social | -0.6 1 | | 1 | 两天十四人投诉同一平台退款难
yellow | - | 8@3 | 3 forum hotline social | -0.7 2 | | 1 | 一片停水，八人三源三小时
yellow | - | 10@6 | 2 forum social | -0.6 1 | | 2 | 堵车两小时，十人吐槽改道
yellow | - | 7@3 | 2 hotline forum | -0.7 2 | | 0 | 停电七户，三小时
yellow | housing | 1@1 | 1 social | -0.8 1 | | 800 | 一段毛坯房漏水视频转发八百：一个人说，却已传开
yellow | food-drug | 1@2 | 1 social | -0.8 1 | | 1200 | 一段后厨老鼠视频转发一千二
yellow | public-services | 2@3 | 2 social forum | -0.8 1 | | 500 | 教师辱骂学生录音，转发五百，未见伤害
yellow | business | 3@3 | 3 media media social | -0.6 1 | | 20 | 三家媒体报道同一起乱罚款
yellow | safety | 3@2 | 3 hotline forum social | -0.8 3 | | 5 | 三人从三处说加油站旁有浓烈气味，急
yellow | wages | 4@2 | 2 hotline social | -0.9 2 | | 10 | 四人说老板跑路、年关将近，转发增长
yellow | ecology | 4@3 | 3 media forum hotline | -0.6 1 | | 5 | 省媒点名一处非法采砂，三名村民附和
yellow | - | 6@5 | 3 forum social hotline | -0.6 1 | | 4 | 六人说同一公交司机甩客
yellow | housing | 3@30+4@3 | 2 forum hotline | -0.7 1 | | 1 | 前一天三人，近三小时又四人说小区停暖停水：正在加快
yellow | public-services | 4@30+5@3 | 2 forum social | -0.7 1 | | 2 | 校车临时停运，前一天四人，近三小时五人
yellow | food-drug | 2@2 | 2 social hotline | -0.8 3 | | 15 | 两人说药店卖假药，已有人服用后不适，可能危及生命
yellow | wages | 15@60 | 3 hotline forum social | -0.7 2 | | 2 | 两天半十五人说同一劳务公司欠薪，还在增加
orange | ecology | 6@6 | 3 media social hotlist | -0.6 2 | | 300 | 央媒曝光本地企业偷排并上热榜，六人跟帖
orange | food-drug | 1@1 | 1 hotline | -0.8 3 | poisoning×1 | 0 | 一名家长说班上多名孩子呕吐：宁可错报
orange | food-drug | 4@2 | 2 hotline social | -0.8 3 | poisoning×3 | 10 | 四人说婚宴后多人腹泻
orange | food-drug | 9@5 | 3 hotline social forum | -0.8 3 | poisoning×5 | 15 | 配餐后多所学校孩子不适
orange | safety | 1@1 | 1 social | -0.7 3 | casualties×1 | 20 | 网帖称工地坍塌有人被埋
orange | safety | 3@1 | 2 hotline social | -0.8 3 | casualties×2 | 30 | 三人报厂房起火有人受困
orange | safety | 8@4 | 3 social media forum | -0.6 3 | casualties×4 | 40 | 车祸两死，媒体已报
orange | public-services | 1@1 | 1 forum | -0.9 3 | school-safety×1 | 5 | 家长称孩子在校被持续霸凌
orange | public-services | 5@3 | 2 forum social | -0.9 3 | school-safety×3 | 60 | 幼儿园虐童视频
orange | ecology | 2@1 | 2 hotline forum | -0.7 3 | drinking-water×2 | 0 | 两人说自来水发黄有异味
orange | ecology | 12@4 | 3 hotline forum social | -0.7 3 | drinking-water×8 | 5 | 一个镇自来水发黑，十二人
orange | wages | 3@2 | 2 hotline social | -0.8 2 | crowd×2 | 10 | 工人在项目部门口聚集讨薪
orange | wages | 10@5 | 3 hotline forum social | -0.8 2 | crowd×4 | 15 | 百余人堵门讨薪，十人发帖
orange | housing | 6@3 | 3 forum social hotline | -0.8 2 | crowd×3 | 20 | 业主在售楼处拉横幅
orange | housing | 15@10 | 4 forum social hotline media | -0.8 2 | crowd×3 | 15 | 停工楼盘业主集体到政府门口
orange | business | 2@2 | 2 forum social | -0.9 2 | misconduct×1 | 50 | 举报窗口人员索要红包，附录音
orange | hardship | 3@3 | 2 forum social | -0.8 2 | misconduct×2 | 30 | 村干部克扣救助款，附转账截图
orange | - | 1@1 | 1 social | -0.9 2 | misconduct×1 | 300 | 城管打人视频
orange | - | 7@2 | 3 social forum media | -0.9 2 | misconduct×3 | 200 | 执法人员殴打摊贩，媒体跟进
orange | housing | 20@12 | 4 forum hotline social media | -0.8 1 | | 8 | 二十名业主、四源、半天：成势
orange | wages | 18@8 | 4 hotline forum social media | -0.8 2 | | 10 | 十八名工人讨薪，媒体报道
orange | ecology | 16@6 | 4 hotline forum social media | -0.8 2 | | 10 | 化工异味波及三个小区，十六人
orange | food-drug | 14@8 | 4 social hotline media forum | -0.8 2 | | 25 | 学校食堂发霉食材，十四名家长，四源
orange | public-services | 22@12 | 4 forum social hotline media | -0.8 1 | | 15 | 招生政策临时变更，二十二名家长
orange | business | 25@12 | 4 social hotline forum media | -0.8 1 | | 12 | 连锁机构跑路，二十五人，四源
orange | safety | 12@5 | 3 hotline forum social | -0.8 3 | | 12 | 燃气管被挖断，十二人，居民自行疏散
orange | - | 30@8 | 4 hotline forum social media | -0.7 2 | | 6 | 全镇停水一天，三十人
orange | hardship | 13@10 | 3 hotline forum social | -0.8 2 | | 10 | 养老院停电停暖，老人受冻，十三人
orange | public-services | 10@4 | 3 forum social hotline | -0.9 2 | | 80 | 医院拒收急诊患者，十人，转发很快
orange | food-drug | 3@2 | 3 media social hotline | -0.8 2 | poisoning×1 | 100 | 媒体报道一企业食堂集体腹泻
orange | safety | 2@2 | 2 social forum | -0.8 3 | school-safety×1 | 40 | 校车侧翻，暂无伤亡
orange | housing | 8@60+10@3 | 3 forum social hotline | -0.8 2 | | 12 | 酝酿两天后三小时内十人约定维权：来势快
red | food-drug | 45@8 | 6 hotline social forum media media hotlist | -0.9 3 | poisoning×25 | 60 | 多校上百学生中毒，四十五名家长，六源，上热榜
red | safety | 40@6 | 6 social media media forum hotline hotlist | -0.7 3 | casualties×30 | 100 | 厂房火灾多人遇难，全网在传
red | safety | 35@5 | 5 social media forum hotline hotlist | -0.7 3 | casualties×20 | 80 | 桥梁垮塌有人落水，五源
red | ecology | 60@6 | 5 hotline forum social media hotlist | -0.8 3 | drinking-water×40 | 30 | 水源污染全城停水，六十人
red | public-services | 50@10 | 6 social forum media hotline hotlist media | -0.9 3 | school-safety×20 | 150 | 校园伤害事件，五十人，媒体连报
red | wages | 70@12 | 6 hotline forum social media hotlist media | -0.9 2 | crowd×20 | 40 | 数百人堵路讨薪一天，七十人发帖
red | housing | 80@12 | 7 forum social hotline media media hotlist social | -0.9 2 | crowd×15 | 30 | 多个楼盘业主串联围堵，八十人，七源
red | - | 90@12 | 7 social forum media media hotline hotlist social | -0.9 2 | misconduct×25 | 200 | 执法致伤视频引爆，九十人，上热榜
red | safety | 32@4 | 5 social hotline forum media hotlist | -0.8 3 | casualties×10 | 60 | 危化品爆炸，震感全城，三十二人
red | ecology | 65@10 | 6 hotline forum social media media hotlist | -0.9 2 | | 40 | 焚烧项目引发全城反对，六十五人，六源
red | business | 75@12 | 6 social forum hotline media hotlist media | -0.9 2 | crowd×10 | 50 | 非法集资爆雷，七十五名受害人，聚集
red | public-services | 38@6 | 5 social forum hotline media hotlist | -0.9 3 | casualties×8 | 120 | 医院用错药致多人死亡，三十八人
`

/** The situations of the table. */
export const gradedSituations: readonly GradedSituation[] = table.trim().split('\n').map(read)

function read(line: string): GradedSituation {
  const [level = '', domain = '', waves = '', places = '', tone = '', signals = '', reposts = '', what = ''] = line
    .split('|')
    .map((cell) => cell.trim())
  const [sources = '', ...tiers] = places.split(' ')
  const [sentiment, urgency] = tone.split(' ').map(Number)
  return {
    level: level as Level,
    domain: domain === '-' ? null : domain,
    waves: waves.split('+').map((wave) => {
      const [voices, hours] = wave.split('@').map(Number)
      return { voices: voices ?? 0, hours: hours ?? 0 }
    }),
    sources: Number(sources),
    tiers: tiers as SourceTier[],
    sentiment: sentiment ?? 0,
    urgency: urgency ?? 0,
    signals: signals
      .split(' ')
      .filter(Boolean)
      .map((each) => {
        const [kind = '', items] = each.split('×')
        return { kind, items: Number(items) }
      }),
    reposts: Number(reposts),
    what,
  }
}
