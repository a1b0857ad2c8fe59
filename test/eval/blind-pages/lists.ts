import { blind, type BlindPage } from './kit.js'

const titles = [
  '我市召开安全生产工作例会',
  '越江市2024年度城镇燃气安全专项整治公告',
  '关于调整部分公交线路走向的通知',
  '关于对拟认定高新技术企业的公示',
  '今年新增学位4200个 秋季入学不用愁',
  '越江港二期码头开港试运行',
  '老旧小区改造加装电梯申请指南',
  '三月份空气质量状况',
  '市中医院新院区本周搬迁',
  '枇杷节下周开幕 快来尝鲜',
  '交警查获改装“炸街”摩托二十六辆',
  '招聘社区工作者88名公告',
  '河长制工作简报第七期',
  '四位村民见义勇为获表彰',
  '桥梁检测期间绕行提示',
]
const day = (i: number) => `2024-04-${String(28 - i).padStart(2, '0')}`
const base = 'http://www.yuejiang.example.cn/col/col1229/index.html'
const origin = 'http://www.yuejiang.example.cn'
const nav =
  '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/col/a/">政务公开</a></li><li><a href="/col/b/">办事服务</a></li><li><a href="/col/c/">互动交流</a></li></ul></div><div class="side"><h3>栏目导航</h3><ul><li><a href="/col/1/">政务要闻</a></li><li><a href="/col/2/">部门动态</a></li><li><a href="/col/3/">镇街动态</a></li><li><a href="/col/4/">通知公告</a></li></ul></div>'
const foot =
  '<div class="foot"><a href="/map">网站地图</a> <a href="/about">关于我们</a> <a href="https://beian.miit.gov.cn/">浙ICP备05000001号</a></div>'

/** Columns, boards and registers. */
export function lists(): BlindPage[] {
  return [
    column(),
    dataproxy(),
    pictures(),
    summaries(),
    board(),
    tiebaBoard(),
    trsPager(),
    tenders(),
    letters(),
    frontDates(),
    channelGbk(),
    definition(),
    jsonRows(),
    mobile(),
  ]
}

type Row = { readonly url: string; readonly title: string; readonly i: number }
const rows = (path: (i: number) => string): readonly Row[] => titles.map((title, i) => ({ url: path(i), title, i }))

function list(file: string, found: readonly Row[], html: string, title?: string, at = base) {
  return blind('list', file, html, {
    kind: 'list',
    ...(title ? { title } : {}),
    base_url: at,
    links: found.map(({ url }) => ({ url: new URL(url, at).href })),
  })
}

const page = (title: string, content: string, charset = 'utf-8') =>
  `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>${title}</title></head><body>${nav}${content}${foot}</body></html>`

function column() {
  const found = rows((i) => `/art/2024/4/${28 - i}/art_1229_${400 + i}.html`)
  return list(
    'gov-column',
    found,
    page(
      '通知公告-越江市人民政府',
      `<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/col/4/">通知公告</a></div><div class="list"><h2>通知公告</h2><ul>${found.map((r) => `<li><a href="${r.url}" title="${r.title}" target="_blank">${r.title.slice(0, 14)}${r.title.length > 14 ? '...' : ''}</a><span>${day(r.i)}</span></li>`).join('')}</ul><div class="pages"><a>首页</a><a>上一页</a><a href="index_2.html">下一页</a><a href="index_19.html">尾页</a> 共19页 转到<input>页</div></div>`,
    ),
  )
}

function dataproxy() {
  const found = rows((i) => `/art/2024/4/${28 - i}/art_1371_${900 + i}.html`)
  return list(
    'jcms-dataproxy',
    found,
    page(
      '政务要闻',
      `<div id="5528" class="list-wrap"><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=1"></a>]]></nextgroup><recordset>${found.map((r) => `<record><![CDATA[<li><i></i><a title="${r.title}" target="_blank" href="${r.url}">${r.title}</a><b>${day(r.i)}</b></li>]]></record>`).join('\n')}</recordset></datastore></script></div><script>$("#5528").jpage({perpage:15})</script>`,
    ),
  )
}

function pictures() {
  const found = rows((i) => `/pic/${i}.html`)
  return list(
    'picture-grid',
    found,
    page(
      '图片新闻',
      `<div class="grid">${found.map((r) => `<div class="item"><a href="${r.url}" class="img"><img src="/t/${r.i}.jpg" alt=""></a><h4><a href="${r.url}">${r.title}</a></h4><p class="date">${day(r.i)}</p></div>`).join('')}</div><div class="pager"><span class="cur">1</span><a href="2.html">2</a><a href="2.html">下一页</a></div>`,
    ),
  )
}

function summaries() {
  const found = rows((i) => `/news/${30 - i}/${500 + i}.shtml`)
  return list(
    'summaries',
    found,
    page(
      '民生新闻_越江新闻网',
      `<div class="newslist">${found.map((r) => `<div class="one"><h3><a href="${r.url}">${r.title}</a></h3><p class="sum">日前，记者从有关部门获悉，${r.title}，具体安排已经明确，详情请看本网报道……<a href="${r.url}">[详细]</a></p><div class="bar"><span>越江日报</span><span>${day(r.i)} 09:${10 + r.i}</span><a href="/tag/ms">民生</a></div></div>`).join('')}</div><div class="hot"><h3>热点排行</h3><ol><li><a href="/h/1.html">全市平安建设推进会召开</a></li><li><a href="/h/2.html">清明祭扫交通提示</a></li><li><a href="/h/3.html">油菜花海等你来</a></li></ol></div>`,
    ),
  )
}

function board() {
  const found = rows((i) => `thread-${3300 - i}-1-1.html`)
  const html = found
    .map(
      (r) =>
        `<tbody id="normalthread_${3300 - r.i}"><tr><td class="icn"><a href="${r.url}" title="新窗口打开"><img src="/f.gif"></a></td><th class="common"><em>[<a href="forum.php?mod=forumdisplay&amp;fid=2&amp;typeid=${r.i % 3}">城事</a>]</em> <a href="${r.url}" onclick="atarget(this)" class="s xst">${r.title}</a>${r.i % 4 === 0 ? `<span class="tps">&nbsp;...<a href="thread-${3300 - r.i}-2-1.html">2</a><a href="thread-${3300 - r.i}-3-1.html">3</a></span>` : ''}</th><td class="by"><cite><a href="space-uid-${r.i}.html">网友${r.i}号</a></cite><em><span>${day(r.i).replace('-0', '-')}</span></em></td><td class="num"><a href="${r.url}" class="xi2">${r.i * 3}</a><em>${r.i * 91}</em></td><td class="by"><cite><a href="space-username-x.html">路人${r.i}</a></cite><em><a href="forum.php?mod=redirect&amp;tid=${3300 - r.i}&amp;goto=lastpost#lastpost">2024-4-29 10:${10 + r.i}</a></em></td></tr></tbody>`,
    )
    .join('')
  return list(
    'discuz-board',
    found,
    `<!DOCTYPE html><html><head><meta charset="gbk"><title>城事杂谈 - 浣纱论坛 - Powered by Discuz!</title></head><body><div id="pt"><a href="./">首页</a> › <a href="forum.php">论坛</a></div><div id="threadlist" class="tl bm bmw"><div class="th"><table><tr><th><a href="#">全部主题</a> <a href="forum.php?orderby=lastpost">最新</a> <a>热门</a></th><td class="by">作者</td><td class="num">回复/查看</td><td class="by">最后发表</td></tr></table></div><div class="bm_c"><table id="threadlisttableid">${html}</table></div></div><div class="pg"><strong>1</strong><a href="forum-2-2.html">2</a><a href="forum-2-2.html" class="nxt">下一页</a></div></body></html>`,
    undefined,
    'http://bbs.huansha.example.cn/forum-2-1.html',
  )
}

function tiebaBoard() {
  const found = rows((i) => `/p/${88000 + i}`)
  return list(
    'tieba-board',
    found,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>浣江吧-百度贴吧</title></head><body><div class="nav"><a href="/f?kw=a&tab=good">精华</a><a href="/f?kw=a&tab=album">图片</a></div><ul id="thread_list" class="threadlist_bright">${found.map((r) => `<li class="j_thread_list clearfix thread_item_box" data-tid="${r.i}"><div class="t_con cleafix"><div class="col2_left j_threadlist_li_left"><span class="threadlist_rep_num" title="回复">${r.i}</span></div><div class="col2_right"><div class="threadlist_lz clearfix"><div class="threadlist_title"><a rel="noopener" href="${r.url}" title="${r.title}" target="_blank" class="j_th_tit ">${r.title}</a></div><div class="threadlist_author"><span class="tb_icon_author"><a class="frs-author-name" href="/home/main/?un=${r.i}">吧友${r.i}</a></span><span class="is_show_create_time" title="创建时间">4-${28 - r.i}</span></div></div><div class="threadlist_detail"><div class="threadlist_abs">有知道情况的吧友吗，出来说一说，大家都很关心这件事。</div><span class="threadlist_reply_date">10:2${r.i % 10}</span></div></div></div></li>`).join('')}</ul><div id="frs_list_pager"><span class="cur">1</span><a href="/f?kw=a&pn=50">2</a><a class="next" href="/f?kw=a&pn=50">下一页&gt;</a></div></body></html>`,
    undefined,
    'https://tieba.baidu.com/f?kw=a',
  )
}

function trsPager() {
  const found = rows((i) => `./202404/t202404${28 - i}_77${100 + i}.html`)
  return list(
    'trs-list',
    found,
    page(
      '工作动态_越江市水利局',
      `<div class="gl"><ul class="gl_list">${found.map((r, n) => `<li><a href="${r.url}" target="_blank">·${r.title}</a><i>[${day(r.i).slice(5)}]</i></li>${n % 5 === 4 ? '<li class="line"></li>' : ''}`).join('')}</ul><div class="page"><script>createPageHTML(12, 0, "index", "html");</script></div></div>`,
    ),
    undefined,
    `${origin}/slj/gzdt/`,
  )
}

function tenders() {
  const found = rows((i) => `/jyxx/002001/${28 - i}/${'abcdefghijklmno'[i]}.html`)
  return list(
    'tender-table',
    found,
    page(
      '招标公告',
      `<table class="tb" width="100%"><thead><tr><th>序号</th><th>项目名称</th><th>区域</th><th>发布时间</th><th>状态</th></tr></thead><tbody>${found.map((r) => `<tr><td>${r.i + 1}</td><td><a href="${r.url}" title="${r.title}">${r.title}</a></td><td>市本级</td><td>${day(r.i)}</td><td>${r.i < 5 ? '正在报名' : '已截止'}</td></tr>`).join('')}</tbody></table><div class="pager">共 120 条 <a href="2.html">下页</a> <a href="8.html">末页</a></div>`,
    ),
  )
}

function letters() {
  const found = rows((i) => `/hdjl/letter.do?id=${7000 + i}`)
  return list(
    'letters-table',
    found,
    page(
      '市长信箱-信件选登',
      `<table class="letters"><tr><td>编号</td><td>信件标题</td><td>受理单位</td><td>来信日期</td><td>办理状态</td><td>点击数</td></tr>${found.map((r) => `<tr><td>${20240400 + r.i}</td><td><a href="${r.url}" target="_blank">${r.title.replace(/^/, '咨询：')}</a></td><td>市民政局</td><td>${day(r.i)}</td><td>已办结</td><td>${r.i * 7}</td></tr>`).join('')}</table>`,
    ),
  )
}

function frontDates() {
  const found = rows((i) => `content_${6600 + i}.html`)
  return list(
    'front-dates',
    found,
    page(
      '部门动态',
      `<div class="u-list">${found.map((r) => `<a class="u-item" href="${r.url}"><div class="u-date"><b>${28 - r.i}</b><em>2024.04</em></div><div class="u-txt"><h5>${r.title}</h5><p>为进一步提升服务水平，近日，有关单位组织开展了集中行动。</p></div></a>`).join('')}</div><a class="more" href="list_2.html">加载更多</a>`,
    ),
    undefined,
    `${origin}/bmdt/`,
  )
}

function channelGbk() {
  const found = rows((i) => `http://news.yuejiang.example.cn/system/2024/04/${28 - i}/0${i + 10}.shtml`)
  return list(
    'channel-gbk',
    found,
    page(
      '越江新闻 越江新闻网',
      `<table width="950"><tr><td width="640"><table>${found.map((r) => `<tr><td class="l">·<a href="${r.url}" class="t14" target="_blank">${r.title}</a></td><td class="d" align="right">(${day(r.i)} 08:1${r.i % 10})</td></tr>`).join('')}</table></td><td width="300">热门专题<br><a href="/zt/1/">文明城市创建</a><br><a href="/zt/2/">五水共治</a></td></tr><tr><td colspan="2" align="center">首页 上一页 <a href="11_2.shtml">下一页</a> <a href="11_30.shtml">末页</a></td></tr></table>`,
      'gb2312',
    ),
    undefined,
    'http://news.yuejiang.example.cn/yw/index.shtml',
  )
}

function definition() {
  const found = rows((i) => `/a/${i}/view.html`)
  return list(
    'definition-list',
    found,
    page(
      '通知',
      `<dl class="dl">${found.map((r) => `<dt><a href="${r.url}">${r.title}</a></dt><dd><span>发布时间：${day(r.i)}</span><span>来源：办公室</span></dd>`).join('')}</dl><div class="page"><a href="?p=2">&gt;</a></div>`,
    ),
  )
}

function jsonRows() {
  const found = rows((i) => `/detail/${5100 + i}`)
  return list(
    'ssr-cards',
    found,
    page(
      '资讯 - 江畔新闻',
      `<div id="__nuxt"><section class="feed">${found.map((r) => `<article class="card"><a class="cover" href="${r.url}"><img src="/c.webp" alt="${r.title}"></a><div class="info"><a href="${r.url}"><h2>${r.title}</h2></a><div class="meta"><a href="/u/9">江畔新闻</a><time>${r.i + 1}小时前</time><span>${r.i * 13} 阅读</span></div></div></article>`).join('')}</section></div><script>window.__NUXT__=(function(a){return {data:[]}}(1))</script>`,
    ),
    undefined,
    'https://www.jiangpan.example.cn/news',
  )
}

function mobile() {
  const found = rows((i) => `/wap/art/${i}.html`)
  return list(
    'mobile-list',
    found,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>公示公告</title></head><body><header><a href="/wap/">返回</a><span>公示公告</span></header><div class="weui-cells">${found.map((r) => `<a class="weui-cell" href="${r.url}"><div class="weui-cell__bd"><p>${r.title}</p></div><div class="weui-cell__ft">${day(r.i).slice(5)}</div></a>`).join('')}</div><div class="more"><a href="?page=2">点击加载更多</a></div><footer><a href="/wap/">首页</a><a href="/wap/me">我的</a></footer></body></html>`,
    undefined,
    'http://m.yuejiang.example.cn/wap/gs/',
  )
}
