import type { GoldPost } from '../page-gold.js'
import { blind, type BlindPage } from './kit.js'

/** Forum threads, boards of complaints and questions with answers, in the markup of the software that serves them. */
export function threads(): BlindPage[] {
  return [
    discuz(),
    discuzGbk(),
    phpwind(),
    tieba(),
    nga(),
    nineteen(),
    tianya(),
    guba(),
    doubanGroup(),
    heimao(),
    leaders(),
    zhihuQuestion(),
    v2(),
  ]
}

type Post = Required<GoldPost>

/** Gold of a thread: its original post stands for the page. */
function thread(
  file: string,
  title: string,
  posts: readonly Post[],
  html: string,
  said: 'author' | 'account' = 'author',
) {
  const [first] = posts as [Post, ...Post[]]
  return blind('thread', file, html, {
    kind: 'thread',
    title,
    published: first.published,
    author: said === 'author' ? first.author : null,
    account: first.author,
    body: first.body.split('\n'),
    posts,
  })
}

const post = (author: string, published: string, body: string): Post => ({ author, published, body })
const at = ({ published }: Post) => published.replace('T', ' ')

const parking: readonly Post[] = [
  post(
    '浣江边的阿福',
    '2024-03-18T20:14',
    '城北那个新停车场收费一小时八块，比万达还贵，这合理吗？\n而且进去才发现没有标价牌，出来的时候保安才说的。',
  ),
  post('大雄', '2024-03-18T20:31', '我上次停了三个小时二十四，心都在滴血'),
  post('小北同学', '2024-03-18T21:02', '没有明码标价可以打12345的，我反映过一次，第二天就装牌子了。'),
  post('浣江边的阿福', '2024-03-19T07:45', '好的，我今天就打，有结果了来说一声。'),
]

function discuz() {
  const title = '城北停车场一小时八块，贵得离谱'
  const posts = parking
  const html = posts
    .map(
      (
        p,
        i,
      ) => `<div id="post_${910 + i}"><table id="pid${910 + i}" class="plhin" cellspacing="0"><tr><td class="pls" rowspan="2"><div class="pls favatar"><div class="pi"><div class="authi"><a href="home.php?mod=space&amp;uid=${i}" target="_blank" class="xw1">${p.author}</a></div></div><div class="avatar"><img src="/uc/avatar.php"></div><div class="tns xg2"><table><tr><th><p><a>${12 + i}</a></p>主题</th><th><p>301</p>帖子</th><td><p>1203</p>积分</td></tr></table></div><p><em><a>金牌会员</a></em></p></div></td><td class="plc"><div class="pi"><strong><a href="#" id="postnum${910 + i}">${i === 0 ? '楼主' : ['', '沙发', '板凳', '地板'][i]}</a></strong><div class="pti"><div class="authi"><em id="authorposton${910 + i}">发表于 ${at(p)}:09</em><span class="pipe">|</span><a>只看该作者</a></div></div></div><div class="pct"><div class="pcb"><div class="t_fsz"><table cellspacing="0"><tr><td class="t_f" id="postmessage_${910 + i}">${i === 2 ? '<div class="quote"><blockquote><font size="2"><a><font color="#999999">大雄 发表于 2024-3-18 20:31</font></a></font><br>我上次停了三个小时二十四，心都在滴血</blockquote></div><br>' : ''}
${p.body.replace('\n', '<br />\n')}${i === 0 ? '<i class="pstatus"> 本帖最后由 浣江边的阿福 于 2024-3-18 20:20 编辑 </i>' : ''}</td></tr></table></div></div></div></td></tr><tr><td class="plc plm"><div class="sign">个人签名：生活需要一点点甜</div></td></tr><tr><td class="pls"></td><td class="plc"><div class="po hin"><div class="pob cl"><em><a class="fastre">回复</a></em><a>举报</a></div></div></td></tr></table></div>`,
    )
    .join('\n')
  return thread(
    'discuz',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 城事杂谈 - 浣纱论坛 - Powered by Discuz!</title></head><body id="nv_forum" class="pg_viewthread"><div id="hd"><div id="um"><a>登录</a><a>立即注册</a></div></div><div id="pt" class="bm cl"><div class="z"><a href="./" title="首页">浣纱论坛</a><em>&raquo;</em><a>论坛</a><em>&rsaquo;</em><a>城事杂谈</a></div></div><div id="postlist" class="pl bm"><table cellspacing="0"><tr><td class="pls ptn pbn"><div class="hm"><span class="xg1">查看:</span> <span class="xi1">1832</span><span class="pipe">|</span><span class="xg1">回复:</span> <span>3</span></div></td><td class="plc ptm pbn vwthd"><h1 class="ts"><a href="forum.php?mod=forumdisplay&fid=2">[吐槽]</a> <span id="thread_subject">${title}</span></h1><span class="xg1"><a>[复制链接]</a></span></td></tr></table>${html}</div><div id="f_pst" class="bm"><form><textarea></textarea><p>您需要登录后才可以回帖 <a>登录</a> | <a>立即注册</a></p></form></div><div id="ft"><p>Powered by <strong>Discuz!</strong> X3.4</p></div></body></html>`,
  )
}

function discuzGbk() {
  const title = '枫桥到市区的公交能不能加一班晚上的'
  const posts = [
    post('枫溪散人', '2012-05-07T19:22', '每天七点就没车了，加班的人只能打车，四十块一趟，一个月工资去了一小半。'),
    post('xiaohai', '2012-05-07T20:10', '顶楼主，早该加了'),
    post('老司机老王', '2012-05-08T08:33', '公交公司说客流不够，其实是晚上没车大家才不坐。'),
  ]
  const html = posts
    .map(
      (p, i) =>
        `<table id="pid${i}" summary="pid${i}" cellspacing="0" cellpadding="0"><tr><td class="postauthor" rowspan="2"><div class="postinfo"><a target="_blank" href="space.php?uid=${i}">${p.author}</a></div><p><em>新手上路</em></p><dl class="profile s_clear"><dt>帖子</dt><dd>41&nbsp;</dd><dt>积分</dt><dd>88&nbsp;</dd></dl></td><td class="postcontent"><div class="postinfo"><strong><a title="复制本帖链接">${i + 1}<sup>#</sup></a></strong><div class="posterinfo"><div class="pagecontrol"><a>打印</a></div><div class="authorinfo"><em id="authorposton${i}">发表于 ${at(p).replace('-0', '-').replace('-0', '-')}</em> | <a>只看该作者</a></div></div></div><div class="defaultpost"><div class="postmessage"><h2>${i === 0 ? title : ''}</h2><div class="t_msgfontfix"><table cellspacing="0"><tr><td class="t_msgfont" id="postmessage_${i}">${p.body}</td></tr></table></div></div></div></td></tr><tr><td class="postcontent postbottom"></td></tr><tr><td class="postauthor"></td><td class="postcontent"><div class="postactions"><p><a>评分</a><a>TOP</a></p></div></td></tr></table>`,
    )
    .join('')
  return thread(
    'discuz72-gbk',
    title,
    posts,
    `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk" /><title>${title} - 公交出行 -  枫桥人家 -  Powered by Discuz!</title></head><body><div id="nav"><a>枫桥人家</a> &raquo; <a>公交出行</a> &raquo; ${title}</div><div id="wrap" class="wrap s_clear threadfix"><div class="forumcontrol"><a>发帖</a></div><div id="postlist" class="mainbox viewthread">${html.replace(/<table id="pid(\d)"/g, '<div id="post_$1"><table id="pid$1"').replace(/<\/p><\/div><\/td><\/tr><\/table>/g, '</p></div></td></tr></table></div>')}</div></div><div id="footer">Powered by Discuz! 7.2 © 2001-2009 Comsenz Inc.</div></body></html>`,
  )
}

function phpwind() {
  const title = '求推荐靠谱的装修公司'
  const posts = [
    post(
      '新房主小柯',
      '2014-09-12T13:05',
      '刚拿到钥匙，一百零八平，想找一家半包的装修公司，预算十万左右，大家有没有做过觉得不错的？',
    ),
    post('半块砖', '2014-09-12T14:18', '千万别找电话推销的，增项增到你怀疑人生。'),
    post('江南雨', '2014-09-12T16:40', '建议找工长自己带队的，我家三年了没出过问题。'),
  ]
  const html = posts
    .map(
      (p, i) =>
        `<a name="${i}"></a><div class="floot_con"><table width="100%" class="floot"><tr><td rowspan="2" class="floot_left"><div class="floot_leftdiv"><div class="readName b"><a href="u.php?uid=${i}">${p.author}</a></div><div class="user_pic"><img src="f.gif"></div><div>级别: 侠客</div></div></td><td class="floot_right" valign="top"><div class="tipTop s6"><span class="fr"><a>${['楼主', '沙发', '板凳'][i]}</a></span><a>倒序阅读</a> <span title="${at(p)}:22">发表于: ${at(p)}</span></div><h1 class="read_h1">${i === 0 ? title : ''}</h1><div class="tpc_content"><div class="f14 mb10" id="read_${i}">${p.body}</div></div></td></tr></table></div>`,
    )
    .join('')
  return thread(
    'phpwind',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk" /><title>${title} -  家居装修 -  若耶社区 - Powered by phpwind</title></head><body><div id="header"><a>若耶社区</a></div><div id="breadCrumb"><a>论坛</a> &raquo; <a>家居装修</a> &raquo; ${title}</div><div class="readTop"><table><tr><td>阅读：<em>801</em> 回复：<em>2</em></td><td><h1 id="subject_tpc" class="fl">${title}</h1></td></tr></table></div><div id="pw_content">${html}</div><div class="readBot"><p>快速回复 限100 字节</p></div><div class="bottom">Powered by phpwind v8.7 Certificate</div></body></html>`,
  )
}

function tieba() {
  const title = '有人知道老汽车站那块地要建什么吗'
  const posts = [
    post('南门口1988', '2024-06-11T12:30', '围挡围了半年了，也没见动工，有说建医院的有说建商场的。'),
    post('蛋炒饭不加蛋', '2024-06-11T12:58', '公示里写的是综合体加公共停车场，规划局网站能查到。'),
    post('一叶扁舟_', '2024-06-11T13:20', '又是停车场，附近的居民终于不用转三圈了'),
  ]
  const html = posts
    .map(
      (p, i) =>
        `<div class="l_post l_post_bright j_l_post clearfix" data-field='{"author":{"user_id":${i},"user_name":"${p.author}"},"content":{"post_id":${i},"post_no":${i + 1}}}'><div class="d_author"><ul class="p_author"><li class="icon"><a class="p_author_face"><img username="${p.author}"></a></li><li class="d_name"><a class="p_author_name j_user_card" href="/home/main">${p.author}</a></li><li class="l_badge"><a><div class="d_badge_title">小有名气</div><div class="d_badge_lv">7</div></a></li></ul></div><div class="d_post_content_main"><div class="p_content"><cc><div class="j_d_post_content_bubble"></div><div id="post_content_${i}" class="d_post_content j_d_post_content clearfix" style="display:;">            ${p.body}</div><br></cc></div><div class="core_reply j_lzl_wrapper"><div class="core_reply_tail clearfix"><div class="j_lzl_r p_reply"><a>回复(${i})</a></div><div class="post-tail-wrap"><span class="tail-info">来自<a>Android客户端</a></span><span class="tail-info">IP属地:浙江</span><span class="tail-info">${i + 1}楼</span><span class="tail-info">${at(p)}</span></div></div></div></div></div>`,
    )
    .join('')
  return thread(
    'tieba',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="UTF-8"><title>${title}【浣江吧】_百度贴吧</title></head><body><div id="userbar"><a>登录</a><a>注册</a></div><div class="card_title"><a class="card_title_fname">浣江吧</a><span>关注：12,881 贴子：90,221</span></div><div class="core_title_wrap_bright clearfix" id="j_core_title_wrap"><h3 class="core_title_txt pull-left text-overflow" title="${title}" style="width: 470px">${title}</h3><ul class="core_title_btns"><li><a>只看楼主</a></li><li>收藏</li><li>回复</li></ul></div><div class="p_postlist" id="j_p_postlist">${html}</div><div class="pb_footer">登录百度账号</div></body></html>`,
  )
}

function nga() {
  const title = '[闲聊] 老家县城的房价现在什么水平了'
  const posts = [
    post('夜班护士小李', '2024-02-11T23:41', '过年回家问了一圈，新房八千五，二手六千，成交很少。坛友们老家怎么样？'),
    post('铁锅炖自己', '2024-02-11T23:55', '我们那降到五千了，还是没人买'),
    post('alpha_07', '2024-02-12T00:10', '城东稍微好点，有学校撑着。'),
  ]
  const html = posts
    .map(
      (p, i) =>
        `<table class="forumbox postbox" cellspacing="1"><tr id="post1strow${i}" class="postrow row${i % 2}"><td class="c1"><span id="posterinfo${i}" class="posterinfo"><a href="nuke.php?func=ucp&uid=${i}" id="postauthor${i}" class="author b">${p.author}</a><div class="stat">级别:学徒 威望:0 发帖:101</div></span></td><td class="c2" id="postcontainer${i}"><div class="postInfo" id="postInfo${i}"><span id="postdate${i}" title="reply time">${at(p)}</span> <span>#${i}</span></div><h3 id="postsubject${i}">${i === 0 ? title : ''}</h3><p id="postcontent${i}" class="postcontent ubbcode">${p.body}</p></td></tr></table>`,
    )
    .join('')
  return thread(
    'nga',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset=GBK"><title>${title} NGA玩家社区</title></head><body><div id="mmc"><div class="nav"><a class="nav_root">NGA玩家社区</a> &raquo; <a class="nav_link">大漩涡</a></div><div id="m_posts" class="module"><div id="m_posts_c">${html}</div></div></div></body></html>`,
  )
}

function nineteen() {
  const title = '幼儿园突然说要涨伙食费，大家那边涨了吗？'
  const posts = [
    post(
      '果果妈妈',
      '2024-08-30T09:12',
      '昨天群里通知，伙食费从一天十二块涨到十五块，理由是食材涨价。没有开家长会，也没有公示明细，总觉得不太对。',
    ),
    post('momo', '2024-08-30T09:40', '我们私立的十八了'),
    post('向日葵', '2024-08-30T10:05', '伙食费要公示的，每学期结余要退。可以问园里要账目。'),
  ]
  const html = posts
    .map(
      (p, i) =>
        `<div class="thread-item clearall" data-pid="${i}"><div class="user-info fl"><a class="user-name" href="/user/${i}">${p.author}</a><p class="user-level">LV.5 小楼</p></div><div class="thread-main fr"><div class="post-info"><span class="floor">${i === 0 ? '楼主' : `${i}楼`}</span><span class="post-time">${at(p)}</span><a>只看TA</a></div><div class="post-cont"><div class="thread-cont">${p.body}</div></div><div class="post-foot"><a>赞(${i})</a><a>回复</a><a>举报</a></div></div></div>`,
    )
    .join('')
  return thread(
    '19lou',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-幼儿园-十楼亲子</title></head><body><div class="header"><a>十楼</a></div><div class="crumb"><a>首页</a>&gt;<a>亲子</a></div><div class="thread-hd"><h1 class="thread-title"><a>${title}</a></h1><p>浏览 3012 | 回复 2</p></div><div class="thread-list">${html}</div><div class="pages"><a>1</a></div><div class="side"><h3>热门话题</h3><p><a>小学报名要哪些材料</a></p></div></body></html>`,
  )
}

function tianya() {
  const title = '我在小县城开书店的这三年'
  const posts = [
    post(
      '纸上行舟',
      '2015-11-02T22:17',
      '三年前辞职回县城，用攒下的十二万开了一家书店。\n第一年亏了五万，第二年打平，第三年终于能给自己发工资了，一个月三千二。\n写下来，给想开店的人一个参考。',
    ),
    post('灯下黑', '2015-11-02T22:40', '马克，楼主坚持写'),
    post('纸上行舟', '2015-11-02T23:05', '谢谢，接着写。选址是第一个坑，学校旁边并不好，寒暑假两个月没有人。'),
  ]
  const [first, ...replies] = posts as [Post, ...Post[]]
  const html =
    `<div class="atl-item host-item" _host="${first.author}"><div class="atl-con clearfix"><div class="atl-con-hd"></div><div class="atl-con-bd clearfix"><div class="bbs-content clearfix">　　${first.body.replaceAll('\n', '<br>　　')}</div></div></div></div>` +
    replies
      .map(
        (p, i) =>
          `<div class="atl-item" replyid="${i}" _host="${p.author}" js_username="x" js_restime="${at(p)}:00"><div class="atl-head"><div class="atl-info"><span>作者：<a href="http://www.example.cn/1">${p.author}</a></span><span>时间：${at(p)}:00</span></div></div><div class="atl-content"><div class="atl-con-bd clearfix"><div class="bbs-content">　　${p.body}</div></div><div class="atl-reply">来自 <a>天涯客户端</a> | <a>举报</a> | ${i + 1}楼 | <a>埋红包</a> | <a>回复</a> | <a>评论</a></div></div></div>`,
      )
      .join('')
  return thread(
    'tianya',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_天涯杂谈_论坛_天涯社区</title></head><body><div id="top_nav"><a>聚焦</a></div><div id="doc"><div id="post_head" class="wrapper"><h1 class="atl-title"><span class="s_title"><span>${title}</span></span></h1><div class="atl-menu clearfix"><div class="atl-info"><span>楼主：<a>${first.author}</a></span><span>时间：${at(first)}:31</span><span>点击：20311</span><span>回复：2</span></div></div></div><div class="atl-main">${html}</div></div></body></html>`,
  )
}

function guba() {
  const title = '这个污水处理项目到底什么时候确认收入'
  const posts = [
    post('价值小散', '2024-04-09T15:32', '公告说三季度投运，结果年报里一分钱没有，问董秘也是打太极。'),
    post('守望者88', '2024-04-09T16:01', '看附注，在建工程里挂着呢'),
    post('红绿灯', '2024-04-09T20:47', '投运和验收是两回事，明年一季报再看。'),
  ]
  const [first, ...replies] = posts as [Post, ...Post[]]
  return thread(
    'guba',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_某环保(000000)股吧_东方财富网股吧</title></head><body><div class="header"><a>股吧首页</a></div><div class="newsauthor"><div class="author-info cl"><a class="name">${first.author}</a><div class="time">${at(first)}:10 <span>浙江</span></div></div></div><div class="newstitle">${title}</div><div class="newstext"><div class="xeditor_content"><p>${first.body}</p></div></div><div class="opt">点赞 评论 收藏 <a>举报</a></div><div class="replylist"><div class="reply_title">全部评论（2）</div><div class="replylist_content">${replies.map((p) => `<div class="reply_item cl"><div class="reply_item_l"><img></div><div class="item_reuser"><a class="replyer_name">${p.author}</a><span class="influence">影响力 ★★</span></div><div class="recont_right"><div class="reply_title"><span>${p.body}</span></div><div class="publishtime"><span class="pubtime">${at(p)}:20</span><span class="reply_ip">浙江</span></div><div>回复 点赞</div></div></div>`).join('')}</div></div></body></html>`,
  )
}

function doubanGroup() {
  const title = '小城市的生活成本真的低吗？'
  const posts = [
    post(
      '蓝莓酱',
      '2023-07-16T10:20',
      '回来半年，房租省了，但是吃饭一点不便宜，快递还慢。\n同事之间人情往来一个月一千起步。',
    ),
    post('不加糖', '2023-07-16T10:44', '随份子是大头，我去年随了一万二'),
    post('Kiki', '2023-07-16T11:30', '看个人，我不社交，一个月两千五够了。'),
  ]
  const [first, ...replies] = posts as [Post, ...Post[]]
  return thread(
    'douban-group',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>
    ${title}
</title><script type="application/ld+json">{"@type":"DiscussionForumPosting","name":"${title}","dateCreated":"2023-07-16T10:20:15","author":"${first.author}"}</script></head><body><div id="db-nav-group"><a>豆瓣小组</a></div><div id="wrapper"><div id="content"><h1>
        ${title}
    </h1><div class="article"><div class="topic-content clearfix"><div class="user-face"><img alt="${first.author}"></div><div class="topic-doc"><h3><span class="from">来自: <a href="/people/1/">${first.author}</a></span> <span class="create-time color-green">${at(first)}:15</span> <span class="create-ip">浙江</span></h3><div id="link-report"><div class="topic-content"><div class="topic-richtext">${first.body
      .split('\n')
      .map((t) => `<p data-align="">${t}</p>`)
      .join(
        '',
      )}</div></div></div></div></div><div class="sns-bar">赞 收藏 转发</div><ul class="topic-reply" id="comments">${replies.map((p, i) => `<li class="clearfix comment-item reply-item" id="${i}" data-cid="${i}"><div class="user-face"><img class="pil"></div><div class="reply-doc content"><div class="bg-img-green"><h4><a href="/people/${i}/">${p.author}</a> <span class="pubtime">${at(p)}:33 浙江</span></h4></div><div class="reply-content-wrap"><p class="reply-content">${p.body}</p></div><div class="operation-div"><a class="comment-vote">赞</a><a>回复</a></div></div></li>`).join('')}</ul></div><div class="aside"><h2>最新讨论</h2><p><a>租房避坑</a></p></div></div></div></body></html>`,
  )
}

function heimao() {
  const title = '某宽带装机后拒绝退还押金'
  const posts = [
    post(
      '匿名',
      '2024-05-06T14:22',
      '2023年10月办理宽带，收取光猫押金200元，说好一年后退。现在拆机，营业厅说要原始收据才退，我的收据在装机时被师傅收走了。\n诉求：退还押金200元。',
    ),
    post('某通信公司', '2024-05-07T09:30', '您好，您的投诉已收到，我们会尽快联系您核实处理。'),
    post('某通信公司', '2024-05-09T16:05', '经核实，用户押金已原路退回，请您注意查收。'),
  ]
  const [first, ...replies] = posts as [Post, ...Post[]]
  const step = (p: Post, what: string, cls: string) =>
    `<li class="steps-item"><div class="ss-l"><div class="u-info"><img><span class="u-name">${p.author}</span> <span class="u-status">${what}</span><span class="u-date">于${at(p)}</span></div></div><div class="${cls}"><p>${p.body.replaceAll('\n', '<br>')}</p></div></li>`
  return thread(
    'complaint',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 橘猫投诉</title></head><body><div class="hd"><a>首页</a><a>我要投诉</a></div><div class="ts-d"><h1 class="article">${title}</h1><ul class="ts-q-list"><li><label>投诉编号：</label>173721</li><li><label>投诉对象：</label>某通信公司</li><li><label>投诉要求：</label>退款</li><li><label>涉诉金额：</label>200元</li><li><label>投诉进度：</label><b>已完成</b></li></ul><ul class="ts-d-steplist">${step(first, '发起投诉', 'ts-reply')}${replies.map((p) => step(p, '回复投诉', 'ts-reply')).join('')}</ul></div><div class="same"><h4>集体投诉</h4><a>某平台自动续费</a></div></body></html>`,
    'account',
  )
}

function leaders() {
  const title = '城中村改造安置房迟迟不交付'
  const posts = [
    post(
      '网友',
      '2024-04-16T11:09',
      '我们村2020年拆迁，协议写明三十六个月交房，现在已经超期一年多，过渡费也停发两个季度，老人还在外面租房子，请领导过问。',
    ),
    post(
      '越江市委办公室',
      '2024-04-25T17:40',
      '网友您好：您的留言已收悉。经调查，安置房主体已完工，因地下室渗漏整改延误工期，计划今年9月底前交付，拖欠的过渡费将于5月10日前补发到位。感谢您的监督。',
    ),
  ]
  const [first, reply] = posts as [Post, Post]
  return thread(
    'leaders-board',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}--留言板</title></head><body><div class="top"><a>我要留言</a></div><div class="leave-detail"><h1><span class="context-title-text">${title}</span></h1><div class="detail-handle"><span>留言ID：20311</span><span class="status">已办理</span></div><div class="public-con"><p class="name"><span>${first.author}</span></p><div class="m-b"><span class="domainName">城建</span><span class="typeName">投诉/求助</span><span class="time">${at(first)}</span></div><p class="clear context-content">${first.body}</p></div><div class="replyContent"><ul><li class="replyMsg"><div class="replyHead"><h3 class="fl">${reply.author}</h3><span class="replyTime">${at(reply)}</span></div><p class="noWelcome">${reply.body}</p></li></ul></div></div><div class="bot">版权所有</div></body></html>`,
    'account',
  )
}

function zhihuQuestion() {
  const title = '县城的公共图书馆，真的有人去吗？'
  const posts = [
    post(
      '借书证09',
      '2023-11-20T10:12',
      '有，而且很多。我们县图书馆周末八点半开门，八点就开始排队，全是备考的学生和带孩子的妈妈。\n二楼自习区两百个座位，九点以后基本没有空的。',
    ),
    post(
      '山里的猫',
      '2023-11-22T21:40',
      '看地方。我们这边的图书馆在新城，公交一小时一班，平时一天不到二十个人。\n馆员比读者多，空调倒是很足。',
    ),
  ]
  const html = posts
    .map(
      (p) =>
        `<div class="List-item" tabindex="0"><div class="ContentItem AnswerItem" name="1" itemprop="answer"><div class="ContentItem-meta"><div class="AuthorInfo AnswerItem-authorInfo"><meta itemprop="name" content="${p.author}"><div class="AuthorInfo-head"><span class="UserLink AuthorInfo-name"><a class="UserLink-link">${p.author}</a></span></div></div><div class="LabelContainer">58 人赞同了该回答</div></div><meta itemprop="dateCreated" content="${p.published}:00.000Z"><div class="RichContent RichContent--unescapable"><div class="RichContent-inner"><span class="RichText ztext CopyrightRichText-richText">${p.body
          .split('\n')
          .map((t) => `<p data-pid="1">${t}</p>`)
          .join(
            '',
          )}</span></div><div class="ContentItem-time"><a href="/a"><span>发布于 ${at(p)}</span></a></div><div class="ContentItem-actions">赞同 58 添加评论 分享 收藏</div></div></div></div>`,
    )
    .join('')
  const page = thread(
    'zhihu-question',
    title,
    posts,
    `<!doctype html><html><head><meta charset="utf-8"/><title>${title} - 知乎</title></head><body><div class="QuestionHeader"><h1 class="QuestionHeader-title">${title}</h1><div class="NumberBoard">关注者<strong>41</strong>被浏览<strong>9,012</strong></div></div><div class="Question-main"><div class="List"><h4 class="List-headerText"><span>2 个回答</span></h4>${html}</div></div><div class="Question-sideColumn">下载知乎客户端 与世界分享知识、经验和见解</div></body></html>`,
  )
  return { ...page, gold: { ...page.gold, published: null, author: null, account: posts[0]?.author ?? null } }
}

function v2() {
  const title = '自建小区团购系统，遇到退款对账问题请教'
  const posts = [
    post(
      'catfish',
      '2024-01-08T13:22',
      '给小区写了个团购小程序，三百多户在用。\n现在的问题是部分退款以后对不上账，微信账单和自己的库差了十几块，查了两天没有头绪。',
    ),
    post('lemon', '2024-01-08T13:40', '手续费退不退要看比例，部分退款按四舍五入退的，逐笔算会有差。'),
    post('catfish', '2024-01-08T14:02', '原来如此，我去核一下。'),
  ]
  const [first, ...replies] = posts as [Post, ...Post[]]
  return thread(
    'v2-like',
    title,
    posts,
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 码农小站</title><meta property="article:published_time" content="2024-01-08T05:22:10Z"></head><body><div id="Top"><a>首页</a><a>注册</a></div><div id="Main"><div class="box"><div class="header"><div class="fr"><a><img></a></div><a>码农小站</a> › <a>问与答</a><h1>${title}</h1><small class="gray"><a href="/member/catfish">${first.author}</a> · <span title="${at(first)}:10 +08:00">${at(first)}:10 +08:00</span> · 1822 次点击</small></div><div class="cell"><div class="topic_content"><div class="markdown_body">${first.body
      .split('\n')
      .map((t) => `<p>${t}</p>`)
      .join(
        '',
      )}</div></div></div></div><div class="box"><div class="cell"><span class="gray">2 条回复 • 2024-01-08 14:02:55 +08:00</span></div>${replies.map((p, i) => `<div id="r_${i}" class="cell"><table><tr><td width="48"><img class="avatar"></td><td><div class="fr"><span class="no">${i + 1}</span></div><strong><a href="/member/${p.author}" class="dark">${p.author}</a></strong> <span class="ago" title="${at(p)}:00 +08:00">${at(p)}:00 +08:00</span><div class="sep5"></div><div class="reply_content">${p.body}</div></td></tr></table></div>`).join('')}</div></div><div id="Bottom">关于 · 帮助文档 · API</div></body></html>`,
  )
}
