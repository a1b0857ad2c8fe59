import { blind, each, readStories, type BlindPage } from './kit.js'

const stories = readStories('stories.txt')
const story = (i: number) => stories[i] as (typeof stories)[number]
const foot =
  '<div class="footer"><p>主办：越江市人民政府办公室　承办：越江市大数据发展管理局</p><p>浙ICP备05000001号-1　网站标识码：3306810001　<img src="/ga.png">浙公网安备 33068102000001号</p><p>联系我们 | 网站地图 | 建议使用1024*768以上分辨率浏览</p></div>'
const nav =
  '<div class="top"><a href="/">首页</a><a>走进越江</a><a>政务公开</a><a>办事服务</a><a>互动交流</a><div class="search"><input value="请输入关键字"><a>无障碍</a><a>长者模式</a></div></div>'

/** Pages of government portals: notices, tenders, transcripts, mailboxes. */
export function governments(): BlindPage[] {
  return [
    jcmsNews(),
    jcmsNotice(),
    trs(),
    kaipu(),
    tender(),
    transcript(),
    mailbox(),
    consult(),
    shortNotice(),
    faq(),
    punishment(),
    newRules(),
    gbNotice(),
    personnel(),
    oldGov(),
  ]
}

function jcmsNews() {
  const { title, paras } = story(21)
  return blind(
    'government',
    'jcms-news',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>越江市人民政府 政务要闻 ${title}</title><meta name="SiteName" content="越江市人民政府"><meta name="ColumnName" content="政务要闻"><meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="2024-07-23 08:30"><meta name="ContentSource" content="市府办"><meta name="Author" content=""></head><body>${nav}<div class="position">当前位置： <a>首页</a> &gt; <a>政务公开</a> &gt; <a>政务要闻</a></div><div id="article"><!--<$[标题名称(html)]>begin--><p class="con-title title">${title}</p><!--<$[标题名称(html)]>end--><div class="con-detail"><span>发布日期：2024-07-23 08:30</span><span>信息来源：市府办</span><span>浏览次数：<script src="/module/visitcount/articlehits.jsp"></script></span><span>字体：[ <a>大</a> <a>中</a> <a>小</a> ]</span></div><div id="zoom"><!--ZJEG_RSS.content.begin--><meta name="ContentStart"><div class="bt_content">${each(paras, '<p style="text-indent:2em;text-align:justify">$</p>')}</div><meta name="ContentEnd"><!--ZJEG_RSS.content.end--></div><div class="tool"><a>打印本页</a><a>关闭窗口</a><div class="share">分享到：</div></div></div>${foot}</body></html>`,
    { kind: 'article', title, published: '2024-07-23T08:30', source: '市府办', author: null, body: paras },
  )
}

function jcmsNotice() {
  const { title, paras } = story(11)
  const cells = [
    ['索引号', '002559330/2024-88120'],
    ['主题分类', '农业、林业、水利'],
    ['发文机关', '市农业农村局'],
    ['成文日期', '2024-10-15'],
    ['文号', '越农〔2024〕41号'],
    ['有效性', '有效'],
  ]
  return blind(
    'government',
    'jcms-notice',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title><meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="2024-10-17 16:12"></head><body>${nav}<div class="xxgk-detail"><table class="xxgk_table" width="100%">${cells.map(([a, b]) => `<tr><td class="t">${a}:</td><td>${b}</td></tr>`).join('')}</table><div class="xxgk_title">${title}</div><div class="xxgk_info">发布时间：2024-10-17 16:12　　来源：市农业农村局　　访问量：</div><div class="article-conter">${each(paras.slice(0, 1), '<p>$</p>')}${each(paras.slice(1), '<p style="text-indent:32pt">$</p>')}<p style="text-align:right">越江市农业农村局</p><p style="text-align:right">2024年10月15日</p><p><a href="P0202410.docx">2024年度市级农业龙头企业名单.docx</a></p></div></div>${foot}</body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-10-17T16:12',
      source: '市农业农村局',
      author: null,
      body: [...paras, '越江市农业农村局', '2024年10月15日'],
      left_out: { credits: ['2024年度市级农业龙头企业名单.docx'] },
    },
  )
}

function trs() {
  const { title, paras } = story(10)
  return blind(
    'government',
    'trs-wcm',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_通知公告_越江市公安局</title><meta name="PubDate" content="2024-11-04"></head><body>${nav}<div class="wzy"><div class="wz_title"><h3>${title}</h3></div><div class="wz_xx"><span>时间：2024-11-04</span><span>来源：<script>var s="市公安局交警大队";document.write(s)</script></span></div><div class="view TRS_UEDITOR trs_paper_default trs_web"><style type="text/css">.TRS_Editor P{margin-top:0;}</style><div class="TRS_Editor"><div class="Custom_UnionStyle">${each(paras, '<p align="justify">　　$</p>')}<p align="right">越江市公安局　　</p><p align="right">2024年11月4日　　</p></div></div></div><div class="xgfj">相关附件：</div><div class="ewm">扫一扫在手机打开当前页</div></div>${foot}</body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-11-04',
      source: null,
      account: '市公安局交警大队',
      author: null,
      body: [...paras, '越江市公安局', '2024年11月4日'],
    },
  )
}

function kaipu() {
  const { title, paras } = story(20)
  return blind(
    'government',
    'kaipu-gkmlpt',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title} - 越江市医疗保障局网站</title><meta name="keywords" content="医保"><meta name="others" content="页面生成时间 2024-12-20 03:00:01"></head><body>${nav}<div class="content"><div class="classify"><table class="document-table"><tr><td>索引号：</td><td>11330681MB1</td><td>分类：</td><td>卫生、社会保障</td></tr><tr><td>发布机构：</td><td>市医疗保障局</td><td>成文日期：</td><td>2024-12-13</td></tr><tr><td>名称：</td><td colspan="3">${title}</td></tr><tr><td>文号：</td><td></td><td>发布日期：</td><td>2024-12-16</td></tr></table></div><h1 class="title document-number">${title}</h1><div class="date-row">发布日期：2024-12-16  浏览次数：<span id="hits">-</span></div><div class="article-content">${each(paras, '<p>$</p>')}</div><div class="article-bottom">分享到：</div></div>${foot}</body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-12-16',
      source: null,
      account: '市医疗保障局',
      author: null,
      body: paras,
    },
  )
}

function tender() {
  const { title, paras } = story(12)
  const body = [
    '1. 招标条件',
    paras[0] as string,
    '2. 项目概况与招标范围',
    paras[1] as string,
    '3. 投标人资格要求',
    paras[2] as string,
    '4. 招标文件的获取与递交',
    paras[3] as string,
    '5. 联系方式',
    '招标人：市教育资产管理有限公司',
    paras[4] as string,
  ]
  return blind(
    'government',
    'tender',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>公共资源交易中心</title></head><body>${nav}<div class="ewb-container"><div class="ewb-location">您现在的位置：首页/交易信息/工程建设/招标公告</div><div class="article-info"><h1>${title}</h1><p class="info-sources">【信息时间：2024-08-21  阅读次数：<span></span>】<a>【我要打印】</a><a>【关闭】</a></p><div class="con">${body.map((text) => (/^\d\./.test(text) ? `<h4>${text}</h4>` : `<p><span>${text}</span></p>`)).join('')}</div></div></div>${foot}</body></html>`,
    { kind: 'article', title, published: '2024-08-21', source: null, author: null, body },
  )
}

function transcript() {
  const title = '“奋进新征程”系列新闻发布会（交通专场）实录'
  const body = [
    '时间：2024年9月19日上午10:00',
    '地点：市新闻发布厅',
    '主持人：市委宣传部副部长 岳某',
    '发布人：市交通运输局局长 戚某',
    '主持人：各位记者朋友，上午好！欢迎参加今天的新闻发布会。首先请戚局长介绍有关情况。',
    '戚某：谢谢主持人。近年来，全市累计完成综合交通投资三百八十六亿元，公路总里程达到三千二百公里，实现了镇镇通二级以上公路。',
    '晚报记者：请问农村公交什么时候能够实现全部村庄通达？',
    '戚某：感谢你的提问。目前还有十一个偏远自然村未通班车，我们将通过预约响应式小巴解决，计划明年六月底前全部覆盖。',
    '电视台记者：城区停车难的问题，交通部门有什么打算？',
    '戚某：这个问题由住建部门牵头，我们主要从公交优先和换乘停车场两方面配合，今年新增换乘泊位一千二百个。',
    '主持人：由于时间关系，今天的发布会就到这里，谢谢大家！',
  ]
  return blind(
    'government',
    'press-briefing',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-新闻发布</title><meta name="pubdate" content="2024-09-19 14:50:00"></head><body>${nav}<div class="fbh"><h2 class="tit">${title}</h2><div class="inf"><span>2024-09-19 14:50</span>　<span>来源： 市政府新闻办</span></div><div class="video"><video src="/a.mp4"></video></div><div class="txt">${body.map((text) => `<p>${text.replace(/^(主持人：|戚某：|晚报记者：|电视台记者：)/, '<strong>$1</strong>')}</p>`).join('\n')}</div></div>${foot}</body></html>`,
    { kind: 'article', title, published: '2024-09-19T14:50', source: '市政府新闻办', author: null, body },
  )
}

function mailbox() {
  const title = '关于滨江路夜间路灯不亮的问题'
  const letter =
    '您好，滨江路从体育中心到二桥这一段的路灯已经连续十多天晚上不亮了，接孩子下晚自习很不安全，希望尽快修复，谢谢。'
  const reply = [
    '网友您好！您反映的问题已收悉，现答复如下：',
    '经现场查看，该路段因顶管施工挖断电缆，造成二十三盏路灯停运。我局已于6月5日安排抢修，目前全部恢复照明。',
    '感谢您对市政工作的关心与支持！如有疑问，请致电0575-87222222。',
  ]
  return blind(
    'government',
    'mayor-mailbox',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>市长信箱-信件详情</title></head><body>${nav}<div class="xj"><div class="xj-bt">信件内容</div><table class="xj-table"><tr><th>信件标题</th><td colspan="3">${title}</td></tr><tr><th>信件编号</th><td>20240603008</td><th>来信人</th><td>李**</td></tr><tr><th>来信时间</th><td>2024-06-03 21:15:40</td><th>信件类型</th><td>投诉</td></tr><tr><th>来信内容</th><td colspan="3">${letter}</td></tr></table><div class="xj-bt">答复内容</div><table class="xj-table"><tr><th>答复单位</th><td>市综合行政执法局</td><th>答复时间</th><td>2024-06-06 10:02:11</td></tr><tr><th>答复内容</th><td colspan="3">${each(reply, '<p>$</p>')}</td></tr><tr><th>满意度</th><td colspan="3">满意</td></tr></table></div>${foot}</body></html>`,
    {
      kind: 'thread',
      kinds: ['article', 'thread'],
      title,
      published: '2024-06-03T21:15:40',
      source: null,
      account: '市综合行政执法局',
      body: [letter, ...reply],
    },
  )
}

function consult() {
  const title = '灵活就业人员社保补贴怎么申请'
  const letter = '本人今年四十七岁，去年从工厂离职后一直打零工，自己交社保，请问能不能申请补贴，需要哪些材料？'
  const reply = [
    '您好，根据现行政策，女性满四十周岁、男性满五十周岁的就业困难人员，以灵活就业身份缴纳社会保险的，可以申请补贴。',
    '所需材料为身份证、缴费凭证和灵活就业证明，可在户籍所在镇街便民服务中心或网上办理，每半年发放一次。',
  ]
  return blind(
    'government',
    'consult-reply',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}_咨询投诉_越江政务</title></head><body>${nav}<div class="main"><h2>${title}</h2><div class="sub"><span>来信人：王女士</span><span>来信日期：2024-03-11</span><span>来源：网站</span></div><div class="q"><h3>【来信内容】</h3><div class="q-con">${letter}</div></div><div class="a"><h3>【回复内容】</h3><div class="a-con">${each(reply, '<p>$</p>')}</div><div class="a-info">回复单位：市人力社保局　回复日期：2024-03-13</div></div></div>${foot}</body></html>`,
    {
      kind: 'thread',
      kinds: ['article', 'thread'],
      title,
      published: '2024-03-11',
      body: [letter, ...reply],
      left_out: { credits: ['回复单位：市人力社保局 回复日期：2024-03-13'] },
    },
  )
}

function shortNotice() {
  const title = '停水通知'
  const body = [
    '因城北路供水管网改造，定于9月5日22:00至次日6:00对城北路沿线停水，请用户提前储水。',
    '不便之处，敬请谅解。',
    '服务热线：0575-96390',
  ]
  return blind(
    'government',
    'water-off',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-越江市水务集团有限公司</title></head><body><div class="head"><ul><li><a>网站首页</a></li><li><a>走进水务</a></li><li><a>客户服务</a></li></ul></div><div class="inner"><div class="left"><h3>客户服务</h3><ul><li><a>停水公告</a></li><li><a>水价公示</a></li><li><a>水质公告</a></li></ul></div><div class="right"><div class="tit2">${title}</div><div class="date">发布时间： 2024/9/3 15:22:09　点击数：112</div><div class="info_con">${each(body, '<p>$</p>')}</div></div></div><div class="foot">版权所有：越江市水务集团有限公司 地址：城北路18号</div></body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-09-03T15:22:09',
      source: null,
      account: '越江市水务集团有限公司',
      author: null,
      body,
    },
  )
}

function faq() {
  const title = '《居民住宅加装电梯补助办法》政策解读'
  const body = [
    '一、制定背景',
    '随着老龄化加快，老旧小区居民对加装电梯的需求日益迫切，原办法于去年年底到期，需要重新制定。',
    '二、主要内容',
    '（一）补助对象。四层以上、未设电梯、产权清晰的既有多层住宅，经所在单元三分之二以上业主同意并完成竣工验收。',
    '（二）补助标准。每台电梯财政补助二十万元，其中管线迁改费用由相关单位承担百分之五十。',
    '三、常见问题',
    '问：一楼业主不同意怎么办？',
    '答：由社区组织协商，协商不成的，可申请镇街调解委员会调解，必要时召开听证会。',
    '四、解读机关及联系方式',
    '解读机关：市住房和城乡建设局，联系电话：0575-87333333。',
  ]
  return blind(
    'government',
    'policy-faq',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title><meta name="ArticleTitle" content="${title}"><meta name="PubDate" content="2024-05-30 09:00:00"><meta name="ContentSource" content="市住建局"></head><body>${nav}<div class="zcjd"><h1>${title}</h1><ul class="attr"><li>发布时间：2024-05-30</li><li>来源：市住建局</li><li>浏览量：56</li></ul><div class="link-file"><span>解读政策：</span><a href="/a.html">关于印发《居民住宅加装电梯补助办法》的通知</a></div><div class="ct">${body.map((t) => (/^[一二三四]、/.test(t) ? `<p><strong>${t}</strong></p>` : `<p>${t}</p>`)).join('')}</div></div>${foot}</body></html>`,
    { kind: 'article', title, published: '2024-05-30', source: '市住建局', author: null, body },
  )
}

function punishment() {
  const title = '越江市市场监督管理局行政处罚信息公示（2024年第17期）'
  const rows = [
    ['序号', '当事人', '违法事实', '处罚内容', '决定日期'],
    ['1', '城南某面馆', '使用超过保质期的食品原料', '罚款五千元', '2024-04-02'],
    ['2', '某商贸有限公司', '销售不合格电动自行车', '没收违法所得并罚款三万元', '2024-04-03'],
    ['3', '某大药房连锁公司', '未凭处方销售处方药', '警告，责令改正', '2024-04-08'],
  ]
  return blind(
    'government',
    'punishment-table',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>${nav}<div class="box"><div class="bt">${title}</div><div class="rq">日期：2024-04-12 09:31 来源：执法稽查科 字号：【大】【中】【小】</div><div class="nr"><table border="1" cellspacing="0">${rows.map((r) => `<tr>${each(r, '<td><p>$</p></td>')}</tr>`).join('')}</table></div></div>${foot}</body></html>`,
    { kind: 'article', title, published: '2024-04-12T09:31', source: '执法稽查科', author: null, body: rows.flat() },
  )
}

function newRules() {
  const title = '越江市人民政府关于印发《越江市电动自行车管理办法》的通知'
  const clauses = Array.from(
    { length: 14 },
    (_, i) =>
      `第${'一二三四五六七八九十'[i] ?? `十${'一二三四'[i - 10]}`}条　${['为了加强电动自行车管理，保障道路交通安全，制定本办法。', '本市行政区域内电动自行车的销售、登记、通行和停放，适用本办法。', '公安机关负责登记和通行管理，市场监管部门负责销售环节的监督管理。', '电动自行车实行登记制度，经登记并悬挂号牌后方可上道路行驶。', '销售者应当建立进货查验制度，不得销售无强制性认证的产品。', '驾驶人及搭乘人员应当佩戴安全头盔。', '禁止在建筑物公共门厅、疏散通道、楼梯间停放充电。'][i % 7]}`,
  )
  const body = [
    '各镇乡人民政府、街道办事处，市政府各部门：',
    '《越江市电动自行车管理办法》已经市政府第28次常务会议审议通过，现印发给你们，请认真贯彻执行。',
    '越江市人民政府',
    '2024年1月8日',
    '越江市电动自行车管理办法',
    ...clauses,
  ]
  return blind(
    'government',
    'rules-long',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title><meta name="PubDate" content="2024-01-10 17:00"></head><body>${nav}<div class="art"><div class="gkb"><ul><li><b>索 引 号：</b>330681/2024-00012</li><li><b>组配分类：</b>行政规范性文件</li><li><b>发布机构：</b>市政府办公室</li><li><b>公开日期：</b>2024-01-10</li><li><b>统一编号：</b>DZJD00-2024-0001</li></ul></div><h2>${title}</h2><div class="wh">越政发〔2024〕1号</div><div class="main-txt">${body.map((t) => `<p style="${/^越江市人民政府$|^2024/.test(t) ? 'text-align:right' : 'text-indent:2em'}">${t}</p>`).join('\n')}</div></div>${foot}</body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-01-10',
      author: null,
      body,
      left_out: { credits: ['越政发〔2024〕1号'] },
    },
  )
}

function gbNotice() {
  const { title, paras } = story(13)
  return blind(
    'government',
    'gb-weather',
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>越江气象网</title></head><body><table width="1000" align="center"><tr><td>首页 | 天气预报 | 气象科普</td></tr></table><table width="1000" align="center"><tr><td class="ttl" align="center"><strong>${title}</strong></td></tr><tr><td align="center">发布人：预报科　发布时间：2024-8-3 8:35:00　浏览：<font color="red">331</font> 次</td></tr><tr><td class="nr"><p>　　${paras[0]}</p></td></tr><tr><td align="right">[<a href="#">关闭本页</a>]</td></tr></table><table width="1000"><tr><td align="center">越江市气象局 版权所有</td></tr></table></body></html>`,
    { kind: 'article', title, published: '2024-08-03T08:35:00', body: paras },
  )
}

function personnel() {
  const title = '2024年下半年公开招聘编外工作人员公告'
  const body = [
    '因工作需要，经研究决定，面向社会公开招聘编外工作人员6名。现将有关事项公告如下：',
    '一、招聘岗位及要求',
    '岗位',
    '人数',
    '学历',
    '窗口服务',
    '4',
    '大专及以上',
    '数据分析',
    '2',
    '本科及以上',
    '二、报名时间和方式',
    '报名时间：2024年7月15日至7月19日（工作日8:30—17:00），采用现场报名方式，逾期不再受理。',
    '三、其他',
    '聘用人员实行劳动合同制，试用期两个月，薪酬按有关规定执行。本公告由市政务服务办负责解释。',
    '越江市政务服务管理办公室',
    '2024年7月8日',
  ]
  const html =
    body
      .slice(0, 2)
      .map((t) => `<p>${t}</p>`)
      .join('') +
    `<table border="1"><tbody><tr><td>岗位</td><td>人数</td><td>学历</td></tr><tr><td>窗口服务</td><td>4</td><td>大专及以上</td></tr><tr><td>数据分析</td><td>2</td><td>本科及以上</td></tr></tbody></table>` +
    body
      .slice(11)
      .map((t) => `<p>${t}</p>`)
      .join('')
  return blind(
    'government',
    'recruitment',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}-人事信息-越江市政务服务管理办公室</title><meta name="PubDate" content="2024-07-08 11:04:52"></head><body>${nav}<div class="con-l"><ul><li><a>机构概况</a></li><li><a>人事信息</a></li></ul></div><div class="con-r"><h1>${title}</h1><div class="msg">来源：市政务办　时间：2024-07-08 11:04　<a>分享</a></div><div class="editor-content">${html}</div><div class="fj">附件：<a href="/bm.doc">报名表.doc</a></div></div>${foot}</body></html>`,
    {
      kind: 'article',
      title,
      published: '2024-07-08T11:04',
      source: '市政务办',
      author: null,
      body,
      left_out: { credits: ['附件：报名表.doc', '附件：', '报名表.doc'] },
    },
  )
}

function oldGov() {
  const { title, paras } = story(6)
  return blind(
    'government',
    'old-gov-gb',
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>山湾镇人民政府</title></head><body><table width="778" align="center"><tr><td width="180" valign="top" bgcolor="#e0f0ff">栏目导航<br><a>镇情概况</a><br><a>领导班子</a><br><a>政务动态</a></td><td valign="top"><table width="100%"><tr><td class="bt" align="center" style="font-size:22px;color:red">${title}</td></tr><tr><td align="center">【字体：<a>大</a> <a>中</a> <a>小</a>】 2009-5-8 阅读：97次 作者：党政办 郦某</td></tr><tr><td style="line-height:200%">${paras.map((p) => `&nbsp;&nbsp;&nbsp;&nbsp;${p}<br>`).join('\n')}</td></tr></table></td></tr></table><center>山湾镇人民政府 主办 电话：0575-87000000</center></body></html>`,
    { kind: 'article', title, published: '2009-05-08', body: paras },
  )
}
