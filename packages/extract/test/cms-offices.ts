import { menu, paragraphs, prose, shown, type CmsPage } from './cms-page.js'

const said = '小区北门的路灯坏了一个多月，老人晚上出门看不清台阶，请尽快派人来修。'
const answered = '您好，已联系路灯所，预计三天内修复，修复后会在小区公告栏公示，感谢您的监督。'

const detailTitle: CmsPage = {
  layout: '<title> names what kind of page it is: 公告详情',
  url: 'http://zb.city.example/notice?id=8',
  html: `<html><head><title>采购公告详情</title></head><body><ul class="nav">${menu.join('')}</ul><div><p class="notice-title">老旧小区管道改造项目中标结果公告</p><p>发布时间：2026-07-30 17:21　发布人：某某招标代理公司　阅读：97</p><div><p>一、项目编号：ZB2026-118</p>${paragraphs()}<p>五、采购公告期限：自公告发布之日起1个工作日。</p></div></div></body></html>`,
  kind: 'article',
  title: '老旧小区管道改造项目中标结果公告',
  published: '2026-07-30T17:21:00+08:00',
  body: ['一、项目编号：ZB2026-118', ...shown, '五、采购公告期限：自公告发布之日起1个工作日。'],
}

const brokenHeadline: CmsPage = {
  layout: 'headline of a document broken after the office that issued it',
  url: 'http://www.city.example/wj/3.html',
  html: `<html><head><title>某某市人民政府办公室关于公布决策事项目录的通知</title></head><body><ul class="nav">${menu.join('')}</ul><div class="wj-t"><p>某某市人民政府办公室</p><p>关于公布决策事项目录的通知</p></div><div>发布日期：2026-04-01</div><div class="wj-c">${paragraphs()}</div></body></html>`,
  kind: 'article',
  title: '某某市人民政府办公室关于公布决策事项目录的通知',
  published: '2026-04-01T00:00:00+08:00',
  body: shown,
}

const interview: CmsPage = {
  layout: 'interview: theme, time and guest by labels above the record',
  url: 'http://www.city.example/ft/3.html',
  html: `<html><head><title>在线访谈_局长谈老旧小区改造</title></head><body><ul class="nav">${menu.join('')}</ul><div class="ft"><div>访谈主题：<span>局长谈老旧小区改造</span></div><div>访谈时间：2026-10-22 15:00　访谈嘉宾：许某</div><div><h4>文字实录</h4>${paragraphs()}</div></div></body></html>`,
  kind: 'article',
  title: '局长谈老旧小区改造',
  published: '2026-10-22T15:00:00+08:00',
  body: shown,
}

const askedOffice: CmsPage = {
  layout: 'board of an office: a complaint and one answer, signed by a heading, in one block',
  url: 'http://liuyan.city.example/threads/content?tid=20311',
  html: `<html><head><title>小区北门的路灯坏了--留言板</title></head><body><div class="leave-detail"><h1>小区北门的路灯坏了</h1><div><span>留言ID：20311</span><span>已办理</span></div><div class="con"><p class="name"><span>网友</span></p><div><span>城建</span><span>投诉</span><span class="time">2026-04-16 11:09</span></div><p>${said}</p></div><div class="replyContent"><ul><li class="replyMsg"><div><h3>某某市委办公室</h3><span>2026-04-25 17:40</span></div><p>${answered}</p></li></ul></div></div></body></html>`,
  kind: 'thread',
  title: '小区北门的路灯坏了',
  posts: [
    ['网友', '2026-04-16T11:09:00+08:00', said],
    ['某某市委办公室', '2026-04-25T17:40:00+08:00', answered],
  ],
}

const mobileForum: CmsPage = {
  layout: 'forum on a phone: facts and text of a post in one box that elsewhere holds facts alone',
  url: 'http://bbs.city.example/forum.php?mod=viewthread&tid=1002&mobile=2',
  html: `<html><head><title>路灯坏了没人修 - 论坛 手机版</title></head><body><div class="postlist"><h2>路灯坏了没人修</h2>${[said, answered].map((text, i) => `<div class="plc cl" id="pid88${i}"><span class="avatar"><img src="a.png"></span><div class="display pi"><ul class="authi"><li><em>${i === 0 ? '楼主' : '2<sup>#</sup>'}</em><b><a href="home.php?mod=space&uid=${i}">网友${i}</a></b></li><li class="rela">2026-08-0${i + 3} 07:12</li></ul><div class="message">${text}</div></div></div>`).join('')}</div></body></html>`,
  kind: 'thread',
  title: '路灯坏了没人修',
  posts: [
    ['网友0', '2026-08-03T07:12:00+08:00', said],
    ['网友1', '2026-08-04T07:12:00+08:00', answered],
  ],
}

const questionPage: CmsPage = {
  layout: 'question with answers: who asks has a long name, and stands in one line with the date',
  url: 'http://wenda.city.example/question/5531',
  html: `<html><head><title>路灯坏了找谁修？</title></head><body><div class="question"><h1>路灯坏了找谁修？</h1><div class="q-meta"><a class="user" href="/people/11">想学车的咸鱼</a> <span class="date">2026-03-02 20:18</span></div><div class="q-body">${said}</div></div><div class="answers">${[answered, prose[2]].map((text, i) => `<div class="answer-item" id="answer-${i}"><div><a class="user" href="/people/${i + 12}">路人${i}</a><span class="date">2026-03-0${i + 3} 08:47</span></div><div class="a-body">${text}</div></div>`).join('')}</div></body></html>`,
  kind: 'thread',
  posts: [
    ['想学车的咸鱼', '2026-03-02T20:18:00+08:00', said],
    ['路人0', '2026-03-03T08:47:00+08:00', answered],
    ['路人1', '2026-03-04T08:47:00+08:00', prose[2]],
  ],
}

const statusInScript: CmsPage = {
  layout: 'short post that only a script holds; its source is a device, and no outlet',
  url: 'https://m.weibo.example/status/503',
  html: `<html><head><title>微博正文</title></head><body><div id="app"></div><script>var $render_data = [{"status": {"created_at": "Mon Nov 16 08:35:22 +0800 2026", "text": "${said}", "source": "iPhone客户端"}}][0] || {};</script></body></html>`,
  kind: 'article',
  published: '2026-11-16T08:35:22+08:00',
  source: null,
  body: [said],
}

const coloned: CmsPage = {
  layout: 'credits of a county media centre: reporter and correspondent, a colon each',
  url: 'http://rm.city.example/p/8.html',
  html: `<html><head><title>老旧小区换新颜-客户端</title></head><body><ul class="nav">${menu.join('')}</ul><div class="article-h">老旧小区换新颜</div><div><span>2026-11-16 19:22</span><span>来源：某某市融媒体中心</span></div><section>${prose.map((line) => `<section>${line}</section>`).join('')}<section>记者：楼小明 通讯员：王青</section><section>编辑：宣文</section></section></body></html>`,
  kind: 'article',
  source: '某某市融媒体中心',
  author: '楼小明 王青',
  body: shown,
}

/** Layouts of offices and of boards that answer people, of kinds that were read wrongly once. */
export const officePages: readonly CmsPage[] = [
  detailTitle,
  brokenHeadline,
  interview,
  askedOffice,
  mobileForum,
  questionPage,
  statusInScript,
  coloned,
]
