import { blind, each, readStories, type BlindPage } from './kit.js'

const stories = readStories('stories.txt')
const story = (i: number) => stories[i] as (typeof stories)[number]
const hot = [
  '我市召开防汛工作会议',
  '一季度招商引资成绩单出炉',
  '这条公交线路要改道了',
  '社区里来了“法律明白人”',
  '周末降温，注意添衣',
]
const list = (tag = 'li') => each(hot, `<${tag}><a href="/n/1.html" target="_blank">$</a></${tag}>`)

/** Pages of local papers and of content systems that small sites run on. */
export function locals(): BlindPage[] {
  return [
    zjol(),
    hangzhou(),
    county(),
    dahe(),
    rednet(),
    southcn(),
    media(),
    dede(),
    phpcms(),
    empire(),
    wordpress(),
    multipage(),
    urlTime(),
    scriptTime(),
    updated(),
    listicle(),
    tableBody(),
    logoHeading(),
  ]
}

function zjol() {
  const { title, paras } = story(20)
  return blind(
    'local',
    'zjol',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-浙江在线</title><meta name="keywords" content="医保"></head><body><div class="topNav"><a href="//www.zjol.com.cn">浙江在线首页</a><a>新闻</a></div><div class="main"><div class="path"><a>浙江在线</a>&nbsp;&gt;&nbsp;<a>浙江新闻</a>&nbsp;&gt;&nbsp;正文</div><div class="artTitle">${title}</div><div class="time"><span class="fl">2024年12月18日 07:55</span>　来源：<span>浙江在线</span>　作者：<span>记者 祝小言 通讯员 边某</span><div class="bshare"></div></div><div class="contTxt"><div class="artCon">${each(paras, '<p>　　$</p>')}</div><div class="tags"><p>标签：<a>医保</a>;<a>报销</a></p><p>责任编辑：汤某</p></div></div><div class="xgyd"><h3>相关阅读</h3><ul>${list()}</ul></div></div><div class="foot">增值电信业务经营许可证：浙B2-20110366 | 互联网新闻信息服务许可证：3312006002<br>浙江在线版权所有</div></body></html>`,
    { kind: 'article', title, published: '2024-12-18T07:55', source: '浙江在线', author: '祝小言 边某', body: paras },
  )
}

function hangzhou() {
  const { title, paras } = story(7)
  return blind(
    'local',
    'old-table-gb',
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>${title}-社会新闻-湖畔网</title></head><body bgcolor="#ffffff"><table width="950" align="center"><tr><td><script src="/top.js"></script></td></tr></table><table width="950" align="center"><tr><td width="640" valign="top"><table width="100%"><tr><td class="pos">您当前的位置：<a href="/">湖畔网</a> &gt; <a href="/sh/">社会新闻</a> &gt; 正文</td></tr><tr><td align="center"><font size="5"><b>${title}</b></font></td></tr><tr><td align="center" class="info">www.hupan.example.cn 2008年06月30日 09:12:40 星期一 来源：湖畔晚报</td></tr><tr><td><hr></td></tr><tr><td class="content"><table align="left" width="250"><tr><td><img src="pic.jpg"></td></tr></table>${each(paras, '<p>　　$</p>')}</td></tr><tr><td align="right">作者：晏某　编辑：解某</td></tr><tr><td>【<a href="javascript:window.print()">打印</a>】【<a href="javascript:window.close()">关闭</a>】</td></tr></table></td><td width="300" valign="top"><table><tr><td>新闻排行</td></tr>${each(hot, '<tr><td>·<a href="a.htm">$</a></td></tr>')}</table></td></tr></table><table align="center"><tr><td align="center">关于我们 | 广告服务 | 版权声明<br>湖畔网版权所有 未经授权禁止复制或镜像</td></tr></table></body></html>`,
    { kind: 'article', title, published: '2008-06-30T09:12:40', source: '湖畔晚报', author: '晏某', body: paras },
  )
}

function county() {
  const { title, paras } = story(21)
  return blind(
    'local',
    'county-media',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>要闻_江东新闻网</title></head><body><div class="header"><h1><a href="/"><img src="/logo.png" alt="江东新闻网"></a></h1><ul class="nav"><li><a>首页</a></li><li><a>要闻</a></li><li><a>镇街</a></li></ul></div><div class="container"><div class="crumb">当前位置：<a>首页</a>&gt;<a>要闻</a></div><div class="news_detail"><h2 class="news_title">${title}</h2><div class="news_info"><span>江东新闻网</span><span>2024-07-23</span><span>阅读量：1,203</span><span>记者：鲍小楠</span></div><div class="news_content">${each(paras, '<p style="text-indent:2em"><span style="font-family:宋体;font-size:16px">$</span></p>')}</div><div class="news_foot"><p>编辑：骆某 一审：魏某 二审：蒋某 三审：章某</p></div><div class="prenext"><p>上一篇：<a href="1.html">${hot[0]}</a></p><p>下一篇：<a href="2.html">${hot[1]}</a></p></div></div></div><div class="footer"><p>主办：江东区融媒体中心 地址：江东路1号 新闻热线：0575-80000000</p></div></body></html>`,
    { kind: 'article', title, published: '2024-07-23', source: '江东新闻网', author: '鲍小楠', body: paras },
  )
}

function dahe() {
  const { title, paras } = story(3)
  return blind(
    'local',
    'dahe',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-中原网</title></head><body><div class="mbx"><a>首页</a> &gt; <a>民生</a></div><div class="newsleft"><h1 id="4g_title">${title}</h1><div class="pubtime"><span id="pubtime_baidu">2024年07月14日08:31</span> <span id="source_baidu">来源：<a>中原日报</a></span> <span id="author_baidu">作者：程某</span> <div id="share">分享到：</div></div><div class="neiye_bd" id="mainCon">${each(paras.slice(0, 3), '<p>$</p>')}<div style="float:left"><script>ad300();</script></div>${each(paras.slice(3), '<p>$</p>')}<p>【来源：中原日报】</p><p>声明：此文版权归原作者所有，若有来源错误或者侵犯您的合法权益，您可通过邮箱与我们取得联系，我们将及时进行处理。</p></div><div id="editor_baidu">编辑：钮某</div><div class="zyn">${list()}</div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-14T08:31',
      source: '中原日报',
      author: '程某',
      body: paras,
      left_out: {
        credits: [
          '【来源：中原日报】',
          '声明：此文版权归原作者所有，若有来源错误或者侵犯您的合法权益，您可通过邮箱与我们取得联系，我们将及时进行处理。',
        ],
      },
    },
  )
}

function rednet() {
  const { title, paras } = story(9)
  return blind(
    'local',
    'rednet',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_红土网</title></head><body><header><a>时政</a><a>社会</a></header><div class="detail"><h1 class="detail_title">${title}</h1><div class="detail_info"><span>来源：红土网</span><span>作者：</span><span>编辑：桑某</span><span>2024-06-27 17:20:46</span><span>时刻新闻</span></div><div class="fontsize">—分享—</div><article class="detail_article_content">${each(paras, '<p>$</p>')}</article><div class="from"><p>来源：红土网</p><p>作者：</p><p>编辑：桑某</p></div><p class="disc">本文为江东新闻网原创文章，转载请附上原文出处链接和本声明。</p><div class="love">点赞</div></div><div class="right"><h3>今日推荐</h3>${list('p')}</div></body></html>`,
    { kind: 'article', title, published: '2024-06-27T17:20:46', source: '红土网', author: null, body: paras },
  )
}

function southcn() {
  const { title, paras } = story(0)
  return blind(
    'local',
    'southcn',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_南岭网</title><meta name="publishdate" content="2024-05-15 20:44:00"></head><body><div class="m-header"><a>南岭网</a></div><div class="m-article"><h2 id="article_title">${title}</h2><div class="meta"><div class="meta-item"><span id="source_baidu">来源: <a>南岭日报</a></span><span class="pub_time" id="pubtime_baidu">2024-05-15 20:44</span></div><div class="meta-tool">A- A A+</div></div><div class="u-audio">听新闻 00:00/02:11</div><div id="content" class="content">${each(paras, '<p>$</p>')}<p>【记者】封某 庄小易</p><p>【摄影】白某</p></div><div class="m-editor" id="editor_baidu">编辑 劳某</div></div><div class="m-hot">热点图片${list('p')}</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-15T20:44',
      source: '南岭日报',
      author: '封某 庄小易',
      body: paras,
      left_out: { credits: ['【记者】封某 庄小易', '【摄影】白某'] },
    },
  )
}

function media() {
  const { title, paras } = story(8)
  return blind(
    'local',
    'app-share',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>西江发布</title></head><body><div class="download-bar"><img src="/i.png"><span>西江发布 看见身边事</span><a>打开APP</a></div><div class="wrap"><div class="news-title">${title}</div><div class="news-from"><span>西江发布</span><span>09-02 10:31</span></div><div class="news-body">${each(paras, '<p>$</p>')}</div><div class="open-app">打开APP，阅读全文</div></div><div class="hot-comment"><div class="h">热门评论</div><div class="item"><b>山里人</b><p>以后收快递更快了</p></div></div><script>window.__INITIAL__={"detail":{"title":"${title}","publish_time":"2024-09-02 10:31:05","source":"西江发布"}}</script></body></html>`,
    { kind: 'article', title, published: '2024-09-02T10:31', source: '西江发布', author: null, body: paras },
  )
}

function dede() {
  const { title, paras } = story(22)
  return blind(
    'cms',
    'dedecms',
    `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "x"><html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk" /><title>${title}_农业频道_丘陵在线</title></head><body class="articleview"><div class="header"><div class="topbox"><a>设为首页</a></div></div><div class="w960 center clear mt1"><div class="pleft"><div class="place"><strong>当前位置:</strong> <a href='/'>主页</a> > <a href='/ny/'>农业频道</a> > </div><div class="viewbox"><div class="title"><h2>${title}</h2></div><div class="info"><small>时间:</small>2015-04-11 10:20<small>来源:</small>丘陵日报<small>作者:</small>admin<small>点击:</small><script src="/plus/count.php"></script>次</div><div class="intro">站在半山腰望去，六百亩杜鹃开得正盛...</div><div class="content"><table width='100%'><tr><td>${each(paras, '<div>　　$</div>')}</td></tr></table></div><div class="dede_pages"><ul class="pagelist"></ul></div><div class="newdigg"><div class="digg_good"><p>顶一下</p><p>(3)</p></div><div class="digg_bad"><p>踩一下</p></div></div></div><div class="boxoff"><strong>------分隔线----------------------------</strong></div><div class="handle"><div class="context"><ul><li>上一篇：<a href='1.html'>${hot[0]}</a></li><li>下一篇：没有了</li></ul></div><div class="actbox"><ul><li>收藏</li><li>挑错</li><li>推荐</li><li>打印</li></ul></div></div><div class="mt1"><dl class="tbox"><dt><strong>最新评论</strong></dt><dd>请自觉遵守互联网相关的政策法规，严禁发布色情、暴力、反动的言论。 评价: 中立 好评 差评</dd></dl></div></div><div class="pright"><dl class="tbox"><dt>热点内容</dt><dd><ul>${list()}</ul></dd></dl></div></div><div class="footer">Powered by DedeCMS_V57_GBK © 2004-2011</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2015-04-11T10:20',
      source: '丘陵日报',
      author: null,
      account: 'admin',
      body: paras,
      left_out: { lead: ['站在半山腰望去，六百亩杜鹃开得正盛...'] },
    },
  )
}

function phpcms() {
  const { title, paras } = story(18)
  return blind(
    'cms',
    'phpcms',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 产业 - 珠城网</title></head><body><div class="main"><div class="col-left"><div class="crumbs"><a>首页</a><span> > </span><a>产业</a> > 正文</div><div id="Article"><h1>${title}<br />
<span>2013-08-21 20:13:42&nbsp;&nbsp;&nbsp;来源：珠城网&nbsp;&nbsp;&nbsp;评论：<a href="#comment_iframe" id="comment">0</a> 点击：<span id="hits"></span></span></h1><div class="content">${each(paras, '<p>$</p>')}<div id="pages" class="text-c"></div><p style="margin-bottom:10px"><strong>相关热词搜索：</strong><a class="blue">珍珠</a></p></div><p class="f14"><strong>上一篇：</strong><a href="1">${hot[0]}</a><br /><strong>下一篇：</strong><a>${hot[1]}</a></p><div class="related"><h5 class="blue">延伸阅读：</h5><ul>${list()}</ul></div><div class="bdshare">分享到：</div></div><div class="box mg_t10"><h5>网友评论</h5></div></div></div></body></html>`,
    { kind: 'article', title, published: '2013-08-21T20:13:42', source: '珠城网', author: null, body: paras },
  )
}

function empire() {
  const { title, paras } = story(19)
  return blind(
    'cms',
    'empirecms',
    `<!DOCTYPE html><html><head><meta charset="gb2312"><title>${title}-美食-溪口生活网</title></head><body><div class="showpage"><table width="100%"><tr><td class="news_title"><h1>${title}</h1></td></tr><tr><td class="info_text" align="center">时间：2012-12-05 &nbsp;&nbsp;来源：本站原创 &nbsp;&nbsp;作者：糯米团 &nbsp;&nbsp;点击：<script src="/e/public/ViewClick/?id=1"></script>次</td></tr><tr><td id="text">${paras.map((p) => `　　${p}<br /><br />`).join('\n')}</td></tr></table><div class="tags">TAG：早餐</div><p>分享到： QQ空间 新浪微博 人人网</p><table><tr><td>您可能感兴趣的文章</td></tr>${each(hot, '<tr><td><a href="a.html">$</a></td></tr>')}</table></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2012-12-05',
      source: '本站原创',
      account: '糯米团',
      author: '糯米团',
      body: paras,
    },
  )
}

function wordpress() {
  const { title, paras } = story(17)
  return blind(
    'cms',
    'wordpress',
    `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>${title} – 街角杂志</title><meta property="article:published_time" content="2024-05-21T03:02:10+00:00"><meta property="article:modified_time" content="2024-06-01T05:00:00+00:00"></head><body class="post-template-default single"><header id="masthead"><h1 class="site-title"><a href="/">街角杂志</a></h1><p class="site-description">写给住在城里的人</p></header><main><article id="post-1" class="post type-post"><header class="entry-header"><h2 class="entry-title">${title}</h2><div class="entry-meta">由 <span class="author vcard"><a class="url fn n">郁小满</a></span> 发布于 <time class="entry-date published" datetime="2024-05-21T11:02:10+08:00">2024年5月21日</time><time class="updated" datetime="2024-06-01T13:00:00+08:00">2024年6月1日</time></div></header><div class="entry-content">${each(paras, '<p>$</p>')}</div><footer class="entry-footer">分类：<a>城市</a> 标签：<a>单车</a></footer></article><nav class="post-navigation"><a>上一篇 ${hot[2]}</a></nav><div id="comments"><h3>《${title}》有 2 条评论</h3><ol class="comment-list"><li class="comment"><div class="comment-author vcard"><cite class="fn">小树</cite></div><time datetime="2024-05-22T08:00:00+08:00">2024年5月22日</time><div class="comment-content"><p>写得真好，我们小区门口也是</p></div></li><li class="comment"><cite class="fn">阿黄</cite><div class="comment-content"><p>应该学学别的城市用电子围栏</p></div></li></ol></div></main><aside>近期文章${list('p')}</aside></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-21',
      source: '街角杂志',
      account: '郁小满',
      author: '郁小满',
      body: paras,
    },
  )
}

function multipage() {
  const { title, paras } = story(11)
  const first = [...story(16).paras]
  return blind(
    'local',
    'multipage',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>人物｜${story(16).title}（1/3）- 浦阳周刊</title></head><body><div class="nav"><a>首页</a></div><div class="art"><h1>人物｜${story(16).title}</h1><p class="sub-info">浦阳周刊 2024年第12期　　作者/路小北　　2024-03-28</p><div class="art-body">${each(first, '<p>$</p>')}<div class="page"><span>1</span> <a href="t1_2.html">2</a> <a href="t1_3.html">3</a> <a href="t1_2.html">下一页</a> <a href="t1_all.html">在本页阅读全文</a></div></div><div class="mores"><a>${title}</a><a>${paras[0]}</a></div></div></body></html>`,
    {
      kind: 'article',
      title: `人物｜${story(16).title}`,
      published: '2024-03-28',
      source: '浦阳周刊',
      author: '路小北',
      body: first,
    },
  )
}

function urlTime() {
  const { title, paras } = story(14)
  return blind(
    'local',
    'url-time',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="logo">枫桥在线</div><div class="box"><h1>${title}</h1><div class="txt">${each(paras, '<p>$</p>')}</div><div class="back"><a href="javascript:history.back()">返回</a></div></div><div>Copyright 2019-2024 枫桥在线</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-10-08',
      source: null,
      account: '枫桥在线',
      author: null,
      body: paras,
      base_url: 'http://www.fengqiao.example.cn/news/202410/08/t20241008_88213.html',
    },
  )
}

function scriptTime() {
  const { title, paras } = story(15)
  return blind(
    'local',
    'script-time',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 民声</title><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"${title}","datePublished":"2024-06-24T09:05:00+08:00","author":[{"@type":"Person","name":"靳小雨"}],"publisher":{"@type":"Organization","name":"民声网"}}</script></head><body><nav><a>民声</a></nav><main><h1>${title}</h1><span class="ago">5小时前</span><section>${each(paras, '<p>$</p>')}</section><section class="rec"><h4>猜你喜欢</h4>${list('p')}</section></main></body></html>`,
    { kind: 'article', title, published: '2024-06-24T09:05', source: '民声网', author: '靳小雨', body: paras },
  )
}

function updated() {
  const { title, paras } = story(5)
  return blind(
    'local',
    'updated',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_教育_三江都市网</title><meta name="lastmodified" content="2024-09-03 10:00:00"></head><body><div class="d"><h1>${title}</h1><div class="bar"><span>更新时间：2024-09-03 10:00</span><span>发布时间：2024-08-29 18:36</span><span>来源：三江都市报</span><span>责编：龙某</span></div><div class="zhaiyao"><b>摘要：</b>新学期作业怎么布置、午饭怎么吃、午觉怎么睡，都有了说法。</div><div class="c">${each(paras, '<p>$</p>')}</div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-08-29T18:36',
      source: '三江都市报',
      author: null,
      body: paras,
      left_out: {
        lead: [
          '摘要：新学期作业怎么布置、午饭怎么吃、午觉怎么睡，都有了说法。',
          '摘要：',
          '新学期作业怎么布置、午饭怎么吃、午觉怎么睡，都有了说法。',
        ],
      },
    },
  )
}

function listicle() {
  const title = '收藏！国庆假期我市这8个好去处'
  const items = hot.map((_, i) => [
    `0${i + 1} ${['白塔湖湿地', '东和乡十里坪', '榧王古道', '老街夜市', '斗岩攀岩公园'][i]}`,
    `地址：${['店口镇', '东和乡', '赵家镇', '暨阳街道', '牌头镇'][i]}　开放时间：8:30—17:00`,
    `推荐理由：${['坐一条摇橹船，看芦花和白鹭。', '秋天的梯田像打翻的调色盘。', '千年香榧树下，走一走老石阶。', '从臭豆腐吃到木莲豆腐，一条街足够。', '全家都能玩的入门岩壁，需提前预约。'][i]}`,
  ])
  const body = [
    '国庆小长假马上到了，还没想好去哪儿？小编整理了这份本地攻略，建议收藏。',
    ...items.flat(),
    '出门在外，请注意安全，文明出行。',
  ]
  return blind(
    'local',
    'listicle',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_旅游_暨阳热线</title></head><body><div class="nav"><a>旅游</a></div><h1 class="tt">${title}</h1><div class="info">2024-09-26 17:05:00 来源：暨阳热线</div><div class="cc"><p>${body[0]}</p>${items.map(([name, place, why]) => `<h3>${name}</h3><p><img src="/p.jpg"></p><p>${place}</p><p>${why}</p>`).join('')}<p>${body.at(-1)}</p></div><div class="like"><h3>你可能喜欢</h3><ul>${list()}</ul></div></body></html>`,
    { kind: 'article', title, published: '2024-09-26T17:05:00', source: '暨阳热线', author: null, body },
  )
}

function tableBody() {
  const title = '上半年全市房屋交易情况通报'
  const rows = [
    ['镇街', '成交套数', '成交面积（平方米）', '同比'],
    ['暨阳街道', '812', '93210', '-4.2%'],
    ['浣东街道', '655', '80144', '3.7%'],
    ['陶朱街道', '701', '86302', '1.1%'],
    ['店口镇', '233', '30117', '-11.0%'],
  ]
  const paras = [
    '据市住房保障中心统计，上半年全市二手住宅共成交2401套，与去年同期基本持平。各主要镇街情况如下：',
    '统计口径为完成网签备案的住宅，不含车位和商铺，数据以房产交易系统当日导出为准，后续如有撤销合同的情形将在下一期通报中予以调整。',
  ]
  return blind(
    'local',
    'table-body',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_楼市_暨阳房产网</title></head><body><div class="w"><h1>${title}</h1><div class="s">日期：2024-07-09　来源：暨阳房产网　浏览：831次</div><div class="c"><p>${paras[0]}</p><table border="1">${rows.map((row) => `<tr>${each(row, '<td><p>$</p></td>')}</tr>`).join('')}</table><p>${paras[1]}</p></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-09',
      source: '暨阳房产网',
      author: null,
      body: [paras[0] as string, ...rows.flat(), paras[1] as string],
    },
  )
}

function logoHeading() {
  const { title, paras } = story(2)
  return blind(
    'local',
    'logo-heading',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} | 民生 | 江畔新闻 | jiangpan.example.cn</title></head><body><h1 class="logo">江畔新闻</h1><div class="crumb">首页 / 民生</div><div class="hd"><p class="t">${title}</p><p class="m"><i>江畔新闻客户端</i> <i>June 20, 2024 14:05</i></p></div><div class="bd">${each(paras, '<div class="p">$</div>')}</div><div class="ft">新闻热线 0575-88888888 <br>本网站由江畔传媒集团主办</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-06-20T14:05',
      source: '江畔新闻客户端',
      account: '江畔新闻',
      author: null,
      body: paras,
    },
  )
}
