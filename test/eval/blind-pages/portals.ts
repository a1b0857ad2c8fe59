import { blind, each, readStories, type BlindPage } from './kit.js'

const stories = readStories('stories.txt')
const story = (i: number) => stories[i] as (typeof stories)[number]
const hot = ['这五种水果别空腹吃', '他花八万买的车开了一天就趴窝', '女子相亲被要求先做体检', '明天起这些地方要大降温']
const ads =
  '<div class="ad_box"><script>window.slotbydup=[];</script><a href="http://ad.example.com/c?1">广告</a></div>'

/** Pages of national portals and papers. */
export function portals(): BlindPage[] {
  return [
    netease(),
    sina(),
    sohu(),
    tencent(),
    ifeng(),
    people(),
    xinhua(),
    cctv(),
    thepaper(),
    jiemian(),
    huanqiu(),
    guancha(),
    chinanews(),
    chinadaily(),
    legalDaily(),
  ]
}

function netease() {
  const { title, paras } = story(0)
  return blind(
    'portal',
    '163',
    `<!DOCTYPE HTML><html id="ne_wrap" data-publishtime="2024-05-16 08:12:33" data-category="要闻"><head><title>${title}|断头路|望湖社区|住建局_网易订阅</title><meta charset="utf-8"><meta name="keywords" content="断头路,望湖社区"><meta property="article:author" content="网易"><meta property="article:published_time" content="2024-05-16T08:12:33+08:00"><script>window.NTES={docid:"J2A3",title:"${title}"}</script></head><body>
<div class="ntes_nav_wrap"><ul class="ntes-nav-list"><li><a href="https://www.163.com/">网易首页</a></li><li><a href="//mail.163.com">邮箱</a></li><li><a>登录</a></li></ul></div>
<div class="container clearfix" id="container"><div class="post_crumb"><a href="//www.163.com/">网易首页</a> &gt; <a>网易号</a> &gt; 正文 <a class="ntes-report">申请入驻</a></div>
<div class="post_main"><h1 class="post_title">${title}</h1><div class="post_info">2024-05-16 08:12:33　来源: <a href="https://www.163.com/dy/media/T1.html" target="_blank">越城晚读</a> 浙江 <a class="post_jubao" href="https://www.163.com/special/a.html">举报</a></div>
<div class="post_top"><div class="post_side" id="post_side"><a class="post_top_tie_count js-tielink" href="#">0</a><div class="post_share"><span>分享至</span><ul><li>微信</li><li>微博</li></ul><div class="share_qr">用微信扫码二维码<br>分享至好友和朋友圈</div></div></div></div>
<div class="post_content" id="content"><div class="post_body"><p id="3A1" style="text-indent:2em">${paras[0]}</p><p class="f_center"><img src="https://nimg.ws.126.net/a1.jpg"/><br></p><p style="text-align:center">断头路施工现场。望湖社区供图</p>${each(paras.slice(1), '<p>$</p>')}
<p>（原题为《城西三条断头路年内打通》）</p></div><div class="post_author"><i>*</i>特别声明：以上内容(如有图片或视频亦包括在内)为自媒体平台“网易号”用户上传并发布，本平台仅提供信息存储服务。</div><div class="post_statement">Notice: The content above (including the pictures and videos if any) is uploaded and posted by a user of NetEase Hao, which is a social media platform and only provides information storage services.</div></div>
<div class="tie-areas post_comment"><h2>网友评论</h2><div class="tie-new">暂无评论，快来抢沙发</div></div>
<div class="post_recommends"><div class="post_recommends_titles">相关推荐</div><ul>${each(hot, '<li class="post_recommend"><a class="post_recommend_title" href="/dy/article/X.html">$</a><p class="post_recommend_info"><span class="post_recommend_source">都市快报</span> 2024-05-15 22:10:11</p></li>')}</ul></div></div></div>
<div class="N-nav-bottom">About NetEase - 公司简介 - 联系方法 - 网易公司版权所有 ©1997-2024</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-16T08:12:33+08:00',
      source: '越城晚读',
      account: '越城晚读',
      author: null,
      body: paras,
      left_out: { captions: ['断头路施工现场。望湖社区供图'], orig_title: ['（原题为《城西三条断头路年内打通》）'] },
    },
  )
}

function sina() {
  const { title, paras } = story(1)
  return blind(
    'portal',
    'sina',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}|水泵_新浪新闻</title><meta property="og:title" content="${title}"><meta property="article:published_time" content="2024-08-10T09:31:00+08:00"><meta name="weibo: article:create_at" content="2024-08-10 09:31:00"><meta name="mediaid" content="澎湃新闻"></head><body>
<div class="top-header"><div class="sina-logo"><h1 class="logo"><a href="//news.sina.com.cn"><span>新浪新闻</span></a></h1></div></div><div class="path-search" data-sudaclick="cnav_breadcrumbs_p"><div class="path"><a href="/">新浪新闻</a><em>&gt;</em>正文</div></div>
<div class="main-content w1240"><h1 class="main-title">${title}</h1><div class="top-bar-wrap" id="top_bar_wrap"><div class="top-bar ani"><div class="top-bar-inner clearfix"><div class="second-title">${title}</div><div class="date-source"><span class="date">2024年08月10日 09:31</span><a href="http://x.example.cn" class="source ent-source" target="_blank">潮声日报</a></div><div class="page-tools"><span class="tool-item">缩小字体</span><span>放大字体</span><span>收藏</span><span>微博</span><span>微信</span><span>分享</span></div><span class="tool-cmt"><a class="num">0</a></span></div></div></div>
<div class="article-content clearfix"><div class="article-content-left"><div class="article" id="article"><!-- 引文 --><p cms-style="font-L">　　${paras[0]}</p>
<div class="img_wrapper"><img src="//n.sinaimg.cn/a.jpg" alt="泵站"><span class="img_descr">8月9日晚，城东排涝泵站灯火通明。 本文图片均为受访者供图</span></div>${each(paras.slice(1, 3), '<p cms-style="font-L">　　$</p>')}
<div data-sudaclick="ad_text_0" class="wap_special">${ads}</div>${each(paras.slice(3), '<p cms-style="font-L">　　$</p>')}<p class="show_author">责任编辑：刘某升 SN244 </p></div>
<div class="keywords" id="keywords"><span class="kw">文章关键词：</span><a>暴雨</a><a>泵站</a></div><div class="article-bottom clearfix"><a>我要反馈</a><div class="uni-blk-qr">新浪新闻公众号<p>更多猛料！欢迎扫描左方二维码关注新浪新闻官方微信（xinlang-xinwen）</p></div></div><div class="blk-related"><h3>相关新闻</h3><ul>${each(hot, '<li><a href="/c/1.shtml">$</a></li>')}</ul></div></div>
<div class="article-content-right"><div class="tab-news"><h2>阅读排行榜</h2><ol>${each(hot, '<li><a href="/c/2.shtml">$</a></li>')}</ol></div></div></div></div><div class="footer">新浪简介 | About Sina | 广告服务 | 联系我们<br>Copyright © 1996-2024 SINA Corporation</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-08-10T09:31',
      source: '潮声日报',
      author: null,
      body: paras,
      left_out: { captions: ['8月9日晚，城东排涝泵站灯火通明。 本文图片均为受访者供图'] },
    },
  )
}

function sohu() {
  const { title, paras } = story(2)
  return blind(
    'portal',
    'sohu',
    `<!DOCTYPE html><html><head><title>${title}_业主_物业_维修</title><meta charset="utf-8"><meta itemprop="datePublished" content="2024-06-21 15:20"><meta itemprop="dateUpdate" content="2024-06-21 15:31"><meta property="og:release_date" content="2024-06-21 15:20"><meta name="mediaid" content="民情直通车"></head><body class="article-page">
<header class="error-head"><a href="https://www.sohu.com">搜狐首页</a><nav><a>新闻</a><a>体育</a><a>汽车</a><a>房产</a></nav></header><div class="wrapper-box"><div id="main-container"><div class="area"><div class="location-without-nav"></div><div class="left sidebar"><div class="user-info" id="user-info"><div class="user-pic"><img src="//p.itc.cn/u.png"></div><h4><a href="//mp.sohu.com/profile?xpt=1">民情直通车</a></h4><p class="user-num"><em>1203</em>文章</p><p><em>88万</em>总阅读</p></div><div class="share">分享到</div></div>
<div class="left main"><div data-spm="content"><div class="text"><div class="text-title"><h1>
            ${title}
            <!-- 原创 --></h1><div class="article-info"><span class="time" id="news-time" data-val="1718954400000">2024-06-21 15:20</span><span class="article-tag"></span>发布于：<span class="area">浙江省</span></div></div>
<article class="article" id="mp-editor"><p data-role="original-title" style="display:none">原标题：电梯停了二十天 业主盼修</p>${each(paras.slice(0, 2), '<p><span>$</span></p>')}<p style="text-align:center"><img src="//p3.itc.cn/x.jpeg"/></p>${each(paras.slice(2), '<p><span>$</span></p>')}<p> <a href="//www.sohu.com/?strategyid=00001" target="_blank" title="点击进入搜狐首页" id="backsohucom"><span class="backword"><i class="backsohu"></i>返回搜狐，查看更多</span></a></p><p data-role="editor-name">责任编辑：<span></span></p></article>
<div id="articleTransfer" class="article-transfer">平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，搜狐仅提供信息存储空间服务。</div><div class="read-wrap">阅读 (<em>312</em>)</div></div></div><div id="recommend"><h3>推荐阅读</h3>${each(hot, '<div class="rec-item"><h4><a href="/a/1">$</a></h4><p>今日快报 · 昨天 20:11</p></div>')}</div></div><div class="right sidebar"><div class="hot-article"><h3>24小时热文</h3><ul>${each(hot, '<li><a>$</a></li>')}</ul></div></div></div></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-06-21T15:20',
      source: null,
      account: '民情直通车',
      author: '民情直通车',
      body: paras,
      left_out: { orig_title: ['原标题：电梯停了二十天 业主盼修'] },
    },
  )
}

function tencent() {
  const { title, paras } = story(3)
  return blind(
    'portal',
    'qq',
    `<!DOCTYPE html><html><head><meta charset="UTF-8"><title>${title}_腾讯新闻</title><meta name="apub:time" content="7/11/2024, 6:10:09 PM"><script>window.DATA = {"article_id":"20240711A08","title":"${title}","media":"钱塘观察","pubtime":"2024-07-11 18:10:09","comment_id":"81","tags":["菜价","农贸市场"]}</script></head><body>
<div id="TopNav"><a href="https://www.qq.com">腾讯网首页</a></div><div class="qq_conent clearfix"><div class="LEFT"><h1>${title}</h1><div class="content clearfix"><div id="LeftTool" class="LeftTool"><div class="left-stick-wp"><div class="year through"><span>2024</span></div><div class="md">07<span>/</span>11</div><div class="time">18:10</div><a class="site">钱塘观察</a></div></div>
<div class="content-article"><!--导语--><div class="article-content"><p class="one-p">${paras[0]}</p><p class="one-p"><img src="//inews.gtimg.com/a/0"></p>${each(paras.slice(1), '<p class="one-p">$</p>')}</div></div><div id="Status"></div><div class="comment-wrap" id="Comment"><h3>评论</h3></div></div></div><div class="RIGHT"><h2>热点精选</h2><ul>${each(hot, '<li><a href="/rain/a/1">$</a></li>')}</ul></div></div><div id="GoTop">返回顶部</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-11T18:10',
      source: '钱塘观察',
      account: '钱塘观察',
      author: null,
      body: paras,
    },
  )
}

function ifeng() {
  const { title, paras } = story(4)
  return blind(
    'portal',
    'ifeng',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_凤凰网</title><meta name="og:time " content="2024-04-02 07:15:00"><meta property="og:title" content="${title}"><script>var allData = {"docData":{"base62Id":"8Y","title":"${title}","newsTime":"2024-04-02 07:15:00","source":"浙里文化","contentData":{"contentList":[{"data":"<p>${paras[0]}</p>","type":"text"}]}},"nav":[{"title":"资讯"}]};</script></head><body><div id="root"><div class="index_topNav_2x"><a>首页</a><a>资讯</a><a>财经</a></div>
<div class="index_artical_EGlHp"><div class="index_box_3vA"><h1 class="index_topic_rj8qf">${title}</h1><div class="index_info_dAJYl"><a class="index_source_1b" href="//ishare.ifeng.com/">浙里文化</a><div class="index_timeBref_3Gs"><a>2024年04月02日 07:15:00</a> 来自浙江省</div></div><div class="index_comment_x"><span>0人参与</span> <span>0评论</span></div></div>
<div class="index_main_content_VS"><div class="index_text_D0U1y"><div>${each(paras, '<p>$</p>')}</div><span></span><div class="index_copyright_x">“特别声明：以上作品内容(包括在内的视频、图片或音频)为凤凰网旗下自媒体平台“大风号”用户上传并发布，本平台仅提供信息存储空间服务。</div></div></div></div><div class="index_aside_x"><h3>频道推荐</h3>${each(hot, '<p><a href="/c/1">$</a></p>')}</div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-04-02T07:15:00',
      source: '浙里文化',
      account: '浙里文化',
      author: null,
      body: paras,
    },
  )
}

function people() {
  const { title, paras } = story(5)
  return blind(
    'portal',
    'people',
    `<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html;charset=GBK"><title>${title}--浙江频道--人民网</title><meta name="publishdate" content="2024-08-28"><meta name="source" content="来源：本地日报 原创稿"><meta name="author" content="1020"></head><body>
<div class="top w1000"><a href="http://www.people.com.cn">人民网</a> &gt;&gt; <a>浙江频道</a> &gt;&gt; <a>教育</a></div><div class="layout rm_txt cf"><div class="col col-1"><h3 class="pre">聚焦开学季</h3><h1>${title}</h1><h4 class="sub"></h4><div class="author cf">本报记者 袁小满</div>
<div class="channel cf"><div class="col-1-1 fl">2024年08月28日08:14 | 来源：<a href="http://paper.example.cn">本地日报</a></div><div class="col-1-2 fr"><span id="font-s">小字号</span><a></a></div></div><div class="bza"></div><div class="rm_txt_con cf"><div class="otitle"></div>${each(paras, '<p style="text-indent: 2em;">\n\t$</p>')}<p class="paper_num">《本地日报》（2024年08月28日 第 06 版）</p><div class="edit cf">(责编：张小庭、方某)</div></div><div class="bottom_fx cf"><div class="share">分享让更多人看到</div></div><div class="rm_relevant cf"><h2><span>推荐阅读</span></h2><ul>${each(hot, '<li><a href="/n2/1.html">$</a></li>')}</ul></div></div><div class="col col-2 fr"><h3>热门排行</h3><ol>${each(hot, '<li><a>$</a></li>')}</ol></div></div><div class="w1000 copyright">人 民 网 版 权 所 有 ，未 经 书 面 授 权 禁 止 使 用</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-08-28T08:14',
      source: '本地日报',
      author: '袁小满',
      body: paras,
      left_out: { credits: ['《本地日报》（2024年08月28日 第 06 版）', '(责编：张小庭、方某)'] },
    },
  )
}

function xinhua() {
  const { title, paras } = story(6)
  const body = [`新华社杭州5月13日电（记者 顾某文、岑某）${paras[0]}`, ...paras.slice(1)]
  return blind(
    'portal',
    'xinhuanet',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="publishdate" content="2024-05-13"><title>${title}-新华网</title></head><body><div class="fix-ewm domPC"><div class="fxd">扫一扫，手机阅读</div></div>
<div class="header domPC"><div class="header-cont clearfix"><div class="header-time left"><span class="year"><em> 2024</em></span> <span class="day"><em>05</em>/<em>13</em></span> <span class="time"> 10:03:22</span></div><div class="source">来源：新华网</div><div class="head-line clearfix"><h1><span class="title">${title}</span><span class="btn-audio"></span></h1><div class="pageShare"><div class="setFont">字体：<span>小</span><span>中</span><span>大</span></div><div class="share">分享到：<a></a></div></div></div></div></div>
<div class="mheader domMobile"><h1><span class="title">${title}</span></h1><div class="info">2024-05-13 10:03:22 <span>来源：新华网</span></div></div>
<div class="main clearfix"><div class="main-left left"><div id="detail"><span id="detailContent">${each(body, '<p>　　$</p>')}</span><div id="articleEdit"><span class="tiyi1 domPC"><a href="javascript:void(0);">【纠错】</a></span><span class="editor">【责任编辑:甄某】</span></div></div><div class="ad-wrap">阅读下一篇：<a href="/1.htm">${hot[0]}</a></div></div><div class="main-right right"><h3>深度观察</h3>${each(hot, '<p><a>$</a></p>')}</div></div><div class="foot"><script>document.write('x')</script></div></body></html>`,
    { kind: 'article', title, published: '2024-05-13T10:03:22', source: '新华网', author: '顾某文 岑某', body },
  )
}

function cctv() {
  const { title, paras } = story(7)
  return blind(
    'portal',
    'cctv',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_新闻频道_央视网(cctv.com)</title><script>var commentTitle="${title}";var publishDate="20240702101512 ";</script></head><body><div class="nav_wrapper"><ul><li><a>新闻</a></li><li><a>视频</a></li></ul></div>
<div class="con_md"><div id="title_area" class="title_area"><h1>${title}</h1><div class="info1">来源：央视网  |  2024年07月02日 10:15:12</div><div class="info2" style="display:none"><span>2024-07-02 10:15:12</span></div><div class="function"><a>分享</a><a>字号</a></div></div>
<div class="text_area"><div class="content_area" id="content_area">${each(paras, '<p>　　$</p>')}</div><div class="zebian"><span>编辑：柯某</span><span>责任编辑：尹某</span></div></div><div class="qr">点击图片进入专题<br>扫一扫 分享到微信</div><div class="zgbx"><h4>精彩推荐</h4>${each(hot, '<a href="/a.shtml">$</a>')}</div></div><div class="bottom">中央广播电视总台 央视网 版权所有 京ICP证060535号</div></body></html>`,
    { kind: 'article', title, published: '2024-07-02T10:15:12', source: '央视网', author: null, body: paras },
  )
}

function thepaper() {
  const { title, paras } = story(8)
  const data = JSON.stringify({
    props: {
      pageProps: {
        detailData: {
          contentDetail: {
            contId: 2731,
            name: title,
            pubTime: '2024-09-02 11:20',
            author: '澎湃新闻记者 林小棠',
            publishTime: 1725247253120,
            content: `<p>${paras.join('</p><p>')}</p>`,
          },
        },
      },
    },
  })
  return blind(
    'portal',
    'thepaper',
    `<!DOCTYPE html><html><head><meta charset="utf-8"/><title>${title}_浙江身边事_澎湃新闻-The Paper</title><meta property="og:title" content="${title}"/></head><body><div id="__next"><main><div class="index_header__x"><ul><li>要闻</li><li>深度</li><li>直播</li></ul><a>登录</a></div>
<div class="index_wrapper__L_zqV"><h1 class="index_title__B8mhI">${title}</h1><div class="index_headerContent__sASF4"><div class="ant-space"><div>澎湃新闻记者 林小棠</div></div><div class="ant-space"><div class="ant-space-item"><span>2024-09-02 11:20</span></div><div class="ant-space-item">来源：<span>澎湃新闻</span></div></div><a>∙ 浙江</a><span>字号</span></div><div class="index_wrapDiv__u"><div class="index_cententWrap__Jv8jK">${each(paras, '<p>$</p>')}</div></div><div class="index_copyright__d"><span>责任编辑：伍某</span><span>校对：石某</span></div><div class="index_tips">澎湃新闻报料：021-962866</div><div>澎湃新闻，未经授权不得转载</div></div><div class="index_commentWrap__"><h2>评论（23）</h2><textarea placeholder="发表评论"></textarea></div><div class="index_relate"><h2>相关推荐</h2>${each(hot, '<div><a href="/newsDetail_forward_1">$</a></div>')}</div></main></div><script id="__NEXT_DATA__" type="application/json">${data}</script></body></html>`,
    { kind: 'article', title, published: '2024-09-02T11:20', source: '澎湃新闻', author: '林小棠', body: paras },
  )
}

function jiemian() {
  const { title, paras } = story(17)
  return blind(
    'portal',
    'jiemian',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}|界面新闻</title><meta name="description" content="车多了，路窄了。"></head><body><div class="header"><a class="logo" href="/">界面</a></div><div class="article-view"><div class="article-img"><img src="//img.example.com/a.jpg"><p>来源：图虫创意</p></div><div class="article-header"><h1>${title}</h1><p>车多了，路窄了，一座县城的单车难题。</p></div><div class="article-info"><p><span class="author"><a href="/a/1">苗小溪</a></span> · <span data-article-publish-time="1715502000">2024/05/12 16:20</span> <span class="collect">浏览 5.2w</span></p><p>来源：界面新闻</p></div>
<div class="article-main"><div class="article-content"><p>界面新闻记者 | <a>苗小溪</a></p><p>界面新闻编辑 | <a>夏某</a></p>${each(paras, '<p>$</p>')}<p><br></p></div><div class="article-source"><p>未经正式授权严禁转载本文，侵权必究。</p></div></div><div class="comment-main"><h3>评论</h3><p>暂无评论哦，快来评价一下吧！</p></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-12T16:20',
      source: '界面新闻',
      author: '苗小溪',
      body: paras,
      left_out: {
        lead: ['车多了，路窄了，一座县城的单车难题。'],
        credits: ['界面新闻记者 | 苗小溪', '界面新闻编辑 | 夏某'],
      },
    },
  )
}

function huanqiu() {
  const { title, paras } = story(16)
  return blind(
    'portal',
    'huanqiu',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><textarea class="article-title">${title}</textarea><textarea class="article-time">1715476920000</textarea><div class="l-container"><div class="t-container"><div class="t-container-title"><h3>${title}</h3></div><div class="t-container-metadata"><div class="metadata-info"><p class="time">2024-05-12 09:22</p><span class="source"><span>来源：<a>环球网</a></span></span><span class="author">作者：华小衣</span></div><div class="metadata-opration"><a>分享</a><a>评论</a></div></div></div>
<div class="b-container"><div class="l-con clear"><article><section data-type="rtext">${each(paras, '<p>$</p>')}</section></article><p class="article-editor">责编：卜某</p><div class="copyright">版权作品，未经环球网Huanqiu.com书面授权，严禁转载，违者将被追究法律责任。</div></div><div class="r-con"><h3>热门新闻</h3>${each(hot, '<a href="/article/1">$</a>')}</div></div></div></body></html>`,
    { kind: 'article', title, published: '2024-05-12T09:22', source: '环球网', author: '华小衣', body: paras },
  )
}

function guancha() {
  const { title, paras } = story(18)
  return blind(
    'portal',
    'guancha',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="header"><div class="logo"><a href="/">观察者</a></div><ul class="nav"><li>首页</li><li>国际</li></ul></div><div class="content"><div class="main"><ul class="content-bd"><li class="left left-main"><h3>${title}</h3><div class="time fix"><span>2024-06-12 14:41:26</span><span>来源：观察者网</span> <span>字号：<a>A-</a><a>A</a><a>A+</a></span></div><p class="key-word fix"><span>关键词：</span><a>珍珠</a><a>直播</a></p><div class="content all-txt">${each(paras, '<p>$</p>')}<p>本文系观察者网独家稿件，未经授权，不得转载。</p></div><div class="share">分享到</div><div class="editor">责任编辑：韦小语</div><div class="qr"><p>观察者APP，更好阅读体验</p></div><div class="related"><h4>相关推荐</h4>${each(hot, '<a href="/x/1.shtml">$</a>')}</div></li><li class="right"><h4>最闻 Hot</h4>${each(hot, '<p>$</p>')}</li></ul></div></div></body></html>`,
    { kind: 'article', title, published: '2024-06-12T14:41:26', source: '观察者网', author: null, body: paras },
  )
}

function chinanews() {
  const { title, paras } = story(19)
  const body = [`中新网绍兴3月5日电 (项小川)${paras[0]}`, ...paras.slice(1, 3), `${paras[3]}(完)`]
  return blind(
    'portal',
    'chinanews',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-中新网</title></head><body><div class="w1280 nav_box"><a>首页</a> → <a>社会新闻</a></div><div class="con_left"><div class="content_maincontent_more"><div class="content_title"><div class="content_left_title">${title}</div><div class="content_left_time">2024年03月05日 11:22　来源：中国新闻网<div class="share"><span>参与互动</span><a>大字体</a><a>小字体</a><a>分享到：</a></div></div></div><div class="content_maincontent_content"><div class="left_zw">${each(body, '<p>　　$</p>')}<div class="adInContent">${ads}</div></div><div class="adEditor"><div class="left_name"><div class="left_name">【编辑:邵某】</div></div></div></div></div><div class="jxnr"><div>更多精彩内容请进入社会新闻</div>${each(hot, '<a href="/sh/1.shtml">$</a>')}</div></div><div class="pagebottom">本网站所刊载信息，不代表中新社和中新网观点。 刊用本网站稿件，务经书面授权。<br>未经授权禁止转载、摘编、复制及建立镜像，违者将依法追究法律责任。</div></body></html>`,
    { kind: 'article', title, published: '2024-03-05T11:22', source: '中国新闻网', author: '项小川', body },
  )
}

function chinadaily() {
  const title = 'County turns idle tea factory into library for villagers'
  const paras = [
    'A tea factory that stood empty for eleven years in eastern Zhejiang has reopened as a library, drawing more than 30,000 visitors in its first twelve months.',
    'The building keeps its brick walls and three cast-iron woks, which used to dry the spring harvest. Children now sit around them to read.',
    '"We were told nobody in a village would come for books," said Yu, the village head. "On weekends there is no place left to park."',
    'The local government spent 2.4 million yuan on the conversion, and six guesthouses have opened nearby since.',
  ]
  return blind(
    'portal',
    'chinadaily',
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${title} - Chinadaily.com.cn</title><meta name="publishdate" content="2024-05-07"><meta name="source" content="China Daily"></head><body><div class="topNav"><a>HOME</a><a>CHINA</a><a>WORLD</a></div><div class="main_art"><div class="breadcrumb">China / Society</div><div id="lft-art" class="lft_art"><h1>${title}</h1><div class="info"><span class="info_l">By Lin Xiao in Hangzhou | China Daily | Updated: 2024-05-07 09:14</span><div class="share"><a>Share</a></div></div><div id="Content"><figure class="image"><img src="/a.jpg"><figcaption>Children read in the former tea factory. [Photo provided to China Daily]</figcaption></figure>${each(paras, '<p>$</p>')}</div></div><div class="rgt"><h3>Most Viewed in 24 Hours</h3><a>Ten photos from across China</a></div></div><div class="foot">Copyright 1995 - 2024. All rights reserved.</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-07T09:14',
      source: 'China Daily',
      author: 'Lin Xiao',
      body: paras,
      left_out: { captions: ['Children read in the former tea factory. [Photo provided to China Daily]'] },
    },
  )
}

function legalDaily() {
  const { title, paras } = story(23)
  return blind(
    'portal',
    'legaldaily',
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>${title}|外卖|封签-法治网</title></head><body><table width="980"><tr><td class="nav"><a href="/">首页</a>|<a>法院</a>|<a>检察</a></td></tr></table><table width="980"><tr><td width="660" valign="top"><table width="100%"><tr><td align="center" class="f22 b black02">${title}</td></tr><tr><td align="center" class="f12 black02">发布时间：2024-05-20 15:47 星期一</td></tr><tr><td align="center" class="f12">来源：法治网</td></tr><tr><td class="f14 black02" id="ShowContent">${each(paras, '　　$<br><br>')}　　(记者 罗某)</td></tr><tr><td align="right">责任编辑：古某</td></tr></table></td><td width="300" valign="top"><b>点击排行</b><ul>${each(hot, '<li><a href="x.htm">$</a></li>')}</ul></td></tr></table></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-20T15:47',
      source: '法治网',
      author: '罗某',
      body: paras,
      left_out: { credits: ['(记者 罗某)'] },
    },
  )
}
