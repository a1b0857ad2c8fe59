/**
 * Words by which a headline of a hot list shows what it is: plain words of the field, no names of incidents or firms.
 * Alternatives of a regular expression, separated by blanks.
 */
const anyOf = (words: string): RegExp => new RegExp(words.trim().replace(/\s+/g, '|'))

/** Set phrases of question platforms around the matter, and figures of speech that sound like a danger. */
export const frames: readonly RegExp[] = [
  /(?:你)?(?:如何|怎么|怎样)(?:看待|评价|理解|解读|看)/g,
  /(?:还)?有(?:哪些|什么)(?:信息|细节|看点|亮点)?(?:值得关注)?(?=[？?，,。]|$)/g,
  /(?:目前|具体|后续|救援|现场)?(?:情况|进展|原因)(?:如何|怎样|是什么|可能是什么)/g,
  /(?:究竟|到底)?(?:是)?(?:什么情况|怎么回事|发生了什么)/g,
  /(?:意味着|说明了|反映了|释放了?)(?:什么|哪些)(?:信号|问题)?|(?:会)?(?:带来|产生|造成)(?:哪些|什么)影响/g,
  /(?:火|爆|杀)(?:了|红|出圈|疯|回来?)|(?:爆|大)火(?=了|的|剧|出圈|歌)|(?:烟|星|战|怒|走|开|香)火|火(?:锅|箭|车|腿|鸡|热|速|力|山|星|炬|龙果)/g,
  /爆(?:款|料|笑|单|满|棚|改|米花)|引爆|炸裂|炸鸡|炸锅|笑死|哭死|累死|气死|吓死|要死|绝杀|暴击|封杀|抹杀|翻车(?!事故|致|坠)/g,
]

/** Dangers by kind. One kind at one place is one story. */
export const dangers: Readonly<Record<string, RegExp>> = {
  fire: anyOf('火灾 起火 着火 失火 大火 明火 火势 自燃 纵火 浓烟滚滚'),
  blast: anyOf('爆炸 爆燃 闪爆 燃爆 炸伤 炸死'),
  collapse: anyOf('坍塌 倒塌 垮塌 塌陷 塌方 塌了 坍塌 楼塌 桥塌 滑坡 山体崩塌 楼体倾斜 脱落砸'),
  leak: anyOf('(?:燃|煤|氨|氯|毒)气泄[漏露] 泄漏(?!信息) 化学品泄'),
  poison: anyOf('中毒 投毒 呕吐 腹泻 上吐下泻 集体送医 铅超标 血铅 食源性 诺如'),
  road: anyOf('车祸 追尾 相撞 侧翻 撞上 连环撞 交通事故 坠桥 冲入 冲进 撞倒 碾压 货车撞 客车 校车 大巴'),
  fall: anyOf('坠楼 坠亡 坠落 坠崖 跳楼 高空抛物 坠井 坠机'),
  water: anyOf('溺水 溺亡 落水 山洪 洪水 内涝 决堤 溃坝 溃口 泥石流 沉船 翻船 洪灾 被冲走'),
  quake: anyOf('地震'),
  mine: anyOf('矿难 透水 煤矿 矿井 冒顶 瓦斯 尾矿'),
  lift: anyOf('电梯(?:坠|失控|故障|夹|困|下坠) 困电梯 扶梯'),
  crush: anyOf('踩踏 挤压致 触电'),
}

/** People dead, missing or trapped, without a number. */
export const casualties = anyOf('死亡 遇难 身亡 丧生 被困 失联 伤亡 被埋 死伤 重伤 送医 抢救无效 死者 遇难者 罹难')

/** Grievances: they need no accusation to concern an office. By domain, for a second domain weighs more. */
export const grievances: Readonly<Record<string, RegExp>> = {
  'food-drug': anyOf(
    '食品安全 吃出 过期(?:食品|肉|奶|药|面包|原料) 变质 发霉 地沟油 黑作坊 假药 劣药 毒(?:奶粉|大米|豆芽|食品) 劣质 掺假 以次充好 注水肉 农残 添加剂 防腐剂 致癌物 异物 老鼠 鼠头 蟑螂 蛆 臭肉 病死猪 僵尸肉 假酒 抽检不合格 菌落 大肠杆菌 三无产品 混用 混装 工业(?:盐|油|酒精) 问题(?:食品|疫苗|奶粉|药) 疫苗造假 预制菜',
  ),
  business: anyOf(
    '虚假宣传 欺诈 消费者 假货 假冒 霸王条款 退款难 拒绝退款 退费难 跑路 卷款 预付卡 宰客 天价 乱收费 缺斤少两 鬼秤 强制消费 大数据杀熟 乱罚款 吃拿卡要 传销 套路贷 诱导消费 捆绑销售 价格欺诈 偷工减料',
  ),
  housing: anyOf(
    '烂尾 延期交房 逾期交房 停工 强拆 楼盘维权 房屋质量 墙体开裂 物业费 停供 爆雷 暴雷 取款难 取不出 无法取款 存款(?:失踪|消失|不翼而飞) 非法集资 兑付 村镇银行 提前还贷 断供',
  ),
  wages: anyOf(
    '欠薪 讨薪 拖欠(?:工资|薪|货款|工程款) 克扣 过劳 猝死 强制加班 被辞退 暴力裁员 违法辞退 工伤 社保断缴 强制休假 降薪 变相裁员',
  ),
  ecology: anyOf('污染 偷排 直排 排污 超标 恶臭 刺鼻 异味 发黄 发黑 毒地 死鱼 非法采砂 倾倒 噪音扰民 黑水 停水 水质'),
  'public-services': anyOf(
    '校园霸凌 校园欺凌 欺凌 霸凌 体罚 虐童 猥亵 性侵 违规招生 冒名顶替 学术不端 强制实习 乱收费 强制订购 医疗事故 误诊 拒诊 拒收 拒绝接诊 流产 过度医疗 骗保 天价医药 看病难 养老院(?:虐|打|欠) 停课 退学 学位不足 高考移民 替考 泄题 强制补课 师德',
  ),
  safety: anyOf('安全隐患 安全事故 消防通道 违规施工 违建 瞒报 消防隐患 危房'),
  hardship: anyOf('低保 救助金 捐款(?:去向|门) 善款 贫困 残疾 骗捐'),
}

/** Things that a domain is about; with an accusation they concern an office, alone hardly. */
export const things: Readonly<Record<string, RegExp>> = {
  'food-drug': anyOf(
    '食堂 食用油 猪肉 牛肉 羊肉 肉(?:制品|类|馅) 海鲜 虾仁 香肠 火腿肠 奶粉 牛奶 奶茶 外卖 餐厅 饭店 餐饮 酒店早餐 零食 饮料 面包 蛋糕 月饼 大米 面粉 酱油 食材 食品 保健品 药品 药店 疫苗 化妆品 卫生巾 纸尿裤',
  ),
  business: anyOf(
    '3[·.]?15 商家 平台 门店 景区 民宿 超市 快递 电商 主播带货 直播带货 充电宝 健身房 培训机构 4S店 加油站 车企',
  ),
  housing: anyOf('小区 业主 物业 开发商 楼盘 房企 银行 储户 公积金 房贷 自建房 居民楼 公寓 拆迁 期房 信托 理财'),
  wages: anyOf('农民工 工人 员工 劳动者 外卖员 骑手 环卫工 打工人 工资 加班 社保 裁员 实习生'),
  ecology: anyOf('污水 废水 废气 垃圾 河道 水库 化工厂 自来水 饮用水 扬尘 雾霾 排放'),
  'public-services': anyOf(
    '幼儿园 小学 中学 高中 学校 高校 大学生 学生 家长 老师 教师 校长 班主任 校方 医院 孕妇 产妇 患者 医生 护士 医保 养老院 养老金 院方 学院 托管 幼师 新生儿 健康码 核酸',
  ),
  safety: anyOf('工地 厂房 车间 化工 燃气 电梯 施工 消防 体育馆 大桥 隧道 桥梁 危化品 烟花 厂区 矿山 索道 游乐'),
  hardship: anyOf('残疾人 孤儿 困难家庭 留守儿童 慈善 红十字'),
}

/** Somebody is accused, or answers for it. */
export const accusations = anyOf(
  '曝光 被曝 曝 举报 投诉 维权 回应 通报 调查 致歉 道歉 涉事 涉嫌 查处 被罚 罚款 停业 下架 召回 立案 问责 质疑 约谈 澄清 辟谣 发声 否认 检出 被查 整改 介入 刑拘 抓获 控制 处罚 赔偿 索赔 被骗 强制 被迫 遭 停职 免职 撤职 追责 排查 起底 乱象 内幕 被指 疑似 疑遭 哭诉 控诉 求助 声明 吐槽 打假 揭',
)

/** An authority speaks or acts. */
export const officials = anyOf(
  '官方 通报 应急 消防 警方 公安 市监 市场监管 监管局 教育局 教体局 卫健 住建 人社局 环境局 生态环境 政府 调查组 工作组 当地回应 纪委 检察 街道 社区回应 妇联 银保监 金融监管 国务院 市委 县委 省委 部门',
)

/** What speaks against a matter of an office, and how much. */
export const penalties: readonly { readonly points: number; readonly words: RegExp; readonly unless?: RegExp }[] = [
  {
    points: 45,
    words: anyOf(
      '美国 美媒 日本 日媒 韩国 韩媒 朝鲜 俄罗斯 俄媒 俄军 俄乌 乌克兰 乌军 以色列 以军 加沙 巴勒斯坦 哈马斯 黎巴嫩 真主党 胡塞 也门 伊朗 伊拉克 叙利亚 土耳其 沙特 阿联酋 迪拜 卡塔尔 阿富汗 巴基斯坦 印度 孟加拉 斯里兰卡 尼泊尔 缅甸 缅北 泰国 曼谷 老挝 柬埔寨 越南 菲律宾 马来西亚 新加坡 印尼 澳大利亚 澳洲 新西兰 英国 英媒 伦敦 法国 巴黎 德国 意大利 西班牙 葡萄牙 荷兰 比利时 瑞士 瑞典 挪威 芬兰 丹麦 冰岛 波兰 捷克 匈牙利 希腊 罗马尼亚 塞尔维亚 欧盟 欧洲 北约 联合国 加拿大 墨西哥 巴西 阿根廷 智利 秘鲁 哥伦比亚 委内瑞拉 古巴 海地 非洲 埃及 南非 尼日利亚 肯尼亚 埃塞 刚果 苏丹 利比亚 东京 大阪 首尔 纽约 华盛顿 洛杉矶 加州 得州 佛州 夏威夷 莫斯科 基辅 海外 外国 全球 世界各国 外媒 外网 白宫 总统 首相 议员 大选 特朗普 拜登 普京 泽连斯基 留学生 驻华 领事馆 大使馆 SpaceX NASA 波音',
    ),
  },
  {
    points: 30,
    words: anyOf(
      '足球 篮球 CBA NBA 中超 国足 女足 男足 女排 男篮 女篮 世界杯 欧冠 英超 西甲 奥运 亚运 全运会 冠军 夺冠 金牌 决赛 半决赛 联赛 赛季 球员 球迷 球队 主帅 裁判 进球 比分 锦标赛 公开赛 乒乓 国乒 羽毛球 网球 田径 游泳队 马拉松 F1 电竞 LPL 战队 选手 世锦赛 跳水 体操 滑雪赛 晋级 出线',
    ),
  },
  {
    points: 25,
    words: anyOf(
      '演唱会 综艺 电影 电视剧 剧情 主演 导演 演员 歌手 明星 粉丝 热播 新剧 短剧 大结局 官宣 恋情 红毯 票房 开播 杀青 定档 动画 动漫 游戏 手游 专辑 新歌 MV 春晚 角色 饰演 预告 偶像 女团 男团 时尚大片 番剧 小说 同人 COS 配音 脱口秀 相声 影视 影帝 影后 颁奖',
    ),
  },
  {
    points: 25,
    words: anyOf(
      '总书记 习近平(?!.{0,8}重要指示) 外交部 国防部 两会 全国人大 政协 外长 会谈 峰会 会见 访华 台独 台海 民进党 一国两制 党代会',
    ),
  },
  {
    points: 18,
    words: anyOf(
      'A股 港股 股市 股价 沪指 涨停 跌停 市值 财报 营收 净利 GDP CPI 金价 油价 汇率 降息 LPR 美联储 IPO 融资 基金经理 比特币 券商 概念股 股东 造车 发布会 新机 销量 大模型 AI 芯片',
    ),
  },
  {
    points: 14,
    words: anyOf(
      '杀人 杀妻 杀夫 杀害 杀死 杀母 杀父 捅 砍 殴打 打死 凶手 凶案 命案 行凶 持刀 分尸 家暴 强奸 遇害 斗殴 弑 枪击 绑架 拐卖 尸体 碎尸 投毒案',
    ),
    unless: anyOf('学校 小学 中学 幼儿园 医院 城管 民警 官方 商户 老师 学生 执法'),
  },
  {
    points: 10,
    words: anyOf(
      '人大代表 政协委员 委员建议 专家 教育部 人社部 发改委 新规 网评 解读 政策 建议 意见稿 立法 修法 无人员伤亡 系谣言 是谣言 安全(?:教育|直播|培训)',
    ),
  },
  { points: 14, words: /(?<![\d.])[0-4](?:\.\d)?级(?:左右)?地震/ },
  {
    points: 12,
    words: anyOf('判刑 获刑 死刑 一审 二审 宣判 开庭 庭审 无期 判决 判赔 被判 执行死刑 提起公诉 终审 再审 宣告'),
  },
  {
    points: 14,
    words: anyOf(
      '教程 教你 一招 吃法 食谱 做法 养生 冷知识 搞笑 治愈 翻唱 变装 舞蹈 穿搭 打卡 旅行 攻略 推荐 挑战 体验 妆容 减肥 星座 科普 溺爱 可爱 猫 狗狗 宠物 萌 美食 好吃 恋爱 相亲 结婚 表白 祝福 生日 放假 天气 气温 降温 冷空气',
    ),
  },
  {
    points: 14,
    words: anyOf('去年 周年 盘点 回顾 年前 纪念 十大 历史上 当年 往事 往年 演练 模拟 重温 悼念 [12]\\d{3}年(?!\\d)'),
  },
]

/** The second domain or children weigh more. */
export const children = anyOf('幼儿 孩子 儿童 学生 婴儿 男童 女童 小孩 宝宝 小学生 新生儿')
