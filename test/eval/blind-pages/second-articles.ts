import { blind, each, readStories, type BlindPage } from './kit.js'

const stories = readStories('second.txt')
const story = (i: number) => stories[i] as (typeof stories)[number]
const more = ['今晨暴雨红色预警', '一图读懂新版医保目录', '市民中心停车场扩容', '非遗市集周末开张', '这所学校换校长了']
const links = (tag = 'li') => each(more, `<${tag}><a href="/p/9.html">$</a></${tag}>`)
const article = { kind: 'article' as const, author: null }

/** News portals, county media centres, apps' share pages, pages that a script renders. */
export function secondArticles(): BlindPage[] {
  return [
    digitalPaper(),
    countyMedia(),
    mediaH5(),
    nextState(),
    nuxtState(),
    broadcaster(),
    gbOldPortal(),
    financePortal(),
    redboat(),
    videoNews(),
    dedeMobile(),
    photoStory(),
    oneBlock(),
    typecho(),
    weiboVideo(),
  ]
}

/** Digital edition of a paper: frames of a page's map, headline in pieces, column, page and author below. */
function digitalPaper() {
  const { title, paras } = story(1)
  return blind(
    'second: news',
    'digital-paper',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>江城日报数字报-${title}</title></head><body><div class="top-nav"><a>返回首页</a><a>版面概览</a><a>上一版</a><a>下一版</a></div><div class="left"><img usemap="#m" src="page.jpg"><map id="m" name="m"><area href="c1.htm"><area href="c2.htm"></map><div class="bm">第A06版：人文</div></div><div class="right"><div class="date">2024年06月14日 星期五</div><div class="newsdetatit"><p class="yinti">味道江城</p><h3>${title}</h3><p class="futi">——非遗里的人间烟火</p></div><div class="newsdetatext"><founder-content>${each(paras, '<P>　　$</P>')}</founder-content></div><div class="prevnext"><a href="c1.htm">上一篇</a><a href="c3.htm">下一篇</a></div></div><div class="copyright">江城日报社版权所有</div></body></html>`,
    {
      ...article,
      title,
      published: '2024-06-14',
      account: '江城日报数字报',
      body: paras,
      left_out: { lead: ['味道江城', '——非遗里的人间烟火'] },
      base_url: 'http://epaper.jiangcheng.example.cn/html/2024-06/14/content_88_10233.htm',
    },
  )
}

function countyMedia() {
  const { title, paras } = story(0)
  return blind(
    'second: news',
    'rongmei-site',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-爱江城客户端</title><meta name="description" content="${paras[0]}"></head><body><div class="m-top"><div class="w1200"><a class="fl" href="/"><img alt="江城市融媒体中心"></a><div class="fr"><span id="tq">晴 28℃</span><span>2025年1月3日 星期五</span></div></div></div><div class="w1200"><div class="bread">首页 / 新闻 / 本地</div><div class="article-box"><div class="article-h">${title}</div><div class="article-sub"><span>2024-06-01 19:22</span><span>来源：江城市融媒体中心</span><span>责编：宣某</span><span class="view">阅读 2.3万</span></div><div class="article-c"><section><section style="text-align:center"><img src="1.jpg"></section>${each(paras, '<section style="line-height:2"><span>$</span></section>')}<section>总值班：徐某　值班编委：金某</section><section>记者：楼某某 通讯员：王某</section><section>编辑：宣某</section></section></div><div class="zan"><em>158</em>人点赞</div></div><div class="side"><div class="t">24小时热榜</div><ol>${links()}</ol></div></div><div class="ft">江城市融媒体中心 新闻许可证号：33120200001</div></body></html>`,
    {
      ...article,
      title,
      published: '2024-06-01T19:22',
      source: '江城市融媒体中心',
      author: '楼某某 王某',
      body: paras,
      left_out: { credits: ['总值班：徐某 值班编委：金某', '记者：楼某某 通讯员：王某', '编辑：宣某'] },
    },
  )
}

function mediaH5() {
  const { title, paras } = story(4)
  return blind(
    'second: mobile',
    'rongmei-h5',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title></head><body><div id="app"><div class="guide"><img src="l.png"><div><p>爱江城</p><p>江城人的掌上生活</p></div><a>立即打开</a></div><div class="d-title">${title}</div><div class="d-info"><img class="head" src="h.png"><div><p class="nm">江城交警</p><p class="tm">09-08 16:40 · 浙江</p></div><button>+关注</button></div><div class="d-content">${each(paras, '<p>$</p>')}</div><div class="d-statement">内容来源：江城交警</div><div class="btns"><span>赞 12</span><span>评论 3</span></div><div class="cmts"><p>全部评论</p><div><b>某某</b><p>早该这样了，接孩子的时候根本走不动</p><i>3小时前</i></div></div></div><script>window.detail={"id":8821,"publishTime":"2024-09-08 16:40:00","title":"${title}"}</script></body></html>`,
    { ...article, title, published: '2024-09-08T16:40', source: '江城交警', account: '江城交警', body: paras },
  )
}

/** Next.js: the shell is empty, the article stands in __NEXT_DATA__ as HTML. */
function nextState() {
  const { title, paras } = story(3)
  const state = {
    props: {
      pageProps: {
        detail: {
          title,
          publishTime: '2024-08-02 07:12:33',
          sourceName: '江报视界',
          authorName: '',
          content: paras.map((p) => `<p>${p}</p>`).join(''),
        },
        hot: more.map((name, i) => ({ id: i, title: name })),
      },
    },
    page: '/detail/[id]',
  }
  return blind(
    'second: script',
    'next-data',
    `<!DOCTYPE html><html><head><meta charSet="utf-8"/><title>${title} - 江报视界</title></head><body><div id="__next"><div class="loading">加载中…</div></div><script id="__NEXT_DATA__" type="application/json">${JSON.stringify(state)}</script></body></html>`,
    { ...article, title, published: '2024-08-02T07:12:33', source: '江报视界', body: paras },
  )
}

/** Nuxt: a function call whose literals are escaped. */
function nuxtState() {
  const { title, paras } = story(7)
  const content = paras
    .map((p) => `<p style="text-indent:2em">${p}</p>`)
    .join('')
    .replaceAll('<', '\\u003C')
    .replaceAll('>', '\\u003E')
    .replaceAll('"', '\\"')
    .replaceAll('/', '\\u002F')
  return blind(
    'second: script',
    'nuxt-state',
    `<!doctype html><html data-n-head-ssr><head><meta charset="utf-8"><title>${title}</title><meta property="og:title" content="${title}"><meta property="og:type" content="article"></head><body><div id="__nuxt"><div class="app-shell"><a href="/">首页</a></div></div><script>window.__NUXT__=(function(a,b){return {data:[{info:{title:"${title}",content:"${content}",createTime:"2024-10-03 20:05:00",source:"乡见",cover:a,tags:b}}]}}("",null))</script></body></html>`,
    { ...article, title, published: '2024-10-03T20:05', source: '乡见', body: paras },
  )
}

function broadcaster() {
  const { title, paras } = story(8)
  return blind(
    'second: news',
    'broadcaster',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}|近视|中小学生_新闻中心_江城广电</title><meta name="publishdate" content="2024-05-28"></head><body><div class="hd"><ul><li><a>电视</a></li><li><a>广播</a></li><li><a>直播</a></li></ul></div><div class="con clearfix"><div class="con-l"><div class="player" id="v1"><p>您需要安装最新的Flash插件</p></div><h1>${title}</h1><div class="info"><i>2024-05-28 18:47</i><i>江城综合频道《江城新闻》</i><i>记者 郦某 报道</i></div><div class="text">${each(paras, '<p>$</p>')}</div><div class="bq">版权声明：凡注明来源“江城广电”的作品，版权均属江城广电所有，未经书面授权不得转载。</div></div><div class="con-r"><h2>节目推荐</h2><ul>${links()}</ul></div></div></body></html>`,
    {
      ...article,
      title,
      published: '2024-05-28T18:47',
      author: '郦某',
      body: paras,
    },
  )
}

function gbOldPortal() {
  const { title, paras } = story(5)
  return blind(
    'second: news',
    'gb-font-portal',
    `<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>江城热线--教育频道</title></head><body topmargin=0><center><table width=760><tr><td><a href=/>首页</a> | <a href=/edu>教育</a> | <a href=/bbs>论坛</a></td></tr></table><table width=760><tr><td height=40 align=center><font size=4 color=#003399><b>${title}</b></font></td></tr><tr><td align=center><font color=#999999>江城热线 http://www.jcrx.example.cn 2006年7月3日 10时25分 来源:江城晚报 作者:孟小雨</font></td></tr><tr><td><font size=3>${paras.map((p) => `<br>　　${p}`).join('<br>')}</font></td></tr><tr><td align=right>(责任编辑:阿木)</td></tr><tr><td>【<a href=#>大</a> <a href=#>中</a> <a href=#>小</a>】【<a href=#>推荐给朋友</a>】【<a href=#>发表评论</a>】</td></tr></table><table width=760><tr><td>相关新闻</td></tr>${each(more, '<tr><td>·<a href=x.htm>$</a>(06-30)</td></tr>')}</table></center></body></html>`,
    {
      ...article,
      title,
      published: '2006-07-03T10:25',
      source: '江城晚报',
      author: '孟小雨',
      body: paras,
      left_out: { credits: ['(责任编辑:阿木)'] },
    },
  )
}

function financePortal() {
  const { title, paras } = story(7)
  return blind(
    'second: news',
    'finance',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} _ 财经界面网(cjjm.example)</title></head><body><div class="topbar"><a>行情</a><a>数据</a></div><div class="main"><div class="contentwrap"><div class="title">${title}</div><div class="infos"><div class="item">2024年10月04日 08:15</div><div class="item">作者：童思思</div><div class="item">来源：浙商周刊</div><div class="item">编辑：东方</div><div class="item num"><span class="cNumShow num">21</span>人评论</div></div><div class="abstract"><span>摘要</span><div class="txt">【返乡三年，她把空房子卖到了国庆】一间老台门，七间客房，十一万粉丝。</div></div><div class="zwothers"><a>手机阅读</a></div><div id="ContentBody" class="txtinfos"><!--文章主体-->${each(paras, '<p>　　$</p>')}<p class="em_media">（文章来源：浙商周刊）</p></div><div class="res-edit">（责任编辑：DF075）</div><div class="tip">郑重声明：本网发布此内容旨在传播更多信息，与本站立场无关，不构成投资建议。</div></div></div></body></html>`,
    {
      ...article,
      title,
      published: '2024-10-04T08:15',
      source: '浙商周刊',
      author: '童思思',
      body: paras,
      left_out: {
        lead: [
          '摘要',
          '【返乡三年，她把空房子卖到了国庆】一间老台门，七间客房，十一万粉丝。',
          '摘要【返乡三年，她把空房子卖到了国庆】一间老台门，七间客房，十一万粉丝。',
        ],
        credits: ['（文章来源：浙商周刊）', '（责任编辑：DF075）'],
      },
    },
  )
}

function redboat() {
  const { title, paras } = story(2)
  return blind(
    'second: news',
    'discipline-site',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-清廉江城</title></head><body><div class="bar"><h1><img src="logo.png" alt="清廉江城"></h1></div><div class="nr"><div class="tt">${title}</div><div class="daty"><div class="daty_con">来源：市纪委市监委　发布时间：2024-04-26 17:00:00　字号：<a>大</a><a>中</a><a>小</a></div></div><div class="content"><div class="TRS_Editor">${each(paras, '<p align="justify">　　$</p>')}<p align="justify">　　（市纪委市监委）</p></div></div><div class="yj">编辑：钱某</div></div><div class="footer">中共江城市纪律检查委员会 江城市监察委员会 主办</div></body></html>`,
    {
      ...article,
      title,
      published: '2024-04-26T17:00',
      source: '市纪委市监委',
      body: paras,
      left_out: { credits: ['（市纪委市监委）'] },
    },
  )
}

function videoNews() {
  const title = '鸟瞰江城湿地：候鸟如约而至'
  const body = [
    '【解说】11月的江城湿地，芦苇泛黄，上万只候鸟陆续抵达，在浅滩上觅食、嬉戏。',
    '当地生态环境部门在湿地布设了十六个智能观测点，今年已记录到鸟类一百七十三种，比去年增加九种。',
  ]
  return blind(
    'second: news',
    'video-news',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 中新视频江城</title></head><body><div class="nav"><a>首页</a><a>直播</a></div><div class="video_con"><h1>${title}</h1><div class="source">2024年11月12日 11:05　来源：江城传媒</div><div class="play"><video poster="p.jpg"></video></div><div class="intro">${each(body, '<p>　　$</p>')}<p>　　江城 陶某报道</p><p>　　责任编辑：【冯某】</p></div></div><div class="vlist"><h3>更多视频</h3>${links('p')}</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-11-12T11:05',
      source: '江城传媒',
      body,
      left_out: { credits: ['江城 陶某报道', '责任编辑：【冯某】'] },
    },
  )
}

function dedeMobile() {
  const { title, paras } = story(3)
  return blind(
    'second: mobile',
    'dede-mobile',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_三农_江城网手机版</title></head><body><header class="header"><a href="javascript:history.go(-1)">返回</a><span>三农</span><a href="/m/">首页</a></header><section class="article"><h1>${title}</h1><p class="meta"><time>08-01 09:30</time> 作者：小农女 来源：江城网</p><div class="con">${each(paras, '<p>&emsp;&emsp;$</p>')}</div></section><p class="date-foot">本文最后更新于2024年8月1日</p><section class="rel"><h2>猜你喜欢</h2><ul>${links()}</ul></section><footer>© 2024 江城网 触屏版 | 电脑版</footer></body></html>`,
    { kind: 'article', title, source: '江城网', author: '小农女', body: paras, published: '2024-08-01' },
  )
}

function photoStory() {
  const { title, paras } = story(5)
  return blind(
    'second: news',
    'captions-between',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} | 影像 | 江城观察</title></head><body><article><header><h1>${title}</h1><div class="byline"><span>文｜周一鸣</span><span>图｜田野</span><time datetime="2024-07-05T06:00:00+08:00">2024年7月5日</time></div></header>${paras.map((p, i) => `<p>${p}</p><figure><img src="${i}.jpg"><figcaption>图${i + 1}：教室一角。</figcaption></figure>`).join('')}<p class="end">（应受访者要求，部分人物为化名）</p></article><section class="next-read"><h4>下一篇</h4>${links('p')}</section></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-05',
      author: '周一鸣',
      body: [...paras, '（应受访者要求，部分人物为化名）'],
      left_out: {
        captions: paras.map((_, i) => `图${i + 1}：教室一角。`),
      },
    },
  )
}

/** Everything in one block: headline, facts and paragraphs are its lines. */
function oneBlock() {
  const { title, paras } = story(6)
  return blind(
    'second: news',
    'pre-wrap-block',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body><div class="wrapper"><div class="h">江城市水务集团</div><h2>${title}</h2><div>作者：管网部　发布日期：2024.9.18　浏览：88</div><div style="white-space:pre-wrap">${paras.join('<br/><br/>')}</div><div><a href="/list.html">返回列表</a></div></div></body></html>`,
    { kind: 'article', title, published: '2024-09-18', author: '管网部', body: paras },
  )
}

function typecho() {
  const { title, paras } = story(7)
  return blind(
    'second: news',
    'typecho-blog',
    `<!DOCTYPE HTML><html><head><meta charset="UTF-8"><title>${title} - 山里的日子</title></head><body><header id="header"><a id="logo" href="/">山里的日子</a><p class="description">慢一点</p><nav><a>首页</a><a>关于</a></nav></header><div id="main"><article class="post" itemscope itemtype="http://schema.org/BlogPosting"><h1 class="post-title" itemprop="name headline"><a itemprop="url" href="/archives/8/">${title}</a></h1><ul class="post-meta"><li itemprop="author">作者: <a itemprop="name" href="/author/1/" rel="author">阿芬</a></li><li>时间: <time datetime="2024-10-05T21:13:00+08:00" itemprop="datePublished">October 5, 2024</time></li><li>分类: <a>民宿</a></li></ul><div class="post-content" itemprop="articleBody">${each(paras, '<p>$</p>')}</div><p class="tags">标签: 直播</p></article><div id="comments"><h3>仅有一条评论</h3><ol><li class="comment-body"><cite>路人</cite><time>October 6th, 2024</time><p>好想去住一晚</p></li></ol></div><ul class="post-near"><li>上一篇: 没有了</li><li>下一篇: <a>${more[0]}</a></li></ul></div></body></html>`,
    { kind: 'article', title, published: '2024-10-05', author: '阿芬', body: paras },
  )
}

/** A post on a platform: no headline, the text cut for <title>, hashtags in links. */
function weiboVideo() {
  const body =
    '#江城身边事# 刚刚开发区三路口两车相撞，绿化带都撞平了，还好人没事，交警已经到场，大家绕行西环路吧，堵得厉害。'
  return blind(
    'second: mobile',
    'post-on-platform',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${body.slice(0, 20)}… - 江城圈</title><meta property="og:type" content="article"></head><body><div class="nav"><a>圈子</a><a>活动</a></div><div class="feed-detail"><div class="feed-user"><a class="nickname" href="/u/9527">开车的老陈</a><span class="feed-time">2024-10-21 18:02</span><span>来自 江城圈App</span></div><div class="feed-text"><a href="/t/1">#江城身边事#</a>${body.slice(7)}</div><div class="feed-pics"><img src="1.jpg"><img src="2.jpg"></div><div class="feed-bar"><span>转发 3</span><span>评论 0</span><span>赞 26</span></div></div><div class="none">还没有人评论，快来抢沙发</div></body></html>`,
    { kind: 'article', published: '2024-10-21T18:02', account: '开车的老陈', author: '开车的老陈', body: [body] },
  )
}
