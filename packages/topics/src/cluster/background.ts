import type { BagSource } from './bags.js'

/**
 * How citizens and papers frame what they say, cut into words. Counted as texts seen before the first one, so that on the
 * first day 「请有关部门尽快处理」 is not the rarest thing that two complaints share.
 */
const frames = [
  '请 有关 部门 尽快 处理 , 希望 领导 重视',
  '尊敬 的 领导 您好 , 我 是 本地 居民 , 现 向 您 反映 一个 问题',
  '恳请 相关 部门 给 我们 一个 说法 , 还 老百姓 一个 公道',
  '多次 投诉 无果 , 打 电话 也 没有 人 管',
  '希望 政府 能够 帮助 我们 解决 这个 问题 , 谢谢',
  '小区 业主 反映 物业 公司 不 作为 , 严重 影响 居民 生活',
  '近日 , 有 市民 反映 , 记者 来到 现场 了解 情况',
  '网友 发帖 称 , 目前 当地 已 介入 调查',
  '相关 负责人 表示 , 将 进一步 核实 , 依法 依规 处理',
  '关于 网友 反映 的 问题 , 现 将 有关 情况 回复 如下 : 感谢 您 的 关注 和 支持',
  '经 调查 核实 , 情况 属实 , 已 责令 整改',
  '请问 什么 时候 可以 办理 , 需要 什么 材料 , 怎么 没有 人 答复',
  '每天 晚上 都 这样 , 我们 已经 忍 了 很久 , 到底 有没有 人 管',
  '大家 都 来 说说 , 有 同样 情况 的 吗',
  '昨天 今天 早上 下午 晚上 目前 已经 一直 还是 就是 现在 以后 之前 时候',
  '街道 社区 学校 医院 公司 小区 业主 家长 学生 孩子 工人 老人 老板 开发商 物业 政府',
  '市 区 县 镇 乡 村 路 号 楼 年 月 日 元 万',
  '小学 食堂 , 中学 食堂 , 学校 食堂 , 幼儿园 食堂 午餐 饭菜 不 新鲜 , 食品 卫生 安全',
  '楼盘 停工 烂尾 , 延期 交房 , 办 不了 产权证 , 房屋 漏水 质量 问题 , 开发商 虚假 宣传 , 监管 资金 复工',
  '拖欠 工资 , 拖欠 农民工 工资 , 欠薪 讨薪 , 包工头 失联 , 劳务 公司 , 项目部 , 生活费 , 社保 工伤 加班费',
  '噪音 扰民 , 油烟 异味 , 污水 直排 , 垃圾 清运 , 夜间 施工 , 扬尘 , 工厂 排放 废气',
  '物业费 上涨 , 业委会 , 停车 收费 , 停车位 , 电梯 故障 停运 , 消防 通道 堵塞 , 维修 资金',
  '停水 停电 , 自来水 发黄 , 燃气 泄漏 , 路灯 不 亮 , 道路 坑洼 , 公交 线路 , 井盖',
  '健身房 退费 , 预付卡 跑路 , 培训 机构 退费 , 乱收费 , 办事 拖延 , 营业执照 审批',
  '招生 入学 , 老师 补课 收费 , 医院 看病 , 医保 报销 , 养老金 , 养老院 , 低保 申请 , 残疾人 补贴',
  '多名 学生 呕吐 腹泻 送医 , 疑似 食物中毒 , 工人 受伤 , 发生 火灾 , 坍塌 , 事故 原因',
]

/** How many texts each frame stands for, and how many texts in all are taken as read before the first. */
export const frameWeight = 60
export const backgroundSize = 1_500

/** The frames as texts. */
export const backgroundTexts = (): BagSource[] =>
  frames.map((frame) => {
    const words = frame.split(' ')
    return { title: words.join(''), body: words.join(''), titleWords: words, bodyWords: words }
  })
