import { blind, each, readStories, type BlindPage } from './kit.js'

const stories = readStories('stories.txt')
const story = (i: number) => stories[i] as (typeof stories)[number]
const hot = ['周末去哪儿玩？收好这份攻略', '多地公布新规', '这个习惯很多人都有', '他走红之后']

/** Pages of platforms where accounts and people write. */
export function platforms(): BlindPage[] {
  return [
    toutiao(),
    baijiahao(),
    wechat(),
    wechatOffice(),
    zhihuColumn(),
    zhihuAnswer(),
    weiboArticle(),
    weiboStatus(),
    bilibili(),
    doubanNote(),
    xueqiu(),
    jianshu(),
  ]
}

function toutiao() {
  const { title, paras } = story(9)
  const data = encodeURIComponent(JSON.stringify({ data: { title, publishTime: '1720410000', source: null } }))
  return blind(
    'platform',
    'toutiao',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-今日头条</title></head><body><div id="root"><div class="main-nav-wrapper"><a>推荐</a><a>关注</a></div><div class="article-detail-container"><div class="detail-side-interaction">12评论收藏分享</div><div class="article-content"><h1>${title}</h1><div class="article-meta"><span>2024-07-08 11:40</span><span class="dot">·</span><span class="name"><a href="/c/user/1/" rel="nofollow">山乡记事</a></span></div><div><article class="syl-article-base tt-article-content syl-page-article syl-device-pc"><p data-track="1">${paras[0]}</p><div class="pgc-img"><img class="syl-page-img" src="https://p3.toutiaoimg.com/a"><p class="pgc-img-caption">村里的共享厨房</p></div>${each(paras.slice(1), '<p data-track="2">$</p>')}</article></div><div class="detail-end"><a class="report">举报</a></div></div><div class="ttp-comment-block"><div class="title">评论 12</div><ul class="comment-list"><li><div class="comment-info"><a class="name">风过竹林</a><p class="content">这个食堂真好，希望我们村也有</p><span>3天前</span></div></li><li><div class="comment-info"><a class="name">老张</a><p class="content">支持一个，五块钱连菜钱都不够</p><span>2天前</span></div></li></ul></div></div><div class="right-sidebar"><div class="title">相关推荐</div>${each(hot, '<a href="/article/1/"><p>$</p></a>')}</div></div><script id="RENDER_DATA" type="application/json">${data}</script></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-08T11:40',
      source: null,
      account: '山乡记事',
      author: '山乡记事',
      body: paras,
      left_out: { captions: ['村里的共享厨房'] },
    },
  )
}

function baijiahao() {
  const { title, paras } = story(10)
  return blind(
    'platform',
    'baijiahao',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title><script type="application/ld+json">{"@context":"https://ziyuan.baidu.com/contexts/cambrian.jsonld","@id":"https://baijiahao.baidu.com/s?id=1","appid":"no appid","title":"${title}","pubDate":"2024-11-05T20:31:12","upDate":"2024-11-05T20:31:12"}</script></head><body><div id="header"><a class="logo"></a><a>关注</a></div><div id="ssr-content"><div class="_2sUUz"><div class="EaCvy"><div class="sKHSJ">${title}</div><div class="_1y8kf"><div class="_2bKNC"><img src="https://avatar.bdstatic.com/x"></div><div class="_2gGWi"><div class="_2sHh9"><a class="_2yrDo" href="https://author.baidu.com/home/1"><p class="_7y5nA" data-testid="author-name">城事早知道</p></a></div><div class="_10s4U"><span class="_2sYeV" data-testid="updatetime">2024-11-05 20:31</span><span class="_1N2S4">浙江</span><span>城事早知道官方账号</span></div></div><div class="_3follow">关注</div></div></div><div class="_18p7x" data-testid="article"><div class="dpu8C _2kCxD"><p><span class="bjh-p">${paras[0]}</span></p></div>${each(paras.slice(1), '<div class="dpu8C _2kCxD"><p><span class="bjh-p">$</span></p></div>')}</div><div class="_33vNK"><div class="_213f4">举报/反馈</div></div></div><div id="commentModule"><div class="comments">发表评论 发表</div></div><div class="_1sidebar"><div>作者最新文章</div>${each(hot, '<a href="#"><span>$</span></a>')}</div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-11-05T20:31',
      source: null,
      account: '城事早知道',
      author: '城事早知道',
      body: paras,
    },
  )
}

function wechat() {
  const { title, paras } = story(19)
  return blind(
    'platform',
    'wechat-food',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><meta property="og:title" content="${title}"/><meta property="og:article:author" content="阿笋"/><meta name="author" content="阿笋"/><meta property="og:site_name" content="微信公众平台"/></head><body id="activity-detail" class="zh_CN wx_wap_page"><div id="js_article" class="rich_media"><div class="rich_media_inner"><div id="page-content" class="rich_media_area_primary"><div id="img-content" class="rich_media_wrp"><h1 class="rich_media_title " id="activity-name">

${title}
</h1><div id="meta_content" class="rich_media_meta_list"><span id="copyright_logo" class="rich_media_meta icon_appmsg_tag">原创</span><span class="rich_media_meta rich_media_meta_text">
阿笋                                    </span><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a href="javascript:void(0);" id="js_name">
              小城味道            </a><div id="js_profile_qrcode" class="profile_container" style="display:none;"><strong class="profile_nickname">小城味道</strong><p class="profile_meta"><label class="profile_meta_label">微信号</label><span class="profile_meta_value">xcwd2020</span></p><p class="profile_meta"><label class="profile_meta_label">功能介绍</label><span class="profile_meta_value">一城一味，一碗热汤。</span></p></div></span><em id="publish_time" class="rich_media_meta rich_media_meta_text"></em></div>
<div class="rich_media_content js_underline_content" id="js_content" style="visibility: hidden; opacity: 0;"><section style="text-align:center"><span leaf="">点击上方蓝字关注我们</span></section>${each(paras.slice(0, 2), '<section style="line-height:2"><span style="font-size:15px"><span leaf="">$</span></span></section><section><span leaf=""><br></span></section>')}<section><img class="rich_pages wxw-img" data-src="https://mmbiz.qpic.cn/a" data-type="jpeg"></section>${each(paras.slice(2), '<section style="line-height:2"><span leaf="">$</span></section>')}<section><mp-common-profile class="js_uneditable" data-nickname="小城味道"></mp-common-profile></section></div><div id="js_tags" class="rich_media_tags"><a>#早餐</a></div></div><div class="rich_media_tool">阅读原文 阅读 <span id="readNum3"></span></div></div></div></div><script type="text/javascript">var nickname = htmlDecode("小城味道"); var ct = "1711926120"; var msg_title = '${title}'.html(false); var createTime = '2024-04-01 07:02';</script></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-04-01T07:02',
      source: '小城味道',
      account: '小城味道',
      author: '阿笋',
      body: paras,
      left_out: { credits: ['点击上方蓝字关注我们'] },
    },
  )
}

function wechatOffice() {
  const { title, paras } = story(13)
  return blind(
    'platform',
    'wechat-office',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title></title><meta property="og:title" content="${title}"/><meta property="og:article:author" content=""/></head><body id="activity-detail"><div id="js_article"><div id="img-content"><h1 class="rich_media_title " id="activity-name"><span class="js_title_inner">${title}</span></h1><div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_nickname" id="profileBt"><a id="js_name">暨阳气象</a></span><span id="meta_content_hide_info"><em id="publish_time" class="rich_media_meta rich_media_meta_text">2024年08月03日 08:41</em><em id="js_ip_wording_wrp" style="display: none;">浙江</em></span></div><div class="rich_media_content" id="js_content" style="visibility: hidden;"><p style="text-align: center;"><img data-src="https://mmbiz.qpic.cn/h.gif"></p><p>${paras[0]}</p><p><br></p><p style="font-size:12px;color:#888">编辑 | 周某</p><p style="font-size:12px">审核 | 茅某</p><p style="text-align:center">喜欢就点个“在看”吧</p></div></div></div><script>var oriCreateTime = '1722645660'; var nickname = "暨阳气象";</script></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-08-03T08:41',
      source: '暨阳气象',
      account: '暨阳气象',
      author: null,
      body: paras,
      left_out: { credits: ['编辑 | 周某', '审核 | 茅某', '喜欢就点个“在看”吧'] },
    },
  )
}

function zhihuColumn() {
  const { title, paras } = story(17)
  return blind(
    'platform',
    'zhihu-zhuanlan',
    `<!doctype html><html lang="zh"><head><meta charSet="utf-8"/><title data-rh="true">${title} - 知乎</title><meta data-rh="true" property="og:title" content="${title}"/></head><body><div id="root"><div class="ColumnPageHeader-Wrapper"><div class="ColumnPageHeader-Title">首发于<a class="ColumnLink" href="//zhuanlan.zhihu.com/city">城市观察笔记</a></div><button>写文章</button></div><div class="Post-Main Post-NormalMain"><header class="Post-Header"><h1 class="Post-Title">${title}</h1><div class="Post-Author"><div class="AuthorInfo" itemprop="author" itemscope><meta itemprop="name" content="路口的风"/><div class="AuthorInfo-content"><div class="AuthorInfo-head"><span class="UserLink AuthorInfo-name"><a class="UserLink-link" href="//www.zhihu.com/people/a">路口的风</a></span></div><div class="AuthorInfo-detail"><div class="AuthorInfo-badge">城市规划从业者</div></div></div></div><button class="FollowButton">关注</button></div><div><span class="Voters"><button>128 人赞同了该文章</button></span></div></header><div class="Post-RichTextContainer"><div class="RichText ztext Post-RichText css-1r"><p data-first-child data-pid="a">${paras[0]}</p><figure data-size="normal"><noscript><img src="https://pic1.zhimg.com/a.jpg"/></noscript><img src="data:image/svg+xml;utf8,&lt;svg&gt;" class="lazy"/><figcaption>晚高峰的人行道</figcaption></figure>${each(paras.slice(1), '<p data-pid="b">$</p>')}</div></div><div class="ContentItem-time">发布于 2024-05-13 21:44<!-- -->・IP 属地浙江</div><div class="Post-topicsAndReviewer"><div class="TopicList"><a>共享单车</a><a>城市管理</a></div></div><div class="ContentItem-actions">​赞同 128​​9 条评论​分享​喜欢​收藏​申请转载</div></div><div class="Post-Sub"><div class="Recommendations-Main"><h3>推荐阅读</h3>${each(hot, '<a><h4>$</h4></a>')}</div><div class="Comments-container">还没有评论，发表第一个评论吧</div></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-13T21:44',
      source: null,
      account: '路口的风',
      author: '路口的风',
      body: paras,
      left_out: { captions: ['晚高峰的人行道'] },
    },
  )
}

function zhihuAnswer() {
  const title = '在县城买房，应该选学区房还是靠近高铁站？'
  const paras = [
    '先说结论：自住选学区，别信“高铁红利”。',
    '我在县城做了九年房产经纪，经手过四百多套房子。离高铁站两公里的新盘，交房三年入住率不到三成，晚上看不到几盏灯。',
    '学区房的问题是老，没有电梯，停车靠抢。但孩子上学的那几年，每天少走的二十分钟是实实在在的。',
    '最后提醒一句，学区每年会微调，买之前一定去教育局网站看当年的划分公告，不要听中介口头承诺（包括我）。',
  ]
  return blind(
    'platform',
    'zhihu-answer',
    `<!doctype html><html><head><meta charset="utf-8"/><title>${title} - 知乎</title><meta name="keywords" content="买房,县城"/></head><body><div id="root"><header class="AppHeader"><ul class="AppHeader-Tabs"><li>首页</li><li>知学堂</li><li>等你来答</li></ul></header><div class="QuestionPage" itemscope itemtype="http://schema.org/Question"><div class="QuestionHeader"><div class="QuestionHeader-topics"><a>房产</a><a>县城</a></div><h1 class="QuestionHeader-title">${title}</h1><div class="NumberBoard">关注者<strong>213</strong>被浏览<strong>88,102</strong></div><button>关注问题</button><button>​写回答</button></div><div class="Question-main"><div class="ViewAll"><a href="/question/1">查看全部 46 个回答</a></div><div class="Card AnswerCard"><div class="ContentItem AnswerItem"><div class="ContentItem-meta"><div class="AuthorInfo"><span class="UserLink AuthorInfo-name"><a class="UserLink-link">钥匙串叮当</a></span><div class="AuthorInfo-detail">九年房产经纪</div></div><span>326 人赞同了该回答</span></div><div class="RichContent"><div class="RichContent-inner"><span class="RichText ztext CopyrightRichText-richText">${each(paras, '<p data-pid="x">$</p>')}</span></div><div class="ContentItem-time"><a><span data-tooltip="发布于 2023-09-14 22:05">编辑于 2023-09-15 08:12</span></a>・浙江</div><div class="ContentItem-actions">​赞同 326​​ 41 条评论 ​分享​收藏​喜欢</div></div></div></div></div><div class="Question-sideColumn"><div class="Card">关于作者 钥匙串叮当 回答71 文章3 关注者901</div><div>相关问题${each(hot, '<a>$ 12 个回答</a>')}</div></div></div></div></body></html>`,
    { kind: 'article', title, published: null, source: null, account: '钥匙串叮当', author: '钥匙串叮当', body: paras },
  )
}

function weiboArticle() {
  const { title, paras } = story(22)
  return blind(
    'platform',
    'weibo-article',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body class="WB_article"><div class="WB_artical"><div class="main_toppic"><div class="picbox"><img src="//wx1.sinaimg.cn/a"></div></div><div class="main_editor" node-type="articleContent"><div class="title" node-type="articleTitle">${title}</div><div class="authorinfo S_bg2"><div class="W_fl"><span class="author2"><a class="W_autocut"><em class="W_autocut">行走浙中</em></a></span><span class="time">2024-04-18 12:20:31</span><span class="num">阅读数：3021</span></div></div><div class="preface">三年，六百亩，一个年轻人。</div><div class="WB_editor_iframe_new" node-type="contentBody">${each(paras, '<p align="justify">$</p>')}<p><br></p></div><div class="artical_add_box"><div class="W_fl">责任编辑：</div></div></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-04-18T12:20:31',
      source: null,
      account: '行走浙中',
      author: '行走浙中',
      body: paras,
      left_out: { lead: ['三年，六百亩，一个年轻人。'] },
    },
  )
}

function weiboStatus() {
  const text =
    '【夜间施工扰民】城东菜市场旁边的工地已经连续一周凌晨两点还在打桩，打了三次热线，每次来人就停，人一走又开始。小区里有两个高考生，求有关部门管一管！@暨阳发布'
  const json = JSON.stringify([
    {
      status: {
        created_at: 'Sun Jun 02 01:43:22 +0800 2024',
        id: '503',
        text,
        source: 'iPhone客户端',
        user: { screen_name: '晚睡的橘子皮' },
      },
    },
  ])
  return blind(
    'platform',
    'weibo-status',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>微博正文 - 微博HTML5版</title></head><body><div id="app" class="m-container-max"></div><script>var config = {env: 'prod'}; var $render_data = ${json}[0] || {};</script></body></html>`,
    {
      kind: 'article',
      published: '2024-06-02T01:43:22',
      source: null,
      account: '晚睡的橘子皮',
      author: '晚睡的橘子皮',
      body: [text],
    },
  )
}

function bilibili() {
  const { title, paras } = story(6)
  return blind(
    'platform',
    'bilibili-read',
    `<!DOCTYPE html><html><head><meta charset="UTF-8"><title>${title} - 哔哩哔哩</title><meta name="author" content="鸟类观察员小鱼"></head><body><div id="bili-header-container"></div><div class="page-container"><div class="article-breadcrumb"><a>专栏</a>/<a>自然</a>/<a>鸟类</a></div><div class="article-container"><div class="article-container__content"><div class="title-container"><h1 class="title">${title}</h1><div class="article-read-panel"><div class="publish-info"><span class="publish-text">2024年05月20日 19:33</span> -- 浏览 · 12点赞 · 3评论</div></div></div><div class="up-info"><a class="up-name">鸟类观察员小鱼</a><div class="fans-num">粉丝：3401 文章：22</div><div class="follow-btn">关注</div></div><div id="article-content"><div id="read-article-holder" class="normal-article-holder read-article-holder">${each(paras, '<p>$</p>')}<figure class="img-box"><img data-src="//i0.hdslib.com/a.jpg"><figcaption class="caption">浅滩上的白鹭</figcaption></figure></div></div><p class="original">本文为我原创 <span>本文禁止转载或摘编</span></p><div class="tag-container"><a>白鹭</a><a>生态</a></div></div></div><div class="comment-wrapper">评论区</div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-05-20T19:33',
      source: null,
      account: '鸟类观察员小鱼',
      author: '鸟类观察员小鱼',
      body: paras,
      left_out: { captions: ['浅滩上的白鹭'], credits: ['本文为我原创 本文禁止转载或摘编'] },
    },
  )
}

function doubanNote() {
  const { title, paras } = story(4)
  return blind(
    'platform',
    'douban-note',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div id="db-global-nav"><a>豆瓣</a><a>读书</a><a>电影</a></div><div id="wrapper"><div id="content"><div class="grid-16-8 clearfix"><div class="article"><div class="note-container" data-url="https://www.douban.com/note/1/"><div class="note-header note-header-container"><h1>${title}</h1><div><a href="https://www.douban.com/people/x/" class="note-author">茶水间</a><span class="pub-date">2023-10-22 16:07:45</span></div></div><div class="note" id="link-report"><div class="note">${each(paras, '<p data-align="left">$</p>')}</div><div class="copyright-claim">© 本文版权归 茶水间 所有，任何形式转载请联系作者。</div></div><div class="stat">© 了解版权计划</div><div class="sns-bar">赞 推荐 回应 转发</div></div><div id="comments">来自：豆瓣 0 条</div></div><div class="aside"><h2>茶水间的最新日记</h2>${each(hot, '<li><a>$</a></li>')}</div></div></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2023-10-22T16:07:45',
      source: null,
      account: '茶水间',
      author: '茶水间',
      body: paras,
    },
  )
}

function xueqiu() {
  const { title, paras } = story(3)
  return blind(
    'platform',
    'xueqiu',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} 进入七月以来，不少市民发现，... - 雪球</title></head><body><nav class="nav"><a>首页</a><a>行情</a></nav><div class="container article__container"><article class="article__bd"><div class="avatar__box"><div class="article__author"><a class="name" href="/u/1">豆瓣酱拌饭</a><a class="edit-time">修改于2024-07-12 10:02</a><span class="source">· 来自雪球 · 浙江</span></div></div><h1 class="article__bd__title">${title}</h1><div class="article__bd__detail">${each(paras, '<p>$</p>')}</div><div class="article__bd__from">#今日话题#</div></article><div class="bd__tools">转发(2) 评论(5) 赞(11)</div><div class="comment__container"><h3>全部评论(5)</h3><div class="comment__item"><a>小米椒</a><p>我们这青菜也七块了，吃不起</p><span>07-12 11:20</span></div></div></div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-12T10:02',
      source: '雪球',
      account: '豆瓣酱拌饭',
      author: '豆瓣酱拌饭',
      body: paras,
    },
  )
}

function jianshu() {
  const { title, paras } = story(16)
  const data = JSON.stringify({
    props: {
      initialState: {
        note: {
          data: {
            public_title: title,
            first_shared_at: '2022-03-19T21:08:11.000+08:00',
            user: { nickname: '纸上四季' },
          },
        },
      },
    },
  })
  return blind(
    'platform',
    'jianshu',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 简书</title></head><body><header><a>首页</a><a>下载APP</a></header><div class="_21bLU4"><div class="_3VRLsv" role="main"><div class="_gp-ck"><section class="ouvJEz"><h1 class="_1RuRku">${title}</h1><div class="rEsl9f"><div class="_2mYfmT"><a class="_1OhGeD" href="/u/a">纸上四季</a><div class="s-dsoj"><time dateTime="2022-03-19T13:08:11.000Z">2022.03.19 21:08:11</time><span>字数 512</span><span>阅读 88</span></div></div></div><article class="_2rhmJa">${each(paras, '<p>$</p>')}</article><div></div><div class="_1kCBjS">2人点赞</div><div class="_19DgIp"><a>日记本</a></div></section><section><h3>更多精彩内容，就在简书APP</h3></section><section id="note-page-comment">评论0 赞2</section></div></div><aside>${each(hot, '<div>$ 阅读 19 评论 0 赞 1</div>')}</aside></div><script id="__NEXT_DATA__" type="application/json">${data}</script></body></html>`,
    {
      kind: 'article',
      title,
      published: '2022-03-19T21:08:11',
      source: null,
      account: '纸上四季',
      author: '纸上四季',
      body: paras,
    },
  )
}
