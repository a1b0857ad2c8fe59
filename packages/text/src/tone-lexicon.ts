/** Our own small lexicon: how a citizen sounds. Weight 3 = strong, 1 = mild; below 0 = bad. Simplified characters. */
const groups: readonly (readonly [number, string])[] = [
  [
    -3,
    `愤怒 气愤 愤慨 痛恨 可恶 可恨 无耻 卑鄙 丧尽天良 丧心病狂 草菅人命 伤天害理 欺人太甚 忍无可忍 苦不堪言
    民不聊生 绝望 崩溃 惨死 惨剧 痛不欲生 滚蛋 垃圾公司 黑心 骗子 诈骗 恶霸 强盗 土匪 无法无天 天理难容 人神共愤
    心寒 寒心 令人发指 触目惊心 恶劣 猖狂 恶心 该死 遭殃 血汗钱 家破人亡 走投无路 去死`,
  ],
  [
    -2,
    `生气 恼火 气人 气死 不满 失望 难过 伤心 痛苦 悲伤 悲痛 可怜 心碎 哭 大哭 泪 害怕 恐惧 恐怖 可怕 吓人 吓死
    担忧 焦虑 恐慌 担心 后怕 讨厌 厌恶 受不了 无语 坑人 坑爹 太坑 欺骗 欺负 霸道 蛮横 敷衍 推诿 扯皮 踢皮球
    不作为 乱作为 没人管 无人管 置之不理 不闻不问 拖欠 克扣 违法 违规 非法 乱收费 强拆 殴打 打人 辱骂 威胁 恐吓
    虐待 污染 恶臭 刺鼻 扰民 噪音 烂尾 跑路 失联 爆炸 火灾 坍塌 倒塌 死亡 身亡 遇难 中毒 呕吐 事故 受伤 伤亡 惨
    糟糕 糟 差劲 烂 垃圾 脏乱 混乱 无奈 无助 求助 救命 投诉 举报 维权 不公 不公平 不合理 黑幕 腐败 贪污 受贿
    造假 假冒 假货 虚假 陷阱 霸王 严重 恶意 偷工减料 漏水 开裂 隐患 危险 被骗 孤独 寂寞 郁闷 抑郁 委屈 憋屈 悲剧
    可悲 丢人 鄙视 混蛋 变态 无聊透顶 欠薪 罢工`,
  ],
  [
    -1,
    `烦 烦躁 纠结 麻烦 困难 难 差 慢 贵 乱 脏 臭 吵 坏 破损 堵 拥堵 停电 停水 涨价 拒绝 拒不 迟迟 拖延 推迟 延期
    问题 影响 困扰 不便 不解 疑惑 质疑 抱怨 吐槽 不敢 冷漠 冷淡 累 疲惫 头疼 难受 痛 病 疼 失眠 后悔 遗憾 可惜
    损失 浪费 侵犯 侵占 违反 欺诈 纠纷 罚款 无果 无效 差评 退款 赔偿 不行 不好 无聊 尴尬 倒霉 唉 哎 呜呜 晕 汗`,
  ],
  [
    1,
    `好 不错 方便 顺利 支持 希望 理解 感谢 谢谢 满意 放心 安心 改善 解决 提升 便民 公平 公正 透明 及时 耐心 热心
    认真 负责 高效 干净 整洁 美 漂亮 可爱 有趣 舒服 喜欢 期待 祝 祝福 加油 温馨 轻松 愉快 嘻嘻 哈哈 呵呵 优秀
    进步 成功`,
  ],
  [
    2,
    `高兴 开心 快乐 幸福 喜悦 欣喜 感动 感激 赞 点赞 表扬 称赞 好评 优质 贴心 温暖 暖心 精彩 棒 太好了 真好 美好
    恭喜 祝贺 惊喜 哈哈哈 爱 热爱 骄傲 自豪 圆满 得力 为民办实事 雪中送炭 生日快乐`,
  ],
  [3, `非常感谢 衷心感谢 万分感谢 锦旗 感恩 兴奋 激动 完美 太棒了 大快人心 拍手称快 狂喜 爱死`],
]

/** Word → weight, −3 … 3. */
export const toneWords: ReadonlyMap<string, number> = new Map(
  groups.flatMap(([weight, words]) => words.split(/\s+/).map((word) => [word, weight] as const)),
)

/** Words that turn what follows within three words. */
export const negators: ReadonlySet<string> = new Set(
  '不 没 没有 无 未 别 莫 非 勿 不是 并非 不会 不能 不要 从不 从未 毫无 毫不 绝不 不再 不太 不怎么 谈不上 算不上 无法 难以 缺乏 缺少 谁'.split(
    ' ',
  ),
)

/** Adverbs of degree directly before a word, and what they multiply it by. */
export const degrees: ReadonlyMap<string, number> = new Map([
  ...'极其 极度 极为 万分 无比 最 太 特别 非常 十分 超级 严重 彻底 完全 简直 死'
    .split(' ')
    .map((word) => [word, 1.6] as const),
  ...'很 好 真 真是 实在 多么 相当 尤其 更 更加 越来越 这么 那么 如此 挺 一直 长期 经常'
    .split(' ')
    .map((word) => [word, 1.3] as const),
  ...'有点 有些 稍微 略 略微 比较 还 还算 多少 一点'.split(' ').map((word) => [word, 0.6] as const),
])
