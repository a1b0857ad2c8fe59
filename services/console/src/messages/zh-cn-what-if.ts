/** What the console says about trying other inputs of a level. */
export const zhCnWhatIf = {
  title: '推演等级',
  intro: '如果人数、增速、语气变了，会是什么等级？只看不改。',
  inputs: {
    voices: '反映人数',
    voices3: '近 3 小时人数',
    voices12: '近 12 小时人数',
    growth: '增速（倍）',
    negativity: '负面程度',
    sources: '来源数',
    tiers: '渠道类别',
    urgency: '紧急程度',
    heat: '热度',
    reposts: '最高转发',
  },
  signals: '情形',
  points: (n: number) => `${n} 分`,
  reset: '恢复原值',
  apart: '热榜标题定下的底线不参与推演。',
} as const
