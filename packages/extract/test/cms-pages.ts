/**
 * Pages written for the tests after the layouts that Chinese sites are made with: no text of any site. Each names what a
 * reader of it should see.
 */
export interface CmsPage {
  readonly layout: string
  readonly url: string
  readonly html: string
  readonly kind: 'article' | 'thread' | 'list' | 'other'
  readonly title?: string
  readonly published?: string
  readonly source?: string | null
  readonly author?: string | null
  /** Lines of the body. */
  readonly body?: readonly string[]
  readonly images?: readonly string[]
  readonly links?: readonly (readonly [url: string, title: string, published: string | null])[]
  readonly posts?: readonly (readonly [author: string | null, published: string | null, body: string])[]
  readonly next?: string | null
}

const prose = [
  '本报讯　连日来，浣东街道组织网格员走进老旧小区，挨家挨户登记管道漏水、路灯不亮等问题，列出清单，逐项整改。',
  '“以前晚上回家总要打手电，现在巷子里亮堂堂的，心里踏实。”家住三弄的许大妈说，这次改造一共换了四十六盏灯。',
  '街道负责人介绍，今年已有十一个小区完成改造，惠及居民三千二百余户，剩余的五个小区将在年底前全部开工。',
  '下一步，街道还将把停车位、充电桩纳入改造清单，广泛听取群众意见，让好事办到大家的心坎上。',
] as const
/** As it is read: white space is collapsed. */
const shown = prose.map((line) => line.replace('\u3000', ' '))
const paragraphs = (inside = '') => prose.map((line) => `<p style="text-indent:2em">${inside}${line}</p>`).join('\n')
const menu = ['首页', '政务公开', '解读回应', '办事服务', '互动交流', '走进城市'].map(
  (name, i) => `<li><a href="/c${i}/">${name}</a></li>`,
)

const portalArticle: CmsPage = {
  layout: 'government portal (JCMS), article in a table',
  url: 'http://www.city.example/art/2026/11/16/art_1229_58.html',
  html: `<html><head><meta charset="utf-8"><title>某某市人民政府 部门动态 老旧小区换新颜</title>
<meta name="SiteName" content="某某市人民政府"><meta name="ArticleTitle" content="老旧小区换新颜"><meta name="PubDate" content="2026-11-16 08:35"><meta name="ContentSource" content="市住建局"></head><body>
<form id="aspnet" action="/s"><div class="header"><div class="logo"><a href="/">某某市人民政府</a></div><ul class="nav">${menu.join('')}</ul></div>
<div class="bt-position">您现在的位置：<a href="/">首页</a> &gt; <a href="/c1/">部门动态</a> &gt; 正文</div>
<table id="c" width="100%"><tr><td class="title" align="center">老旧小区换新颜</td></tr>
<tr><td align="center"><table><tr><td>发布日期：2026-11-16 08:35</td><td>信息来源：市住建局</td><td>浏览次数：<script>document.write('213')</script>213</td><td>字号：[<a href="javascript:d(1)">大</a> <a href="javascript:d(2)">中</a> <a href="javascript:d(3)">小</a>]</td></tr></table></td></tr>
<tr><td class="bt_content"><div id="zoom"><!--ZJEG_RSS.content.begin-->${paragraphs()}<p><a href="/att/1.docx">附件：改造清单.docx</a></p><!--end--></div></td></tr>
<tr><td align="right">【<a href="javascript:print()">打印本页</a>】【<a href="javascript:close()">关闭窗口</a>】</td></tr></table>
<div class="footer">主办单位：某某市人民政府办公室　网站标识码：3300000001　浙ICP备00000001号</div></form></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:00+08:00',
  source: '市住建局',
  author: null,
  body: [...shown, '附件：改造清单.docx'],
}

const trsArticle: CmsPage = {
  layout: 'news site (TRS), pictures with captions, editor, recommendations and share bar',
  url: 'http://news.example/2026-11/16/content_1.shtml',
  html: `<html><head><title>老旧小区换新颜-某某新闻网</title></head><body><div class="top"><ul>${menu.join('')}</ul></div>
<div class="w1000"><div class="left"><h1 class="bt">老旧小区换新颜</h1>
<div class="sub_bt">2026年11月16日 08:35:20　　来源：某某日报　　作者：俞清和 陈水生　　<span class="share">分享到：<a href="#">微信</a><a href="#">微博</a></span></div>
<div class="TRS_Editor"><style type="text/css">.TRS_Editor P{line-height:2}</style>
<p>（原标题：浣东街道老旧小区换新颜）</p>
<p>${prose[0]}</p><p style="text-align:center"><img src="./W02026.jpg" oldsrc="W02026.jpg"></p><p style="text-align:center">改造后的巷子 记者 俞清和 摄</p>
<p>${prose[1]}</p><p>${prose[2]}</p><p>${prose[3]}</p></div>
<p class="editor">责任编辑：周一平</p><div class="ewm"><img src="/qrcode.png"><p>扫一扫，手机看新闻</p></div>
<div class="xgyd"><h3>相关阅读</h3><ul><li><a href="/a.html">五个小区开工在即，停车位怎么规划？</a></li><li><a href="/b.html">路灯亮了，居民笑了，街道还在听意见</a></li></ul></div>
<div class="pl"><h3>网友评论</h3><p>支持，希望早点轮到我们小区，楼道的墙皮都掉光了。</p></div></div>
<div class="right"><h3>热门新闻</h3><ul><li><a href="/1">本周天气晴朗适合出行</a></li><li><a href="/2">图书馆延长开放时间</a></li></ul></div></div>
<div class="foot">版权声明：本网注明来源的作品，未经授权不得转载。</div></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:20+08:00',
  source: '某某日报',
  author: '俞清和 陈水生',
  body: shown,
  images: ['http://news.example/2026-11/16/W02026.jpg'],
}

const digitalPaper: CmsPage = {
  layout: 'digital edition of a newspaper, text split by <br> in <founder-content>',
  url: 'http://epaper.example/html/2026-11/16/content_3_1.htm',
  html: `<html><head><title>老旧小区换新颜</title></head><body><table><tr><td><table><tr><td class="default">2026年11月16日 星期一</td><td><a href="node_1.htm">第01版：要闻</a></td><td><a href="node_2.htm">第02版：综合</a></td></tr></table></td></tr>
<tr><td><table id="ozoom"><tr><td align="center"><span class="font02">——走进浣东街道</span></td></tr><tr><td class="font01" align="center"><strong>老旧小区换新颜</strong></td></tr><tr><td class="font02" align="center">本报记者 俞清和</td></tr>
<tr><td><div id="ozoom2"><founder-content>　　${prose.join('<BR>　　')}</founder-content></div></td></tr></table></td></tr>
<tr><td><a href="content_3_0.htm">上一篇</a>　<a href="content_3_2.htm">下一篇</a></td></tr></table></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T00:00:00+08:00',
  author: '俞清和',
  body: shown,
}

const wechatArticle: CmsPage = {
  layout: 'WeChat article, hidden until its script runs, text in nested sections',
  url: 'https://mp.wechat.example/s?__biz=1',
  html: `<html><head><title></title><meta property="og:title" content="老旧小区换新颜"><meta property="og:type" content="article"></head><body><div class="rich_media"><div class="rich_media_inner">
<h1 class="rich_media_title" id="activity-name">老旧小区换新颜</h1><div id="meta_content"><span class="rich_media_meta rich_media_meta_text">俞清和</span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a id="js_name">浣东发布</a></span><em id="publish_time">2026-11-16 08:35</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section><section><section><p style="text-align:center"><span>点击上方蓝字关注我们</span></p></section></section></section>
<section data-tool="x"><section><p><span>${prose[0]}</span></p></section></section><section><section><p><img data-src="https://mmbiz.example/1.jpg" src="data:image/gif;base64,R0"></p></section></section>
<section><section><p><span>${prose[1]}</span></p></section></section><section><p>${prose[2]}</p></section><section><p>${prose[3]}</p></section>
<section><p>来源：浣东街道</p><p>编辑：小禾　审核：大山</p><p>长按二维码关注我们</p></section></div></div></div>
<script>var ct = "1794789300"; var nickname = "浣东发布";</script></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:00+08:00',
  body: shown,
  images: ['https://mmbiz.example/1.jpg'],
}

const scripted: CmsPage = {
  layout: 'single-page app that keeps its text in a script',
  url: 'https://m.app.example/item/7/',
  html: `<html><head><title>老旧小区换新颜</title></head><body><div id="root"><noscript>请打开脚本后再看本页。</noscript></div>
<script>window.__INITIAL_STATE__ = {"article":{"title":"老旧小区换新颜","source":"某某晚报","publish_time":"2026-11-16 08:35:00","content":"${prose.map((line) => `\\u003cp\\u003e${line.replaceAll('"', '\\"')}\\u003c/p\\u003e`).join('')}"},"feed":[{"abstract":"另一篇，不长。"}]}</script></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:00+08:00',
  source: '某某晚报',
  body: shown,
}

const gallery: CmsPage = {
  layout: 'gallery whose captions stand in a script',
  url: 'https://m.app.example/item/8/',
  html: `<html><head><title>老旧小区换新颜（组图）</title></head><body><h1>老旧小区换新颜（组图）</h1><div class="show"><img src="/1.jpg"><p>1/4</p></div>
<script>var gallery = JSON.parse("{\\"sub_titles\\":[\\"一\\",\\"二\\"],\\"sub_abstracts\\":[${prose.map((line) => `\\"${line.replaceAll('“', '「').replaceAll('”', '」')}\\"`).join(',')}]}")</script></body></html>`,
  kind: 'other',
  title: '老旧小区换新颜（组图）',
  body: prose.map((line) => line.replaceAll('“', '「').replaceAll('”', '」').replace('　', ' ')),
}

const mobile: CmsPage = {
  layout: 'mobile page: sections of its own class, folded text, account and relative links',
  url: 'https://m.news.example/n/9',
  html: `<html><head><title>老旧小区换新颜_手机某某网</title><link rel="canonical" href="https://www.news.example/n/20261116/9.html"></head><body><header><a href="/">手机某某网</a></header>
<main><h2 class="art_title_h1">老旧小区换新颜</h2><section class="art_source"><span class="src">某某晚报</span> <time>26-11-16 08:35</time></section>
<div class="art_box">${prose.map((line) => `<div class="para"><p>${line}</p></div>`).join('')}</div><div class="unfold">展开全文</div>
<div class="article-tags">标签：<a href="/t/1">小区</a><a href="/t/2">改造</a></div>
<section class="recommend"><h3>大家都在看</h3><a href="/n/1"><h4>社区食堂开张</h4><p>一荤两素，老人打八折，中午排起了长队，大家都说好，味道也不错，价格实惠。</p></a></section></main>
<footer>免责声明：本页内容由用户发布，不代表本站立场，如有侵权请联系删除。</footer></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:00+08:00',
  source: '某某晚报',
  author: null,
  body: shown,
}

const interview: CmsPage = {
  layout: 'interview with questions, subheadings and a list; commentary column called comment',
  url: 'http://paper.example/pinglun/1.html',
  html: `<html><head><title>街道办主任答记者问--评论--某某网</title></head><body><div class="path">某某网&gt;&gt;评论</div><h1>街道办主任答记者问</h1><div class="info">2026年11月16日08:35　来源：<a href="http://paper.example">某某网</a></div>
<div class="comment-article"><p><strong>一、改造先改哪里</strong></p><p>记者：小区那么多，先改哪里，后改哪里？</p><p>赵主任：先看房龄，再看群众意愿，得分高的先改，名单张榜公布。</p>
<h3>二、钱从哪里来</h3><p>记者：改造的钱从哪里来？</p><p>赵主任：市里补一块，街道出一块，居民自己拿一块，账目公开。</p><ul><li>市财政补助百分之五十；</li><li>街道配套百分之三十；</li><li>居民自筹百分之二十。</li></ul>
<p>来源不明的收费，一律不得收取，群众可以拨打热线反映。</p><p>(责编：周一平、吴二)</p></div></body></html>`,
  kind: 'article',
  title: '街道办主任答记者问',
  published: '2026-11-16T08:35:00+08:00',
  source: '某某网',
  author: null,
  body: [
    '一、改造先改哪里',
    '记者：小区那么多，先改哪里，后改哪里？',
    '赵主任：先看房龄，再看群众意愿，得分高的先改，名单张榜公布。',
    '二、钱从哪里来',
    '记者：改造的钱从哪里来？',
    '赵主任：市里补一块，街道出一块，居民自己拿一块，账目公开。',
    '市财政补助百分之五十；',
    '街道配套百分之三十；',
    '居民自筹百分之二十。',
    '来源不明的收费，一律不得收取，群众可以拨打热线反映。',
  ],
}

const notice: CmsPage = {
  layout: 'short notice with a facts table (索引号), signature and a longer list of other notices beside it',
  url: 'http://www.city.example/col/2/art_9.html',
  html: `<html><head><title>关于临时停水的通知 - 某某市水务集团</title></head><body><div class="main"><table class="xxgk"><tr><td>索引号</td><td>0025/2026-00321</td><td>成文日期</td><td>2026-11-10</td></tr><tr><td>发布机构</td><td>市水务集团</td><td>发布日期</td><td>2026-11-16</td></tr></table>
<h2>关于临时停水的通知</h2><div class="con"><p>各用水户：</p><p>因浣纱路管道抢修，定于11月17日22时至次日5时停水，请提前储水，不便之处敬请谅解。</p><p style="text-align:right">某某市水务集团</p><p style="text-align:right">2026年11月16日</p></div></div>
<div class="side"><h3>最新公告</h3><ul>${Array.from({ length: 12 }, (_, i) => `<li><a href="/col/2/art_${i + 20}.html">关于第${i + 1}批二次供水设施清洗消毒工作的公告</a><span>2026-11-${String(15 - i).padStart(2, '0')}</span></li>`).join('')}</ul></div></body></html>`,
  kind: 'article',
  title: '关于临时停水的通知',
  published: '2026-11-16T00:00:00+08:00',
  body: [
    '各用水户：',
    '因浣纱路管道抢修，定于11月17日22时至次日5时停水，请提前储水，不便之处敬请谅解。',
    '某某市水务集团',
    '2026年11月16日',
  ],
}

const listTitles = [
  '关于浣纱路夜间封闭施工的通告',
  '老旧小区改造名单公示',
  '第三季度水质检测结果',
  '公交十二路临时改道的通知',
  '市图书馆延长开放时间',
  '农贸市场计量器具免费检定的公告',
]
const portalList: CmsPage = {
  layout: 'government portal (JCMS), list kept in a script of records',
  url: 'http://www.city.example/col/col12/index.html',
  html: `<html><head><title>某某市人民政府 通知公告</title></head><body><ul class="nav">${menu.join('')}</ul><div class="list"><div id="12"></div>
<script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup><recordset>${listTitles.map((title, i) => `<record><![CDATA[<li><a href='/art/2026/11/${16 - i}/art_12_${i}.html' title='${title}' target='_blank'>${title.slice(0, 8)}...</a><span>2026-11-${16 - i}</span></li>]]></record>`).join('')}</recordset></datastore></script></div></body></html>`,
  kind: 'list',
  links: listTitles.map((title, i) => [
    `http://www.city.example/art/2026/11/${16 - i}/art_12_${i}.html`,
    title,
    `2026-11-${16 - i}T00:00:00+08:00`,
  ]),
}

const newsList: CmsPage = {
  layout: 'news list: headline row of another make, summaries, calendar leaves, an advertisement, pager',
  url: 'http://news.example/list/',
  html: `<html><head><title>本地新闻_某某新闻网</title></head><body><div class="nav">${menu.join('')}</div><div class="wrap"><div class="newslist">
${listTitles.map((title, i) => (i === 0 ? `<div class="row top"><h2><a href="/a/0.html">${title}</a></h2><p>${prose[0].slice(0, 40)}……</p></div>` : `<div class="row row${i}"><div class="cal"><b>${16 - i}</b><i>2026-11</i></div><div class="txt"><h3><a href="/a/${i}.html">${title}</a></h3><p>${prose[i % 4]?.slice(0, 40)}……<a href="/a/${i}.html">[详细]</a></p><div class="kw"><a href="/k/1">民生</a><a href="/k/2">小区</a></div></div></div>`)).join('')}
<div class="row ad"><a href="http://ad.example/"><img src="/ad.jpg"></a></div></div>
<div class="hot"><h3>排行</h3><ul><li><a href="/h/1.html">一周热点回顾之一</a></li><li><a href="/h/2.html">一周热点回顾之二</a></li></ul></div>
<div class="pages"><a class="cur">1</a><a href="/list/2.html">2</a><a href="/list/2.html">下一页</a></div></div></body></html>`,
  kind: 'list',
  links: listTitles.map((title, i) => [
    `http://news.example/a/${i}.html`,
    title,
    i === 0 ? null : `2026-11-${16 - i}T00:00:00+08:00`,
  ]),
  next: 'http://news.example/list/2.html',
}

const discuz = (n: number, who: string, when: string, said: string) =>
  `<div id="post_${n}"><table id="pid${n}" class="plhin"><tr><td class="pls" rowspan="2"><div class="pi"><div class="authi"><a href="home.php?mod=space-uid-${n}.html" class="xw1">${who}</a></div></div><div class="avatar"><img src="a${n}.gif"></div><p><em>新手上路</em></p><dl class="pil"><dt>积分</dt><dd>${n * 7}</dd></dl></td><td class="plc"><div class="pi"><strong><a href="#">${n}<sup>#</sup></a></strong><div class="pti"><div class="authi"><em id="authorposton${n}">发表于 ${when}</em> <span class="pipe">|</span> <a href="#">只看该作者</a></div></div></div><div class="pct"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_${n}">${said}</td></tr></table></div></div></td></tr><tr><td class="plc plm"><div class="po"><a href="#">回复</a> <a href="#">举报</a></div></td></tr></table></div>`

const discuzThread: CmsPage = {
  layout: 'Discuz thread',
  url: 'http://www.site.example/read.php?id=3',
  html: `<html><head><title>路灯坏了半年没人修 - 百姓呼声 - 某某论坛 - Powered by Discuz!</title><meta name="generator" content="Discuz! X3.4"></head><body><div id="nv">${menu.join('')}</div><div id="pt">论坛 › 百姓呼声 › 查看内容</div>
<table><tr><td class="plc"><h1 class="ts">[求助] <span id="thread_subject">路灯坏了半年没人修</span></h1></td></tr></table>
<div id="postlist">${discuz(1, '三弄住户', '2026-11-15 21:03:11', '三弄的路灯坏了半年，打了几次电话都没人来修。<br>晚上老人小孩都不敢出门，请有关部门管一管。<i class="pstatus"> 本帖最后由 三弄住户 于 2026-11-15 21:10 编辑 </i>')}${discuz(2, '过路人', '2026-11-15 22:40:00', '同感，我们五弄也是。')}${discuz(3, '浣东街道', '2026-11-16 09:12:30', '您好，已联系路灯所，预计三天内修复，感谢监督。')}</div>
<div class="pg"><strong>1</strong><a href="thread-3-2-1.html">2</a><a href="thread-3-2-1.html" class="nxt">下一页</a></div></body></html>`,
  kind: 'thread',
  title: '路灯坏了半年没人修',
  posts: [
    [
      '三弄住户',
      '2026-11-15T21:03:11+08:00',
      '三弄的路灯坏了半年，打了几次电话都没人来修。\n晚上老人小孩都不敢出门，请有关部门管一管。',
    ],
    ['过路人', '2026-11-15T22:40:00+08:00', '同感，我们五弄也是。'],
    ['浣东街道', '2026-11-16T09:12:30+08:00', '您好，已联系路灯所，预计三天内修复，感谢监督。'],
  ],
  next: 'http://www.site.example/thread-3-2-1.html',
}

const plainThread: CmsPage = {
  layout: 'forum of no known make: posts alike, none says reply',
  url: 'http://site.example/show/88',
  html: `<html><head><title>小区门口占道经营谁来管_民生在线</title></head><body><div class="hd">${menu.join('')}</div><h1>小区门口占道经营谁来管</h1><div class="list-box">
${[
  [
    '卖菜阿婆的邻居',
    '2026-11-14 07:20',
    '每天早上六点开始摆摊，叫卖声不断，救护车都进不来，希望城管能来疏导，给他们找个正经地方。',
  ],
  ['竹影', '2026-11-14 12:01', '建议挪到后面的空地上，那里本来就闲着。'],
  ['半山', '2026-11-15 08:45', '顶一个。'],
]
  .map(
    ([who, when, said]) =>
      `<div class="item"><div class="l"><a class="nick" href="/u/1">${who}</a></div><div class="r"><div class="ft"><span class="date">${when}</span></div><div class="words">${said}</div></div></div>`,
  )
  .join('')}</div></body></html>`,
  kind: 'thread',
  title: '小区门口占道经营谁来管',
  posts: [
    [
      '卖菜阿婆的邻居',
      '2026-11-14T07:20:00+08:00',
      '每天早上六点开始摆摊，叫卖声不断，救护车都进不来，希望城管能来疏导，给他们找个正经地方。',
    ],
    ['竹影', '2026-11-14T12:01:00+08:00', '建议挪到后面的空地上，那里本来就闲着。'],
    ['半山', '2026-11-15T08:45:00+08:00', '顶一个。'],
  ],
}

const answered: CmsPage = {
  layout: 'message board of an office: question, then the answer under a heading',
  url: 'http://wz.city.example/letter/5.html',
  html: `<html><head><title>反映浣纱路夜间施工噪音-领导信箱-某某市人民政府</title></head><body><ul class="nav">${menu.join('')}</ul><div class="letter"><h3 class="lt-title">反映浣纱路夜间施工噪音</h3><p class="lt-info">来信人：俞**　　来信时间：2026-11-12 20:15</p>
<div class="lt-con">浣纱路工地每天施工到凌晨一点，噪音很大，孩子没法睡觉，多次投诉也没有结果，请领导协调解决。</div><h4>办理情况</h4><p class="lt-info">回复单位：市综合执法局　　回复时间：2026-11-14 10:00</p><div class="lt-con">您好，经现场核实，该工地未办理夜间施工许可，已责令其二十二时后停止作业，并立案调查，感谢您的监督。</div></div></body></html>`,
  kind: 'article',
  title: '反映浣纱路夜间施工噪音',
  published: '2026-11-12T20:15:00+08:00',
}

export const cmsPages: readonly CmsPage[] = [
  portalArticle,
  trsArticle,
  digitalPaper,
  wechatArticle,
  scripted,
  gallery,
  mobile,
  interview,
  notice,
  portalList,
  newsList,
  discuzThread,
  plainThread,
  answered,
]
