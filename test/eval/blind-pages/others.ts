import { blind, each, type BlindPage } from './kit.js'

const hot = [
  '社区里的“老娘舅”',
  '城市书房开到家门口',
  '医院排队少了半小时',
  '新能源公交上路',
  '一根网线连起六个村',
  '秋粮开镰',
  '夜校开课',
]

/** Pages that are none of the three: front pages, doors, errors, players. */
export function others(): BlindPage[] {
  return [home(), login(), missing(), video(), service()]
}

const page = (file: string, html: string) => blind('other', file, html, { kind: 'other' })

function home() {
  const blocks = ['要闻', '镇街', '部门', '公示公告', '专题', '视频'].map(
    (name, i) =>
      `<div class="block b${i}"><div class="bt"><h2>${name}</h2><a href="/${i}/">更多</a></div><ul>${each(
        hot.map((text) => `${name}：${text}`),
        `<li><a href="/${i}/${i}.html">$</a></li>`,
      )}</ul></div>`,
  )
  return blind(
    'other',
    'home',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>越江新闻网</title></head><body><h1>越江新闻网</h1><div class="nav">${each(['首页', '新闻', '镇街', '视频', '论坛', '房产'], '<a href="/c/">$</a>')}</div><div class="slide">${each(hot.slice(0, 4), '<a href="/s/1.html"><img src="/1.jpg"><span>$</span></a>')}</div>${blocks.join('')}<div class="links">友情链接：${each(['人民网', '新华网', '浙江在线'], '<a>$</a>')}</div></body></html>`,
    { kind: 'other', kinds: ['other', 'list'] },
  )
}
const login = () =>
  page(
    'login',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>用户登录 - 越江论坛</title></head><body><div class="nav"><a>首页</a></div><form action="/login"><label>用户名</label><input name="u"><label>密码</label><input type="password"><label>验证码</label><input><button>登录</button></form><p>还没有账号？<a>立即注册</a> <a>找回密码</a></p><p>登录即代表同意<a>用户协议</a>和<a>隐私政策</a></p></body></html>`,
  )
const missing = () =>
  page(
    '404',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>404 页面不存在</title></head><body><div class="e"><h1>抱歉，您访问的页面不存在或已被删除</h1><p>可能是网址有误，或者该信息已经过期。</p><p><a href="/">返回首页</a> <a href="javascript:history.back()">返回上一页</a></p><p><span id="t">5</span>秒后自动跳转</p></div></body></html>`,
  )
const video = () =>
  page(
    'video',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>【越江新闻联播】2024年5月12日_视频_越江台</title></head><body><div class="nav"><a>首页</a><a>节目单</a></div><h1>【越江新闻联播】2024年5月12日</h1><div id="player"><video src="/v/0512.m3u8"></video></div><div class="more"><h3>往期</h3>${each(['2024年5月11日', '2024年5月10日', '2024年5月9日'], '<a href="/v/1.html"><img src="/v.jpg">越江新闻联播 $</a>')}</div></body></html>`,
  )
const service = () =>
  page(
    'js-shell',
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>越江市政务服务</title></head><body><noscript>We're sorry but portal doesn't work properly without JavaScript enabled. Please enable it to continue.</noscript><div id="app"></div><script src="/js/chunk-vendors.js"></script></body></html>`,
  )
