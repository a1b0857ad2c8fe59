import {
  acceptCorrectionSchema,
  correctionSchema,
  correctionsResponseSchema,
  relabelArticleSchema,
  type Actor,
  type ClassifiedArticle,
  type Correction,
} from '@guanlan/contracts'

/** Corrections of the fake api: one of a ticket waits, with a suggestion. */
export function createFakeCorrections(
  now: () => string,
  refuse: (status: number, code: string, title: string) => Error,
) {
  const all = new Map<string, Correction>([
    [
      'canteen-ticket',
      correctionSchema.parse({
        id: 'canteen-ticket',
        about: 'ticket',
        title: '柳岸实验小学食堂午餐后多名孩子呕吐',
        text: '柳岸实验小学食堂午餐后多名孩子呕吐 中午吃完食堂的饭，孩子下午就说肚子疼，联系电话 138********。',
        machine: { matter: 'school-canteen', matterName: '学校食堂卫生', domain: 'food-drug', department: 'scjg' },
        person: {
          action: 'reassign',
          department: 'jyj',
          reason: '学校内部管理，应由教育部门牵头',
          by: { kind: 'person', role: 'duty', name: '林溪' },
          at: '2026-11-22T10:00:00.000Z',
        },
        suggested: null,
        state: 'waiting',
        decision: null,
      }),
    ],
  ])
  const known = (id: string): Correction => {
    const found = all.get(id)
    if (!found) throw refuse(404, 'not_found', '没有人工更正')
    return found
  }
  const put = (correction: Correction): Correction => {
    all.set(correction.id, correctionSchema.parse(correction))
    return correction
  }
  return {
    list: (state: string | null) =>
      correctionsResponseSchema.parse({
        items: [...all.values()].filter((one) => state === null || one.state === state).reverse(),
        next: null,
      }),
    decide(id: string, what: string, body: unknown, by: Actor) {
      const correction = known(id)
      const decision = { by: by.name, at: now(), of: correction.person.at }
      if (what === 'reject')
        return put({ ...correction, state: 'rejected', decision: { ...decision, state: 'rejected' } })
      const { matter } = acceptCorrectionSchema.parse(body)
      return put({ ...correction, state: 'accepted', decision: { ...decision, state: 'accepted', matter } })
    },
    relabel(article: ClassifiedArticle, body: unknown, by: Actor) {
      const { matter, reason } = relabelArticleSchema.parse(body)
      const [first] = article.labels.matters
      return put({
        id: article.article,
        about: 'item',
        title: article.title,
        text: `${article.title} ${article.body}`,
        machine: {
          matter: first?.code ?? null,
          matterName: first?.name ?? null,
          domain: first?.domain ?? null,
          department: article.labels.candidates[0]?.department ?? null,
        },
        person: { action: 'relabel', department: null, matter, reason, by, at: now() },
        suggested: matter,
        state: 'waiting',
        decision: null,
      })
    },
  }
}
