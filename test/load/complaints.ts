const things = ['路灯', '污水', '噪音', '物业费', '停车位', '公交', '食堂', '工资', '电梯', '垃圾', '学位', '医保']
const faults = ['不亮', '外溢', '扰民', '乱涨', '被占', '改道', '不卫生', '拖欠', '停运', '没人清', '不够', '报不了']

/** Complaint `n`: its own estate, or this one, and one of a dozen matters; always the same for the same number. */
export function complaint(n: number, estate?: string): { title: string; body: string } {
  let state = n * 2_654_435_761 + 12_345
  const next = (most: number) => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % most
  const name = estate ?? Array.from({ length: 3 }, () => String.fromCharCode(0x4e00 + next(6_000))).join('')
  const [thing, fault] = [things[next(12)], faults[next(12)]]
  const filler = Array.from({ length: 40 }, () => String.fromCharCode(0x4e00 + next(3_000))).join('')
  return {
    title: `${name}小区${thing}${fault}`,
    body: `我们${name}小区的${thing}${fault}已经${next(60)}天，${filler}，打过电话没有人管，希望有关部门尽快处理。`,
  }
}
