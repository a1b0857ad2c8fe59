import { blind, each, readStories, type BlindPage } from './kit.js'

const stories = readStories('second.txt')
const story = (i: number) => stories[i] as (typeof stories)[number]
const head =
  '<div class="header"><div class="fast"><a>无障碍阅读</a><a>关怀版</a><a>登录</a></div><h1><img src="logo.png" alt="江城市人民政府"></h1><ul class="menu"><li><a href="/">网站首页</a></li><li><a>政府信息公开</a></li><li><a>在线服务</a></li><li><a>政民互动</a></li></ul></div>'
const foot =
  '<div class="bottom"><a>关于我们</a>|<a>网站声明</a><p>主办单位：江城市人民政府办公室 网站标识码：3306990002 备案号：浙ICP备05000099号</p><p>技术支持：江城市大数据中心</p></div>'
const page = (title: string, content: string, meta = '') =>
  `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title>${meta}</head><body>${head}${content}${foot}</body></html>`

/** Notices, registers of results, disclosures, letters to offices. */
export function secondOffices(): BlindPage[] {
  return [
    circular(),
    disclosure(),
    tenderResult(),
    landTable(),
    hotlineOrder(),
    letterSpans(),
    consultList(),
    interview(),
    petition(),
    policyText(),
    guide(),
    emergency(),
  ]
}

function circular() {
  const { title, paras } = story(6)
  return blind(
    'second: office',
    'bureau-circular',
    page(
      `${title}-通知公告-江城市住房和城乡建设局`,
      `<div class="weizhi">当前位置：<a>首页</a>>><a>通知公告</a></div><div class="xl"><div class="xl-title">${title}</div><div class="xl-info"><span>[ 发布时间：2024-09-14 09:02 ]</span><span>[ 浏览次数：<em id="hits">302</em> ]</span><span>[ 来源：本站 ]</span></div><div class="xl-con" id="zoomcon">${each(paras, '<p style="text-indent:2em">$</p>')}<p style="text-align:right">江城市住房和城乡建设局</p><p style="text-align:right">2024年9月12日</p></div><div class="xl-tool"><a>【打印】</a><a>【关闭】</a></div></div>`,
    ),
    {
      kind: 'article',
      title,
      published: '2024-09-14T09:02',
      account: '本站',
      author: null,
      body: [...paras, '江城市住房和城乡建设局', '2024年9月12日'],
    },
  )
}

/** 政府信息公开 detail: a table of facts above, file number, text, a row of attachments. */
function disclosure() {
  const title = '江城市城市内涝应急预案（2024年修订）'
  const paras = [
    '1 总则',
    '1.1 为做好城市内涝防御和应急处置工作，最大限度减少人员伤亡和财产损失，制定本预案。',
    '1.2 本预案适用于本市建成区内因短时强降雨引发的积水内涝事件。',
    '2 组织体系',
    '2.1 设立市城市内涝应急指挥部，由分管副市长任指挥长，办公室设在市综合行政执法局。',
    '3 响应分级',
    '3.1 按照积水深度和影响范围，应急响应分为四级，其中一级为最高级别，由指挥长签发启动。',
  ]
  return blind(
    'second: office',
    'disclosure-facts',
    page(
      title,
      `<div class="gknr"><table class="bgtable" border="1"><tbody><tr><td>索 引 号</td><td>11330699002/2024-01233</td><td>公开方式</td><td>主动公开</td></tr><tr><td>发文机关</td><td>江城市综合行政执法局</td><td>公开日期</td><td>2024-06-20</td></tr><tr><td>主 题 词</td><td colspan="3">内涝；应急；预案</td></tr></tbody></table><div class="gktitle"><h2>${title}</h2></div><div class="gkfw">江综执〔2024〕33号</div><div class="gkcon">${each(paras, '<p>$</p>')}</div><div class="gkfj"><span>附件下载：</span><a href="y.pdf">应急队伍名单.pdf</a></div></div>`,
      '<meta name="PubDate" content="2024-06-20 15:31">',
    ),
    {
      kind: 'article',
      title,
      published: '2024-06-20',
      author: null,
      body: paras,
      left_out: { credits: ['江综执〔2024〕33号', '附件下载：应急队伍名单.pdf', '附件下载：', '应急队伍名单.pdf'] },
    },
  )
}

/** Result of a tender: labels and values, then a table of bidders. */
function tenderResult() {
  const title = '江城市第二医院食堂劳务外包项目中标（成交）结果公告'
  const body = [
    '一、项目编号：JCCG2024-118',
    '二、项目名称：江城市第二医院食堂劳务外包项目',
    '三、中标（成交）信息',
    '供应商名称 供应商地址 中标金额（元） 评审总得分',
    '江城某某餐饮管理有限公司 江城市暨阳路88号 1863200 91.5',
    '四、主要标的信息：服务期两年，详见采购文件。',
    '五、评审专家名单：陈某、李某、赵某。',
    '六、公告期限：自本公告发布之日起1个工作日。',
    '七、对本次公告内容提出询问，请按以下方式联系：采购人江城市第二医院，联系电话0575-87010101。',
  ]
  const [a, b, c, t1, t2, ...rest] = body as [string, string, string, string, string, ...string[]]
  return blind(
    'second: office',
    'tender-result',
    page(
      '采购公告详情',
      `<div class="notice-detail"><p class="notice-title">${title}</p><p class="notice-sub">发布时间：2024-07-30 17:21　发布人：江城某某招标代理有限公司　阅读：97</p><div class="notice-body">${each([a, b, c], '<p>$</p>')}<table><thead><tr>${each(t1.split(' '), '<th>$</th>')}</tr></thead><tbody><tr>${each(t2.split(' '), '<td>$</td>')}</tr></tbody></table>${each(rest, '<p>$</p>')}</div></div>`,
    ),
    { kind: 'article', title, published: '2024-07-30T17:21', body },
  )
}

function landTable() {
  const title = '2024年8月份住宅用地出让计划公示'
  const rows = [
    ['地块编号', '位置', '面积（亩）', '容积率', '起始价（万元）'],
    ['江储2024-07', '浣东街道高湖路东侧', '46.2', '1.8', '32100'],
    ['江储2024-09', '陶朱街道艮塔西路北侧', '58.8', '2.0', '40800'],
    ['江储2024-11', '店口镇中央大道南侧', '23.5', '1.6', '9800'],
  ]
  return blind(
    'second: office',
    'land-table',
    page(
      `${title}_江城市自然资源和规划局`,
      `<div class="detail"><h3 class="tc">${title}</h3><div class="tc sub">2024年07月26日 16:08:55 | 来源：土地利用科 | 浏览量：41</div><div class="detail-con"><p>根据年度供地安排，现将8月份住宅用地出让计划公示如下：</p><table cellpadding="0"><tbody>${rows.map((row) => `<tr>${each(row, '<td valign="center"><p style="text-align:center"><span>$</span></p></td>')}</tr>`).join('')}</tbody></table><p>以上信息以正式出让公告为准。</p></div></div>`,
    ),
    {
      kind: 'article',
      title,
      published: '2024-07-26T16:08:55',
      source: '土地利用科',
      author: null,
      body: [
        '根据年度供地安排，现将8月份住宅用地出让计划公示如下：',
        ...rows.map((row) => row.join(' ')),
        '以上信息以正式出让公告为准。',
      ],
    },
  )
}

const letter = {
  title: '反映阳光花苑北门烧烤摊油烟扰民',
  asked: '2024-07-08T22:47',
  text: '阳光花苑北门每天傍晚六点以后有五六家烧烤摊，油烟直接飘进三号楼，窗户都不敢开，城管来了就走，走了又来，请彻底整治。',
  reply: [
    '尊敬的市民，您反映的情况我局已派员核查。',
    '经查，该处确有流动摊贩占道经营，我局已暂扣烧烤工具四套，并安排每晚七点至十一点定点值守，同时与街道协商将摊贩引导至城北夜市。',
    '感谢您的理解与支持。',
  ],
}

/** 12345 order in labelled lines. */
function hotlineOrder() {
  return blind(
    'second: letter',
    'hotline-order',
    page(
      '诉求详情-江城市12345',
      `<div class="sq"><div class="sq-item"><label>诉求标题：</label><span>${letter.title}</span></div><div class="sq-item"><label>诉求编号：</label><span>JC24070800123</span></div><div class="sq-item"><label>提交时间：</label><span>2024-07-08 22:47</span></div><div class="sq-item"><label>诉求内容：</label><div>${letter.text}</div></div><div class="sq-item"><label>办理单位：</label><span>市综合行政执法局</span></div><div class="sq-item"><label>办结时间：</label><span>2024-07-11 15:20</span></div><div class="sq-item"><label>办理结果：</label><div>${each(letter.reply, '<p>$</p>')}</div></div><div class="sq-item"><label>满意度：</label><span>基本满意</span></div></div>`,
    ),
    {
      kind: 'thread',
      kinds: ['article', 'thread'],
      title: letter.title,
      published: letter.asked,
      body: [letter.text, ...letter.reply],
    },
  )
}

/** Letter and answer in two cards without the usual labels: a name, a date, a text each. */
function letterSpans() {
  return blind(
    'second: letter',
    'letter-cards',
    page(
      `${letter.title}-书记信箱-江城市人民政府`,
      `<div class="mail"><div class="mail-t"><b>信件标题：</b>${letter.title}</div><div class="card ask"><div class="card-h"><i class="ico"></i>网友 张**　<em>2024-07-08 22:47</em></div><div class="card-b">${letter.text}</div></div><div class="card ans"><div class="card-h"><i class="ico"></i>市综合行政执法局 回复　<em>2024-07-11 15:20</em></div><div class="card-b">${each(letter.reply, '<p>$</p>')}</div></div><div class="pj">评价：满意（1） 不满意（0）</div></div>`,
    ),
    {
      kind: 'thread',
      kinds: ['article', 'thread'],
      title: letter.title,
      published: letter.asked,
      body: [letter.text, ...letter.reply],
    },
  )
}

function consultList() {
  const title = '新生儿落户需要哪些材料'
  const ask = '请问在外地出生的孩子回江城落户需要带哪些材料，父母双方都要到场吗？'
  const answer =
    '您好：新生儿落户需携带出生医学证明、父母双方身份证、户口簿和结婚证，由父母一方到户籍所在地派出所办理即可，当场办结。'
  return blind(
    'second: letter',
    'consult-dl',
    page(
      '网上咨询 - 江城市公安局',
      `<div class="zx-box"><dl><dt>咨询主题</dt><dd>${title}</dd><dt>咨询人</dt><dd>陈先生</dd><dt>咨询时间</dt><dd>2024年5月6日 9:15</dd><dt>咨询内容</dt><dd>${ask}</dd><dt>答复部门</dt><dd>户政大队</dd><dt>答复时间</dt><dd>2024年5月7日 14:30</dd><dt>答复内容</dt><dd>${answer}</dd></dl></div>`,
    ),
    { kind: 'thread', kinds: ['article', 'thread'], title, published: '2024-05-06T09:15', body: [ask, answer] },
  )
}

function interview() {
  const title = '市交通运输局局长谈“四好农村路”建设'
  const body = [
    '主持人：各位网友大家好，欢迎收看本期在线访谈。今天我们请到了市交通运输局局长许某，先请许局长和网友打个招呼。',
    '许某：主持人好，各位网友好，很高兴和大家交流。',
    '网友“山里人”：我们村的路去年修了一半就停了，什么时候能修完？',
    '许某：这条路是枫谷线二期，因林地审批延误了工期，手续已于上月办结，计划年底前完工通车。',
    '主持人：感谢许局长，本期访谈到此结束。',
  ]
  return blind(
    'second: office',
    'online-interview',
    page(
      `在线访谈_${title}`,
      `<div class="ft-box"><div class="ft-t">访谈主题：<span>${title}</span></div><div class="ft-i">访谈时间：2024-10-22 15:00　访谈嘉宾：许某</div><div class="ft-p"><img src="x.jpg"></div><div class="ft-c"><h4>文字实录</h4>${each(body, '<p>$</p>')}</div></div>`,
    ),
    { kind: 'article', kinds: ['article', 'thread'], title, published: '2024-10-22T15:00', author: null, body },
  )
}

/** A proposal of a deputy and its answer, as one text. */
function petition() {
  const title = '对市十七届人大三次会议第58号建议的答复'
  const body = [
    '金某某代表：',
    '您在市十七届人大三次会议上提出的《关于加快农村养老食堂建设的建议》收悉，经研究，现答复如下：',
    '截至今年6月，全市已建成乡村助餐点一百八十六个，覆盖行政村二百一十个，日均供餐六千余份。',
    '下一步，我局将按照“中心食堂+配送点”的模式，年内再建四十个助餐点，并对八十周岁以上老人给予每餐三元补助。',
    '感谢您对民政工作的关心和支持。',
    '江城市民政局',
    '2024年7月15日',
  ]
  return blind(
    'second: office',
    'proposal-answer',
    page(
      `${title}`,
      `<div class="cont"><div class="cont-tit"><ucaptitle>${title}</ucaptitle></div><div class="cont-info"><publishtime>2024-07-18 10:40</publishtime> <ucapsource>来源：市民政局</ucapsource></div><div class="cont-txt"><ucapcontent>${each(body.slice(0, 5), '<p>$</p>')}${each(body.slice(5), '<p style="text-align:right">$</p>')}</ucapcontent></div><div class="share">分享：<a>微信</a><a>微博</a></div></div>`,
    ),
    { kind: 'article', title, published: '2024-07-18T10:40', source: '市民政局', author: null, body },
  )
}

function policyText() {
  const title = '江城市人民政府办公室关于公布2024年度重大行政决策事项目录的通知'
  const body = [
    '各镇人民政府、街道办事处，市政府各部门、各单位：',
    '根据《重大行政决策程序暂行条例》等规定，现将2024年度市政府重大行政决策事项目录予以公布，请认真组织实施。',
    '江城市人民政府办公室',
    '2024年3月29日',
    '（此件公开发布）',
  ]
  return blind(
    'second: office',
    'red-head-document',
    page(
      `江城市人民政府 政府文件 ${title}`,
      `<div class="wjnr"><div class="wj-red">江城市人民政府办公室文件</div><div class="wj-no">江政办发〔2024〕12号</div><div class="wj-t"><p>江城市人民政府办公室</p><p>关于公布2024年度重大行政决策事项目录的通知</p></div><div class="wj-date">发布日期：2024-04-01</div><div class="wj-c">${each(body.slice(0, 2), '<p>$</p>')}<div style="text-align:right">${each(body.slice(2, 4), '<p>$</p>')}</div><p>${body[4]}</p></div><div class="wj-x"><p>下载：<a href="a.pdf">PDF版</a> <a href="a.ofd">OFD版</a></p></div></div>`,
      `<meta name="ArticleTitle" content="${title}">`,
    ),
    {
      kind: 'article',
      title,
      published: '2024-04-01',
      author: null,
      body,
      left_out: { credits: ['江政办发〔2024〕12号', '下载：PDF版 OFD版'] },
    },
  )
}

function guide() {
  const { title, paras } = story(4)
  return blind(
    'second: office',
    'police-notice-sections',
    page(
      `${title}`,
      `<div class="box1"><div class="box1-l"><ul><li class="on"><a>警务动态</a></li><li><a>通知公告</a></li></ul></div><div class="box1-r"><div class="mc">${title}</div><div class="sj">时间：24-09-08 16:20　　作者：交警大队　　点击：<span></span>次</div><div class="nrr">${paras.map((p, i) => `<div><strong>${i + 1}.</strong>${p}</div>`).join('')}</div></div></div>`,
    ),
    {
      kind: 'article',
      title,
      published: '2024-09-08T16:20',
      account: '交警大队',
      body: paras.map((p, i) => `${i + 1}.${p}`),
    },
  )
}

function emergency() {
  const title = '江城市气象台发布暴雨黄色预警信号'
  const body = [
    '江城市气象台2024年06月27日14时35分发布暴雨黄色预警信号：预计未来6小时内，我市大部分地区降雨量将达50毫米以上，请有关单位和人员做好防范准备。',
  ]
  return blind(
    'second: office',
    'weather-warning',
    page(
      '预警信息 - 江城市应急管理局',
      `<div class="yj"><h2>${title}</h2><table class="yj-t"><tr><td>发布单位</td><td>江城市气象台</td></tr><tr><td>发布时间</td><td>2024-06-27 14:35</td></tr><tr><td>预警级别</td><td>黄色</td></tr></table><div class="yj-c"><p>${body[0]}</p></div></div>`,
    ),
    { kind: 'article', title, published: '2024-06-27T14:35', body },
  )
}
