/** What the console says about corrections of the machine's labels. */
export const zhCnCorrections = {
  title: '人工更正',
  open: '人工更正',
  intro:
    '工单给了与建议不同的部门、内容改了事项，都是更正。审核写明它属于哪个事项后成为例文；导出后再训练（guanlan corrections export，npm run train -- --with）才会改变今后的识别。',
  readOnly: '更正由值班员或分析员审核，您可以查看。',
  states: { waiting: '待审核', accepted: '已采纳', rejected: '不采纳' },
  about: { ticket: '工单', item: '内容' },
  machine: '系统',
  person: '人工',
  none: '不属于任何事项',
  outside: '八个领域之外',
  matter: '属于哪个事项',
  accept: '采纳为例文',
  reject: '不采纳',
  accepted: '已采纳为例文',
  rejected: '已记为不采纳',
  decided: (state: string, matter: string, by: string, at: string) =>
    `${state}${matter ? `为「${matter}」` : ''} · ${by} ${at}`,
  noText: '原文已过保存期，只能不采纳。',
  emptyTitle: { waiting: '没有待审核的更正', accepted: '还没有采纳过更正', rejected: '没有不采纳的更正' },
  emptyText: '把工单派给别的部门，或在“分析”中打开一条内容改事项，更正会出现在这里。',
  relabel: {
    act: '改事项…',
    title: '这条内容属于哪个事项',
    reason: '理由（必填）',
    submit: '记为更正',
    note: '本条的标签和话题不变；审核后成为例文，教系统今后怎么认。',
    done: '已记为更正，待审核',
  },
}
