import type fc from 'fast-check'
import { cmsPages } from './cms-pages.js'
import { mutationsOf } from './mutations.js'

const pieces = [
  '<div>',
  '</div>',
  '</table>',
  '<p>',
  '<br>',
  '<td>',
  '<a href="/x">',
  '<ul><li>',
  '<script>',
  '</script>',
  '<style>',
  '<!--',
  '<title>',
  '<base href="//%zz">',
  '<meta name="author" content="',
  ' style="display:none"',
  ' class="content"',
  'class="comment',
  'href="http://["',
  '&#x110000;',
  '&nbsp',
  '来源：',
  '作者：张三、',
  '2026-13-45 99:99',
  '责任编辑：',
  '下一页',
  '\u0000',
  '"',
  "'\\",
  '\u3000',
]

/** Pages of the usual layouts, damaged. */
export const mutatedPage: fc.Arbitrary<Uint8Array> = mutationsOf(
  cmsPages.map(({ html }) => html),
  pieces,
)
