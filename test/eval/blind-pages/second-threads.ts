import type { GoldPost } from '../page-gold.js'
import { blind, type BlindPage } from './kit.js'

type Post = Required<GoldPost>
const post = (author: string, published: string, body: string): Post => ({ author, published, body })
const at = ({ published }: Post) => published.replace('T', ' ')
const html = ({ body }: Post) => body.split('\n').join('<br>')

/** Forums, boards and questions, in the markup of other software than the first set's. */
export function secondThreads(): BlindPage[] {
  return [discuzMobile(), phpwindOld(), dvbbs(), xiuno(), discourse(), townBoard(), petitionBoard(), answers()]
}

function thread(file: string, title: string, posts: readonly Post[], page: string, base?: string) {
  const first = posts[0] as Post
  return blind('second: thread', file, page, {
    kind: 'thread',
    title,
    published: first.published,
    author: first.author,
    account: first.author,
    body: first.body.split('\n'),
    posts,
    ...(base ? { base_url: base } : {}),
  })
}

const water: readonly Post[] = [
  post(
    '城西老住户',
    '2024-08-03T07:12',
    '城西这片自来水早上六点到八点水压特别低，五楼以上洗澡都洗不了。\n打过水务热线，说是高峰用水，都一个月了。',
  ),
  post('三楼小王', '2024-08-03T07:40', '我们三楼也是细细一股，以前从来没有过'),
  post('水务小蓝', '2024-08-04T10:05', '您好，城西加压泵站一台机组检修，预计8月10日恢复，给您带来不便敬请谅解。'),
]
const title = '城西早高峰水压低，有没有人管'

function discuzMobile() {
  return thread(
    'discuz-mobile',
    title,
    water,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} - 民生杂谈 - 江城论坛 手机版</title></head><body><header class="header"><div class="nav"><a href="forum.php?mod=forumdisplay&fid=2&mobile=2">返回</a></div></header><div class="postlist"><h2>${title}</h2>${water.map((p, i) => `<div class="plc cl" id="pid88${i}"><span class="avatar"><img src="uc.php?uid=${i}"></span><div class="display pi" href="#replybtn_88${i}"><ul class="authi"><li class="grey"><em>${i === 0 ? '楼主' : `${i + 1}<sup>#</sup>`}</em><b><a href="home.php?mod=space&uid=${i}&mobile=2" class="blue">${p.author}</a></b></li><li class="grey rela">${at(p)}</li></ul><div class="message">${html(p)}</div></div><div id="replybtn_88${i}" class="replybtn" display="true"><input type="button" class="redirect button" value="回复"></div></div>`).join('')}</div><div class="footer"><a>标准版</a></div></body></html>`,
    'http://bbs.jiangcheng.example.cn/forum.php?mod=viewthread&tid=1002&mobile=2',
  )
}

function phpwindOld() {
  return thread(
    'phpwind7-gbk',
    title,
    water,
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk"><title>${title}|民生 - 江城社区 - powered by phpwind.net</title></head><body><div class="crumbs"><a>江城社区</a> &raquo; <a>民生</a></div><form name="delatc">${water.map((p, i) => `<a name="${70 + i}"></a><div class="read_t"><table width="100%"><tr><td class="floot_left"><div class="readName"><strong><a href="u.php?uid=${i}">${p.author}</a></strong></div><div>级别: 侠客</div><div>发帖: <span>${31 * (i + 1)}</span></div></td><td class="floot_right"><div class="tipTop"><span class="fr"><a>${i === 0 ? '楼主' : `${i}楼`}</a></span><span title="${at(p)}:07">发表于: ${at(p)}</span> &nbsp;<a>只看该作者</a> | 小 中 大</div>${i === 0 ? `<h1 id="subject_tpc" class="read_h1">${title}</h1>` : ''}<div id="p_${70 + i}"></div><div id="read_${i === 0 ? 'tpc' : 70 + i}" class="tpc_content"><div class="f14">${html(p)}</div></div><div class="tipBottom"><a>引用</a><a>举报</a><a>顶端</a></div></td></tr></table></div>`).join('')}</form><div>Powered by phpwind v7.5</div></body></html>`,
    'http://bbs.jc.example.cn/read.php?tid=2231',
  )
}

/** Old ASP boards: rows of two cells, no telling names. */
function dvbbs() {
  return thread(
    'dvbbs-gbk',
    title,
    water,
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>江城网上论坛--${title}</title></head><body><table class="tableborder1"><tr><th>* 贴子主题： ${title}</th></tr></table>${water.map((p, i) => `<table class="tableborder1" width="97%"><tr><td class="tablebody${(i % 2) + 1}" width="175" valign="top"><font color="#990000"><b>${p.author}</b></font><br>等级：新手上路<br>文章：${12 + i}<br>注册：2003-6-2</td><td class="tablebody${(i % 2) + 1}" valign="top"><b>发贴心情</b> <hr size="1"><div style="width:97%">${html(p)}</div><hr size="1">${at(p)}:33 <img src="ip.gif"></td></tr></table>`).join('')}<center>Powered By：Dvbbs Version 7.0.0</center></body></html>`,
    'http://www.jc.example.cn/bbs/dispbbs.asp?boardID=3&ID=881',
  )
}

function xiuno() {
  const [first, ...replies] = water as [Post, ...Post[]]
  return thread(
    'xiuno',
    title,
    water,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-民生-江城茶馆</title></head><body><header class="navbar"><a>江城茶馆</a></header><main id="body"><ol class="breadcrumb"><li><a>民生</a></li></ol><div class="card card-thread"><div class="card-body"><div class="media"><a><img class="avatar-3" src="a.png"></a><div class="media-body"><h4 class="break-all">${title}</h4><div class="d-flex small"><div><span class="username"><a href="user-1.htm" class="text-muted">${first.author}</a></span> <span class="date text-grey ml-2">${at(first)}</span> <span class="text-grey ml-2"><i class="icon-eye"></i> 233</span></div></div></div></div><hr/><div class="message break-all" isfirst="1"><p>${first.body.split('\n').join('</p><p>')}</p></div></div></div><div class="card card-postlist"><div class="card-body"><div class="card-title"><b>最新回复 (<span class="posts">${replies.length}</span>)</b></div><ul class="list-unstyled postlist">${replies.map((p, i) => `<li class="media post" data-pid="${i}"><a href="user-${i + 2}.htm"><img class="avatar-3" src="b.png"></a><div class="media-body"><div class="d-flex small text-muted"><div><span class="username"><a href="user-${i + 2}.htm" class="text-muted font-weight-bold">${p.author}</a></span> <span class="date text-grey ml-2">${at(p)}</span></div><div class="text-right"><span class="floor-parent"><span class="floor mr-0">${i + 2}</span>楼</span></div></div><div class="message mt-1 break-all">${html(p)}</div></div></li>`).join('')}</ul></div></div></main></body></html>`,
    'http://cg.example.cn/thread-88.htm',
  )
}

function discourse() {
  return thread(
    'discourse-crawler',
    title,
    water,
    `<!DOCTYPE html><html lang="zh_CN"><head><meta charset="utf-8"><title>${title} - 本地生活 - 江城开发者社区</title><meta name="generator" content="Discourse 3.2.0"></head><body class="crawler"><header><a href="/">江城开发者社区</a></header><div id="main-outlet" class="wrap"><div id="topic-title"><h1><a href="/t/topic/77">${title}</a></h1></div><div itemscope itemtype="http://schema.org/DiscussionForumPosting">${water.map((p, i) => `<div id="post_${i + 1}" itemprop="comment" itemscope class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator" itemprop="author"><a itemprop="url" href="/u/u${i}"><span itemprop="name">${p.author}</span></a></span><span class="crawler-post-infos"><time itemprop="datePublished" datetime="${p.published}:00+08:00" class="post-time">2024 年8 月 3 日</time><span itemprop="position">${i + 1}</span></span></div><div class="post" itemprop="text"><p>${html(p)}</p></div><div itemprop="interactionStatistic"><meta itemprop="userInteractionCount" content="1"><span class="post-likes">1 个赞</span></div></div>`).join('')}</div></div><footer class="container">首页 分类</footer></body></html>`,
    'https://dev.jc.example.cn/t/topic/77',
  )
}

/** A home-made board of a town site: cards, names in plain divs. */
function townBoard() {
  const posts = [
    post('浣纱女', '2024-05-11T12:30', '请问五一广场的音乐喷泉现在晚上还开吗？想带孩子去看。'),
    post('路过', '2024-05-11T12:52', '只有周五周六晚上七点半开，二十分钟'),
    post('江城土著', '2024-05-11T13:15', '下雨天不开，去之前可以先打电话问'),
  ]
  return thread(
    'town-board',
    '五一广场喷泉还开吗',
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>五一广场喷泉还开吗_江城圈子_江城生活网</title></head><body><div class="hd"><a>江城生活网</a><a>圈子</a></div><div class="tz"><div class="tz-title">五一广场喷泉还开吗</div>${posts.map((p, i) => `<div class="tz-row"><div class="tz-user"><img src="${i}.png"><div class="uname">${p.author}</div></div><div class="tz-main"><div class="tz-top">${i === 0 ? '楼主' : `${i}楼`} ${at(p)}</div><div class="tz-text">${html(p)}</div><div class="tz-op"><a>回复</a><a>赞(0)</a></div></div></div>`).join('')}</div><div class="hotq"><h3>热门圈子</h3><a>美食</a><a>亲子</a></div></body></html>`,
    'http://www.jcshw.example.cn/quanzi/thread/5521.html',
  )
}

function petitionBoard() {
  const posts = [
    post('匿名网友', '2024-06-18T09:40', '新城小学门口没有斑马线和红绿灯，早上送孩子过马路提心吊胆，请求增设。'),
    post(
      '市公安局交通警察大队',
      '2024-06-21T16:12',
      '网友您好，我大队已现场勘查，计划暑假期间增设人行横道信号灯一组、减速带两处，8月底前完成。',
    ),
  ]
  const [first, reply] = posts as [Post, Post]
  return thread(
    'ask-office-board',
    '请求在新城小学门口增设红绿灯',
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>请求在新城小学门口增设红绿灯-网络问政-江城论坛</title></head><body><div class="nav"><a>网络问政</a></div><div class="wz-post"><h1>请求在新城小学门口增设红绿灯</h1><div class="wz-status">状态：已回复</div><div class="wz-author"><a class="username" href="/user/77">${first.author}</a> <span class="time">${at(first)}</span></div><div class="wz-content">${html(first)}</div></div><div class="wz-replies"><div class="wz-reply official"><div class="wz-author"><a class="username" href="/user/9">${reply.author}</a> <span class="time">${at(reply)}</span> <i class="tag">官方回复</i></div><div class="wz-content">${html(reply)}</div></div></div></body></html>`,
    'http://bbs.jc.example.cn/wenzheng/thread/901',
  )
}

function answers() {
  const posts = [
    post('想学车的咸鱼', '2024-03-02T20:18', '江城哪个驾校不坑？科目二要等多久？'),
    post('老司机阿强', '2024-03-02T21:03', '城东那家还行，教练不抽烟。科目二一般排二十天左右。'),
    post('momo', '2024-03-03T08:47', '别报全包的，后面都要加钱，签合同看清楚。'),
  ]
  const [first, ...replies] = posts as [Post, ...Post[]]
  return thread(
    'question-answers',
    '江城哪个驾校不坑？科目二要等多久？',
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>江城哪个驾校不坑？科目二要等多久？ - 江城问答</title></head><body><div class="wd-head"><a>问答首页</a></div><div class="question"><h1 class="q-title">江城哪个驾校不坑？科目二要等多久？</h1><div class="q-meta"><a class="user" href="/people/11">${first.author}</a><span class="date">${at(first)}</span><span>浏览 813</span></div><div class="q-body">${first.body}</div></div><div class="answers"><h2>2 个回答</h2>${replies.map((p, i) => `<div class="answer-item" id="answer-${i}"><div class="a-meta"><a class="user" href="/people/${i + 12}">${p.author}</a><span class="date">${at(p)}</span></div><div class="a-body">${p.body}</div><div class="a-op"><a>赞同 3</a><a>评论</a></div></div>`).join('')}</div></body></html>`,
    'http://wenda.jc.example.cn/question/5531',
  )
}
