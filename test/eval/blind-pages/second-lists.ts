import { blind, type BlindPage } from './kit.js'

const titles = [
  '市政府召开第41次常务会议',
  '江城市2024年第三季度食品抽检信息公告',
  '关于对城北路部分路段实施交通管制的通告',
  '浣东街道开展燃气安全入户检查',
  '2024年城乡居民医保缴费开始了',
  '市人民医院招聘编外护士公告',
  '店口镇污水处理厂提标改造工程环评公示',
  '秋季流感疫苗接种点及联系电话',
  '江城三地入选省级历史文化名村',
  '老旧小区电梯更新补贴申领指南',
  '“浣江夜跑”活动报名通知',
  '关于公布第六批非遗传承人名单的通知',
]
const foot =
  '<div class="footer"><a href="/about.html">关于我们</a><a href="/map.html">网站地图</a><p>主办：江城市人民政府</p></div>'
const menu =
  '<div class="header"><a href="/">首页</a><a href="/zw/">政务</a><a href="/fw/">服务</a><a href="/hd/">互动</a></div>'
const two = (n: number) => String(n).padStart(2, '0')

interface Row {
  readonly url: string
  readonly title: string
  readonly i: number
  /** Day of October 2024. */
  readonly day: number
}
const rowsOf = (path: (i: number) => string): readonly Row[] =>
  titles.map((title, i) => ({ url: path(i), title, i, day: 30 - i }))

function list(
  file: string,
  rows: readonly Row[],
  content: string,
  at = 'http://www.jiangcheng.example.cn/xw/list.html',
  charset = 'utf-8',
) {
  return blind(
    'second: list',
    file,
    `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"><title>新闻列表-江城市</title></head><body>${menu}${content}${foot}</body></html>`,
    { kind: 'list', base_url: at, links: rows.map(({ url }) => ({ url: new URL(url, at).href })) },
  )
}

/** Columns and registers whose dates stand in odd forms and places. */
export function secondLists(): BlindPage[] {
  return [
    calendar(),
    bracketDates(),
    nextLine(),
    tableNumbers(),
    cardGrid(),
    agoDates(),
    twoColumns(),
    disclosureTable(),
    spanRows(),
    boardRows(),
    onclickless(),
    gbRows(),
  ]
}

function calendar() {
  const rows = rowsOf((i) => `/art/2024/10/${30 - i}/art_${i}.html`)
  return list(
    'calendar-leaves',
    rows,
    `<div class="lm">政务要闻</div><ul class="rl">${rows.map((r) => `<li><div class="rl-d"><span>${two(r.day)}</span><em>2024.10</em></div><div class="rl-t"><a href="${r.url}">${r.title}</a><p>近日，我市有关部门就此作出部署，要求各单位抓好落实。</p></div></li>`).join('')}</ul><div class="page">共 40 页 <a href="list_2.html">下一页</a></div>`,
  )
}

function bracketDates() {
  const rows = rowsOf((i) => `content_${7000 + i}.htm`)
  return list(
    'bracket-dates',
    rows,
    `<table width="100%"><tr><td>您的位置：首页 &gt; 公告</td></tr></table><table>${rows.map((r) => `<tr><td>·</td><td><a href="${r.url}" target="_blank">${r.title}</a> [10-${two(r.day)}]</td></tr>`).join('')}</table><div>[1] <a href="list_2.html">[2]</a> <a href="list_3.html">[3]</a></div>`,
  )
}

function nextLine() {
  const rows = rowsOf((i) => `/n/${i}.html`)
  return list(
    'date-below',
    rows,
    `<div class="items">${rows.map((r) => `<div class="item"><div class="t"><a href="${r.url}">${r.title}</a></div><div class="d">2024年10月${r.day}日　来源：江城发布</div></div>`).join('')}</div>`,
  )
}

function tableNumbers() {
  const rows = rowsOf((i) => `/ggzy/detail?id=${i}`)
  return list(
    'numbered-table',
    rows,
    `<table class="tb"><thead><tr><th>序号</th><th>公告名称</th><th>类型</th><th>地区</th><th>发布日期</th></tr></thead><tbody>${rows.map((r) => `<tr><td>${r.i + 1}</td><td><a href="${r.url}">${r.title}</a></td><td>采购公告</td><td>江城市</td><td>2024/10/${r.day}</td></tr>`).join('')}</tbody></table><div class="fy"><a href="?page=2">下页</a></div>`,
  )
}

function cardGrid() {
  const rows = rowsOf((i) => `/detail/${i}`)
  return list(
    'whole-card-links',
    rows,
    `<div class="cards">${rows.map((r) => `<a class="card" href="${r.url}"><img src="${r.i}.jpg"><div class="card-t">${r.title}</div><div class="card-m"><span>爱江城</span><span>${1000 + r.i}阅读</span><span>10-${two(r.day)} 08:30</span></div></a>`).join('')}</div><div class="more">加载更多</div>`,
  )
}

function agoDates() {
  const rows = rowsOf((i) => `/article/${i}.html`)
  const ago = ['刚刚', '12分钟前', '1小时前', '3小时前', '5小时前', '昨天 21:10', '昨天 08:00', '前天']
  return list(
    'relative-dates',
    rows,
    `<div class="feed">${rows.map((r) => `<div class="feed-item"><h3><a href="${r.url}">${r.title}</a></h3><div class="feed-info"><a href="/u/${r.i}">江城眼</a><span>${ago[r.i] ?? `10月${r.day}日`}</span><span>评论 ${r.i}</span></div></div>`).join('')}</div>`,
  )
}

function twoColumns() {
  const rows = rowsOf((i) => `/c/${i}.shtml`)
  const li = (r: Row) => `<li><a href="${r.url}">${r.title}</a><span class="fr">10/${r.day}</span></li>`
  return list(
    'split-groups',
    rows,
    `<div class="l"><ul>${rows.slice(0, 5).map(li).join('')}</ul><div class="line"></div><ul>${rows.slice(5, 10).map(li).join('')}</ul><div class="line"></div><ul>${rows.slice(10).map(li).join('')}</ul></div><div class="r"><h3>图片新闻</h3><p><a href="/pic/1.html">江城夜色</a></p><p><a href="/pic/2.html">稻田丰收时节</a></p></div>`,
  )
}

/** 政府信息公开目录: index number, title, office, day. */
function disclosureTable() {
  const rows = rowsOf((i) => `/xxgk/2024/${i}.html`)
  return list(
    'disclosure-index',
    rows,
    `<div class="zn"><a href="/xxgk/zn.html">政府信息公开指南</a><a href="/xxgk/zd.html">政府信息公开制度</a><a href="/xxgk/nb.html">政府信息公开年报</a></div><ul class="gkml">${rows.map((r) => `<li><span class="xh">${r.i + 1}</span><a href="${r.url}" title="${r.title}">${r.title.slice(0, 10)}…</a><b>江政发〔2024〕${20 + r.i}号</b><i>2024-10-${two(r.day)}</i><div class="tip"><p>索引号：11330699/2024-${r.i}</p><p>发布机构：市政府办公室</p></div></li>`).join('')}</ul>`,
  )
}

function spanRows() {
  const rows = rowsOf((i) => `/t${i}.html`)
  return list(
    'rows-by-br',
    rows,
    `<div class="con">${rows.map((r) => `<span>2024-10-${two(r.day)}</span> <a href="${r.url}">${r.title}</a><br>`).join('')}</div>`,
  )
}

function boardRows() {
  const rows = rowsOf((i) => `thread-${900 + i}-1-1.html`)
  return list(
    'board-rows',
    rows,
    `<div id="threadlist"><table summary="forum_2"><tbody><tr><th>主题</th><td>作者</td><td>回复/查看</td><td>最后发表</td></tr></tbody>${rows.map((r) => `<tbody id="normalthread_${r.i}"><tr><td class="icn"><a href="${r.url}" title="新窗口打开"><img src="f.gif"></a></td><th class="new"><em>[<a href="f-2-t${r.i % 3}.html">民生</a>]</em> <a href="${r.url}" class="s xst">${r.title}</a></th><td class="by"><cite><a href="space-uid-${r.i}.html">网友${r.i}</a></cite><em><span>2024-10-${r.day}</span></em></td><td class="num"><a href="${r.url}" class="xi2">${r.i}</a><em>${r.i * 31}</em></td><td class="by"><cite><a href="space-uid-7.html">小七</a></cite><em><a href="forum.php?mod=redirect&tid=${r.i}">2024-10-31 1${r.i % 10}:20</a></em></td></tr></tbody>`).join('')}</table></div><div class="pg"><a href="forum-2-2.html" class="nxt">下一页</a></div>`,
    'http://bbs.jiangcheng.example.cn/forum-2-1.html',
  )
}

/** Headline story with a summary first, the others bare. */
function onclickless() {
  const rows = rowsOf((i) => `/zx/${i}.html`)
  const [first, ...others] = rows as [Row, ...Row[]]
  return list(
    'headline-and-rows',
    rows,
    `<div class="channel"><div class="top1"><h2><a href="${first.url}">${first.title}</a></h2><p>会议强调，要坚持稳中求进工作总基调，抓好四季度各项重点工作。<span>2024-10-30 07:10</span></p></div><div class="lst">${others.map((r) => `<p class="n"><a href="${r.url}">${r.title}</a> <small>2024-10-${two(r.day)}</small></p>`).join('')}</div></div>`,
  )
}

function gbRows() {
  const rows = rowsOf((i) => `News_View.asp?NewsID=${i}`)
  return list(
    'asp-rows-gb',
    rows,
    `<table width="98%">${rows.map((r) => `<tr><td height="25" style="border-bottom:1px dashed #ccc"><img src="dot.gif"> <a href="${r.url}" title="标题：${r.title}">${r.title}</a></td><td width="90"><font color="#999999">2024-10-${r.day}</font></td></tr>`).join('')}</table><form>共 230 条 <a href="?page=2">下一页</a> <a href="?page=20">尾页</a></form>`,
    'http://oldtown.example.cn/news/News_More.asp',
    'gb2312',
  )
}
