/** What a channel is handed: a new red alert of a school's canteen. `change` and `alert` lie over it. */
export const sampleBody = (change: object = {}, alert: object = {}) => ({
  type: 'alert.raised',
  at: '2026-11-23T01:03:00.000Z',
  text: '【重大】新预警 店口镇食品安全：学校食堂多名学生腹痛（12条，9人）',
  alert: {
    alert: 'a1',
    level: 'red',
    title: '学校食堂多名学生腹痛',
    matterName: '食品安全',
    items: 12,
    voices: 9,
    ticket: 't1',
    places: [{ name: '店口镇' }],
    ...alert,
  },
  ...change,
})
