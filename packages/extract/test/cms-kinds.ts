import { menu, paragraphs, prose, shown, type CmsPage } from './cms-page.js'

const columnTitle: CmsPage = {
  layout: '<title> names column and site, the headline stands in a heading above its facts',
  url: 'http://rm.example.cn/p/77.html',
  html: `<html><head><title>要闻_浣江新闻网</title></head><body><h1><a href="/"><img src="/logo.png" alt="浣江新闻网"></a></h1><ul class="nav">${menu.join('')}</ul><div class="crumb">当前位置：<a href="/">首页</a>&gt;<a href="/yw/">要闻</a></div><div class="detail"><h2 class="d_title">家门口的老巷子亮了起来</h2><div class="d_info"><span>浣江新闻网</span><span>2026-11-16</span><span>阅读量：1203</span></div><div class="d_content">${paragraphs()}</div></div></body></html>`,
  kind: 'article',
  title: '家门口的老巷子亮了起来',
  published: '2026-11-16T00:00:00+08:00',
  source: '浣江新闻网',
  body: shown,
}

const siteTitle: CmsPage = {
  layout: 'old page in tables: <title> names the office, a wordless headline large and centred, the date below it',
  url: 'http://town.example.cn/show.asp?id=3',
  html: `<html><head><title>枫溪镇人民政府</title></head><body><table><tr><td width="180">栏目导航<br><a href="a.asp">镇情概况</a><br><a href="b.asp">政务动态</a></td><td><table><tr><td align="center" class="bt" style="font-size:22px">夜归路上的四十六颗星</td></tr><tr><td align="center">【字体：<a>大</a> <a>中</a> <a>小</a>】 2009-5-8 阅读：97次</td></tr><tr><td>${prose.map((line) => `&nbsp;&nbsp;${line}<br>`).join('')}</td></tr></table></td></tr></table><center>枫溪镇人民政府 主办</center></body></html>`,
  kind: 'article',
  title: '夜归路上的四十六颗星',
  published: '2009-05-08T00:00:00+08:00',
  body: shown,
}

const factsInHeading: CmsPage = {
  layout: 'heading that carries the facts on its second line',
  url: 'http://news.example/c/9.html',
  html: `<html><head><title>老旧小区换新颜 - 民生 - 浣江网</title></head><body><div id="Article"><h1>老旧小区换新颜<br><span>2026-11-16 08:35:12&nbsp;来源：浣江网&nbsp;评论：<a href="#c">0</a> 点击：<span id="hits"></span></span></h1><div class="content">${paragraphs()}<p><strong>相关热词搜索：</strong><a href="/t/1">小区</a></p></div></div></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:12+08:00',
  source: '浣江网',
  body: shown,
}

const letterTable: CmsPage = {
  layout: 'mailbox in a table of labels and cells: letter and answer',
  url: 'http://www.city.example/mail/show?id=8',
  html: `<html><head><title>局长信箱-信件查看</title></head><body><div class="top">${menu.join('')}</div><div class="xj"><div class="bt">信件内容</div><table><tr><th>信件标题</th><td colspan="3">小区门口的窨井盖松动</td></tr><tr><th>信件编号</th><td>20261112008</td><th>来信人</th><td>俞**</td></tr><tr><th>来信时间</th><td>2026-11-12 20:15:40</td><th>信件类型</th><td>投诉</td></tr><tr><th>来信内容</th><td colspan="3">我们小区北门口的窨井盖松动一个多月，车子压过去声音很响，晚上睡不着，也怕有人摔跤。</td></tr></table><div class="bt">答复内容</div><table><tr><th>答复单位</th><td>市综合执法局</td><th>答复时间</th><td>2026-11-14 10:00:11</td></tr><tr><th>答复内容</th><td colspan="3"><p>您好！来信收悉。</p><p>井盖属通信单位所有，已于昨日更换并加装防响胶圈。</p></td></tr><tr><th>满意度</th><td colspan="3">满意</td></tr></table></div></body></html>`,
  kind: 'article',
  title: '小区门口的窨井盖松动',
  published: '2026-11-12T20:15:40+08:00',
  body: [
    '我们小区北门口的窨井盖松动一个多月，车子压过去声音很响，晚上睡不着，也怕有人摔跤。',
    '您好！来信收悉。',
    '井盖属通信单位所有，已于昨日更换并加装防响胶圈。',
  ],
}

const letterBlocks: CmsPage = {
  layout: 'mailbox in blocks under headings: 【来信内容】, 【回复内容】, and who answered below',
  url: 'http://www.city.example/zx/12.html',
  html: `<html><head><title>充电桩安装怎么申请_咨询投诉_浣江政务</title></head><body><ul class="nav">${menu.join('')}</ul><h2>充电桩安装怎么申请</h2><div class="sub"><span>来信人：王女士</span><span>来信日期：2026-11-10</span></div><div><h3>【来信内容】</h3><div>小区地下车位已经买断，物业说要业委会盖章，请问有没有别的办法？</div></div><div><h3>【回复内容】</h3><div><p>您好，按现行办法，产权车位由业主自行申请，物业应当配合。</p></div><div class="who">回复单位：市建设局　回复日期：2026-11-13</div></div></body></html>`,
  kind: 'article',
  title: '充电桩安装怎么申请',
  published: '2026-11-10T00:00:00+08:00',
  body: [
    '小区地下车位已经买断，物业说要业委会盖章，请问有没有别的办法？',
    '您好，按现行办法，产权车位由业主自行申请，物业应当配合。',
  ],
}

const rows = [
  ['序号', '单位', '问题', '处理', '日期'],
  ['1', '城南面馆', '使用过期原料', '罚款五千元', '2026-10-02'],
  ['2', '某某超市', '未明码标价', '责令改正', '2026-10-08'],
] as const
const dataTable: CmsPage = {
  layout: 'notice that is a table, paragraphs in its cells',
  url: 'http://www.city.example/gs/4.html',
  html: `<html><head><title>市场监管局行政处罚信息公示（第十七期）</title></head><body><ul class="nav">${menu.join('')}</ul><div class="bt">市场监管局行政处罚信息公示（第十七期）</div><div class="rq">日期：2026-10-12 09:31 来源：执法科 字号：【大】【中】【小】</div><div class="nr"><table border="1">${rows.map((row) => `<tr>${row.map((cell) => `<td><p>${cell}</p></td>`).join('')}</tr>`).join('')}</table></div></body></html>`,
  kind: 'article',
  title: '市场监管局行政处罚信息公示（第十七期）',
  published: '2026-10-12T09:31:00+08:00',
  source: '执法科',
  body: rows.map((row) => row.join(' ')),
}

const titles = [
  '全市防汛工作会议召开',
  '关于浣纱路夜间封闭施工的通告',
  '老旧小区改造名单公示',
  '公交十二路临时改道的通知',
  '市图书馆延长开放时间',
  '农贸市场计量器具免费检定',
]
const links = (day: (i: number) => string): NonNullable<CmsPage['links']> =>
  titles.map((title, i) => [`http://www.city.example/a/${i}.html`, title, day(i)])
const definitions: CmsPage = {
  layout: 'list of terms: titles in <dt>, their facts in <dd>',
  url: 'http://www.city.example/list/index.html',
  html: `<html><head><title>通知</title></head><body><ul class="nav">${menu.join('')}</ul><dl>${titles.map((title, i) => `<dt><a href="/a/${i}.html">${title}</a></dt><dd><span>发布时间：2026-11-${16 - i}</span><span>来源：办公室</span></dd>`).join('')}</dl></body></html>`,
  kind: 'list',
  links: links((i) => `2026-11-${16 - i}T00:00:00+08:00`),
}

const summaries: CmsPage = {
  layout: 'list whose summaries are longer than its titles, each with outlet and time',
  url: 'http://www.city.example/news/',
  html: `<html><head><title>民生新闻_浣江网</title></head><body><ul class="nav">${menu.join('')}</ul><div class="newslist">${titles.map((title, i) => `<div class="one"><h3><a href="/a/${i}.html">${title}</a></h3><p class="sum">日前，记者从有关部门获悉，${title}，${prose[i % 4]}……<a href="/a/${i}.html">[详细]</a></p><div class="bar"><span>浣江日报</span><span>2026-11-${16 - i} 09:10</span></div></div>`).join('')}</div></body></html>`,
  kind: 'list',
  links: links((i) => `2026-11-${16 - i}T09:10:00+08:00`),
}

const shortQuestion: CmsPage = {
  layout: 'question page: author and time above the headline, signed replies below',
  url: 'http://www.site.example/group/topic/8/',
  html: `<html><head><title>县城的生活成本真的低吗？</title></head><body><h1>县城的生活成本真的低吗？</h1><div class="topic-content"><h3><span>来自: <a href="/people/1/">蓝莓</a></span> <span class="create-time">2026-07-16 10:20:15</span> <span>浙江</span></h3><div class="topic-richtext"><p>房租省了，但是吃饭一点不便宜，快递还慢。</p><p>人情往来一个月一千起步。</p></div></div><ul>${['随份子是大头，去年随了一万二', '看个人，不社交一个月两千五够了'].map((text, i) => `<li class="reply-item"><h4><a href="/people/${i + 2}/">路人${i}</a> <span class="pubtime">2026-07-16 1${i + 1}:30:33 浙江</span></h4><p class="reply-content">${text}</p><div class="operation-div"><a>赞</a><a>回复</a></div></li>`).join('')}</ul></body></html>`,
  kind: 'thread',
  title: '县城的生活成本真的低吗？',
  posts: [
    ['蓝莓', '2026-07-16T10:20:15+08:00', '房租省了，但是吃饭一点不便宜，快递还慢。\n人情往来一个月一千起步。'],
    ['路人0', '2026-07-16T11:30:33+08:00', '随份子是大头，去年随了一万二'],
    ['路人1', '2026-07-16T12:30:33+08:00', '看个人，不社交一个月两千五够了'],
  ],
}

const wireReport: CmsPage = {
  layout: 'agency report: the writer signs the first line, region beside the time, credits in brackets',
  url: 'http://www.wire.example/2026/8.shtml',
  html: `<html><head><title>老旧小区换新颜</title></head><body><ul class="nav">${menu.join('')}</ul><h1>老旧小区换新颜</h1><div class="left-t">2026-11-16 08:35 浙江 来源：中新网</div><div class="left_zw"><p>中新网绍兴11月16日电 (项小川)${prose[0].slice(4)}</p>${prose
    .slice(1)
    .map((line) => `<p>${line}</p>`)
    .join('')}<p>【摄影】白某</p></div></body></html>`,
  kind: 'article',
  source: '中新网',
  author: '项小川',
  body: [`中新网绍兴11月16日电 (项小川)${prose[0].slice(4)}`, ...shown.slice(1)],
}

/** Layouts of kinds that the reader had got wrong on pages it had never seen. */
export const mendedKinds: readonly CmsPage[] = [
  columnTitle,
  siteTitle,
  factsInHeading,
  letterTable,
  letterBlocks,
  dataTable,
  definitions,
  summaries,
  shortQuestion,
  wireReport,
]
