import { menu, prose, type CmsPage } from './cms-page.js'

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

const forumRow = (n: number, kind: string, title: string) =>
  `<tbody id="${kind}thread_${n}"><tr><td class="icn"><a href="thread-${n}-1-1.html" title="新窗口打开"><img src="f.gif"></a></td><th class="${n % 2 ? 'new' : 'common'}"><em>[<a href="forum-2-1.html">百姓呼声</a>]</em> <a href="thread-${n}-1-1.html" class="s xst">${title}</a> <span class="tps"><a href="thread-${n}-2-1.html">2</a></span></th><td class="by"><cite><a href="space-uid-${n}.html">网友${n}号</a></cite><em><span>2026-11-${10 + n}</span></em></td><td class="num"><a href="thread-${n}-1-1.html">3</a><em>70</em></td><td class="by"><cite><a href="space-uid-9.html">最后回复的人</a></cite><em><a href="forum.php?goto=${n}">2026-11-20 10:00</a></em></td></tr></tbody>`

const forumTitles = ['路灯坏了半年没人修', '占道经营', '楼上天天装修到半夜', '公园里的健身器材断了一根', '井盖松动']
const forumList: CmsPage = {
  layout: 'Discuz forum: rows of several makes, short titles, authors and last replies beside them',
  url: 'http://bbs.site.example/forum-2-1.html',
  html: `<html><head><title>百姓呼声 - 某某论坛 - Powered by Discuz!</title><meta name="generator" content="Discuz! X3.4"></head><body><div id="nv">${menu.join('')}</div><div id="threadlist"><table id="threadlisttableid">${forumTitles.map((title, i) => forumRow(i + 1, 'normal', title)).join('')}</table></div><div class="pg"><strong>1</strong><a href="forum-2-2.html">2</a><a href="forum-2-2.html" class="nxt">下一页</a></div></body></html>`,
  kind: 'list',
  links: forumTitles.map((title, i) => [
    `http://bbs.site.example/thread-${i + 1}-1-1.html`,
    title,
    `2026-11-${11 + i}T00:00:00+08:00`,
  ]),
  next: 'http://bbs.site.example/forum-2-2.html',
}

const tieba: CmsPage = {
  layout: 'mobile-first forum: original post of its own make, floors below it',
  url: 'http://tieba.site.example/p/5',
  html: `<html><head><title>新小区的电梯又停了_某某吧_贴吧</title></head><body><div class="core_title"><h3 class="core_title_txt">新小区的电梯又停了</h3></div><div class="p_postlist">${[
    ['十六楼', '2026-11-13 18:20', '第三次了，物业说等配件，已经等了一个月，十六楼天天爬。'],
    ['小满', '2026-11-13 19:00', '我们三幢也是，联名投诉吧。'],
    ['物业小李', '2026-11-14 08:30', '配件今天到，下午装好，给大家添麻烦了。'],
  ]
    .map(
      ([who, when, said], i) =>
        `<div class="l_post j_l_post"><div class="d_author"><ul><li class="icon"><img src="h.png"></li><li class="d_name"><a class="p_author_name" href="/home/main?un=${i}">${who}</a></li><li class="l_badge">等级 ${i + 3}</li></ul></div><div class="d_post_content_main"><div class="p_content"><div id="post_content_${i}" class="d_post_content j_d_post_content">${said}</div></div><div class="core_reply"><div class="post-tail-wrap"><span class="tail-info">${i + 1}楼</span><span class="tail-info">${when}</span></div><ul class="p_reply"><li><a href="#">回复</a></li></ul></div></div></div>`,
    )
    .join('')}</div></body></html>`,
  kind: 'thread',
  title: '新小区的电梯又停了',
  posts: [
    ['十六楼', '2026-11-13T18:20:00+08:00', '第三次了，物业说等配件，已经等了一个月，十六楼天天爬。'],
    ['小满', '2026-11-13T19:00:00+08:00', '我们三幢也是，联名投诉吧。'],
    ['物业小李', '2026-11-14T08:30:00+08:00', '配件今天到，下午装好，给大家添麻烦了。'],
  ],
}

const split: CmsPage = {
  layout: 'old portal: list in several <ul>, spacer rows, dates in brackets before the titles',
  url: 'http://old.city.example/news/index.htm',
  html: `<html><head><title>部门动态</title></head><body><table><tr><td class="left"><ul>${menu.join('')}</ul></td><td><div class="box">${[
    0, 1,
  ]
    .map(
      (half) =>
        `<ul class="ul1">${[0, 1, 2].map((i) => `<li><font color="gray">[2026/11/${16 - half * 3 - i}]</font>&nbsp;<a href="../news/${half * 3 + i}.htm">${listTitles[half * 3 + i]}</a></li>`).join('')}<li class="line"></li></ul>`,
    )
    .join(
      '',
    )}</div><div align="center">共 12 页 <a href="index.htm">首页</a> <a href="index_1.htm">下一页</a> <a href="index_11.htm">尾页</a></div></td></tr></table></body></html>`,
  kind: 'list',
  links: listTitles.map((title, i) => [
    `http://old.city.example/news/${i}.htm`,
    title,
    `2026-11-${16 - i}T00:00:00+08:00`,
  ]),
  next: 'http://old.city.example/news/index_1.htm',
}

export const listPages: readonly CmsPage[] = [forumList, tieba, split, portalList, newsList, discuzThread, plainThread]
