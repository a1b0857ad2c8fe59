import { menu, paragraphs, prose, shown, type CmsPage } from './cms-page.js'

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

const answered: CmsPage = {
  layout: 'message board of an office: question, then the answer under a heading',
  url: 'http://wz.city.example/letter/5.html',
  html: `<html><head><title>反映浣纱路夜间施工噪音-领导信箱-某某市人民政府</title></head><body><ul class="nav">${menu.join('')}</ul><div class="letter"><h3 class="lt-title">反映浣纱路夜间施工噪音</h3><p class="lt-info">来信人：俞**　　来信时间：2026-11-12 20:15</p>
<div class="lt-con">浣纱路工地每天施工到凌晨一点，噪音很大，孩子没法睡觉，多次投诉也没有结果，请领导协调解决。</div><h4>办理情况</h4><p class="lt-info">回复单位：市综合执法局　　回复时间：2026-11-14 10:00</p><div class="lt-con">您好，经现场核实，该工地未办理夜间施工许可，已责令其二十二时后停止作业，并立案调查，感谢您的监督。</div></div></body></html>`,
  kind: 'article',
  title: '反映浣纱路夜间施工噪音',
  published: '2026-11-12T20:15:00+08:00',
}

const blogLike: CmsPage = {
  layout: 'self-media page: each paragraph a <div>, sides longer than the text, long comments, byline without marks',
  url: 'https://www.media.example/a/77_120',
  html: `<html><head><title>老旧小区换新颜_某某号</title><meta name="mediaid" content="浣东观察"></head><body><div id="left-bar"><h4>浣东观察</h4><p>文章 320 总阅读 12万</p></div><div class="main-wrap"><h1>老旧小区换新颜<span class="article-tag"></span></h1><div class="article-info"><span class="time">2026-11-16 08:35</span><span>来源: 浣东观察</span></div>
<article class="article"><p>摘要：四十六盏灯，三千二百户。</p>${prose.map((line) => `<div>${line}</div>`).join('')}<p>（本报记者 俞清和 通讯员 陈水生）</p><p>返回某某号，查看更多</p><p class="statement">声明：该文观点仅代表作者本人，某某号系信息发布平台，仅提供信息存储空间服务。</p></article>
<div class="comments"><h3>我来说两句 3人参与，3条评论</h3>${prose.map((line, i) => `<div class="cmt"><b class="nick">用户${i}</b><p>${line.replace('街道', '社区')}说得很好，希望继续努力，我们全家都支持这样的改造，也希望停车难的问题早点解决。</p></div>`).join('')}</div></div>
<div class="side">${prose.map((line, i) => `<div class="card"><a href="/b/${i}"><h5>推荐${i}</h5></a><p>${line}</p></div>`).join('')}</div></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:00+08:00',
  source: '浣东观察',
  body: shown,
}

const broadcast: CmsPage = {
  layout: 'broadcaster: video note, data table, picture description, time in words, update time beside',
  url: 'http://tv.example/2026/1116/88.shtml',
  html: `<html><head><title>老旧小区换新颜 - 某某广播电视台</title></head><body><div class="crumbs">首页 &gt; 民生</div><div class="article"><h1>老旧小区换新颜</h1><div class="meta">更新时间：2026年11月17日 10:00　发布于 2026年11月16日 8时35分　|　某某广播电视台</div>
<div class="video"><p>您的浏览器不支持播放该视频</p></div><div class="lead">【核心提示】四十六盏灯亮了。</div>
<p>${prose[0]}</p><figure><img src="/p/1.jpg" width="600"><figcaption>改造后的路灯</figcaption></figure><p>${prose[1]}</p>
<table><tr><td>年份</td><td>小区</td></tr><tr><td>2025</td><td>七个</td></tr></table><p>${prose[2]}</p><p>▲改造前的巷子（图源：受访者）</p><p>${prose[3]}</p>
<p>编辑丨小禾</p><p>审核丨大山</p><p>图片来自网络，如有侵权请联系删除</p></div><div class="prev">上一篇：<a href="1">路灯亮了</a> 下一篇：<a href="2">车位有了</a></div></body></html>`,
  kind: 'article',
  title: '老旧小区换新颜',
  published: '2026-11-16T08:35:00+08:00',
  source: '某某广播电视台',
  body: [shown[0] ?? '', shown[1] ?? '', '年份 小区', '2025 七个', shown[2] ?? '', shown[3] ?? ''],
  images: ['http://tv.example/p/1.jpg'],
}

export const articlePages: readonly CmsPage[] = [
  blogLike,
  broadcast,
  portalArticle,
  trsArticle,
  digitalPaper,
  wechatArticle,
  scripted,
  gallery,
  mobile,
  interview,
  notice,
  answered,
]
