import { onDutyAt, rotaOutlook, rotaProblems, simulateChain } from '@guanlan/alerts'
import {
  channelConfigSchema,
  publishRotaSchema,
  restoreRotaSchema,
  rotaDetailSchema,
  rotaSimulationSchema,
  rotaSchema,
  simulateRotaSchema,
  type Actor,
  type PublishedRota,
  type Rota,
} from '@guanlan/contracts'
import { toInstant } from '@guanlan/kernel'

const channels = [
  { id: 'duty-group', kind: 'webhook', url: 'https://hook.example', levels: ['red', 'orange', 'yellow'] },
  { id: 'zhao-sms', kind: 'webhook', url: 'https://hook.example', levels: [] },
  { id: 'qian-sms', kind: 'webhook', url: 'https://hook.example', levels: [] },
  { id: 'leaders', kind: 'webhook', url: 'https://hook.example', levels: [] },
].map((channel) => channelConfigSchema.parse(channel))
const isWorkingDay = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
const empty: Rota = { people: [], shifts: [], swaps: [], chain: [] }

/** A rota as an office of the tests has it: day and night shift, a swap, and a chain of three. */
export const sampleRota: Rota = rotaSchema.parse({
  people: [
    { id: 'p1', name: '赵敏', channels: ['zhao-sms'] },
    { id: 'p2', name: '钱江', channels: ['qian-sms'] },
    { id: 'p3', name: '孙越', channels: [] },
  ],
  shifts: [
    {
      id: 's1',
      name: '白班',
      hours: '08:30-18:00',
      days: 'working',
      from: '2026-11-16',
      every: 'day',
      turns: [{ duty: 'p1' }, { duty: 'p2', deputy: 'p3' }],
    },
    {
      id: 's2',
      name: '夜班',
      hours: '18:00-08:30',
      days: 'any',
      from: '2026-11-16',
      every: 'day',
      turns: [
        { duty: 'p2', deputy: 'p1' },
        { duty: 'p1', deputy: 'p2' },
      ],
    },
  ],
  swaps: [{ day: '2026-11-25', shift: 's2', duty: 'p3', note: '钱江请假' }],
  chain: [
    { id: 'step1', level: 'red', after: 0, call: ['duty'], channels: [], times: 1, days: 'any' },
    { id: 'step2', level: 'red', after: 10, call: ['deputy'], channels: [], every: 10, times: 2, days: 'any' },
    { id: 'step3', level: 'red', after: 30, call: [], channels: ['leaders'], times: 1, days: 'any' },
  ],
})

/** The rota of the fake api, by the same reckoning as the real one. */
export function createFakeRota(now: () => string, refuse: (status: number, code: string, title: string) => Error) {
  const history: PublishedRota[] = [
    { version: 1, by: '周岚', at: '2026-11-16T01:00:00.000Z', reason: '十一月排班', rota: sampleRota },
  ]
  const detail = () => {
    const rota = history[0]?.rota ?? empty
    return rotaDetailSchema.parse({
      rota,
      file: [],
      version: history[0]?.version ?? 0,
      history,
      channels: channels.map(({ id, kind, enabled, levels }) => ({ id, kind, enabled, levels })),
      now: onDutyAt(rota, now(), isWorkingDay),
      outlook: rotaOutlook(rota, now(), isWorkingDay),
    })
  }
  const publish = (version: number, rest: Omit<PublishedRota, 'version' | 'at'>) => {
    if (version !== history[0]?.version) throw refuse(409, 'version_conflict', '他人已先行发布，请核对后再发布')
    history.unshift({ version: version + 1, at: now(), ...rest })
    return detail()
  }
  return {
    detail,
    history,
    act(action: string, body: unknown, by: Actor) {
      if (action === 'simulate') {
        const { rota, level, at } = simulateRotaSchema.parse(body)
        return rotaSimulationSchema.parse({
          problems: rotaProblems(rota, channels),
          steps: simulateChain(rota, channels, level, toInstant(Date.parse(at)), isWorkingDay),
          outlook: rotaOutlook(rota, now(), isWorkingDay),
        })
      }
      if (action === 'restore') {
        const { version, reason, to } = restoreRotaSchema.parse(body)
        const rota = history.find((one) => one.version === to)?.rota ?? null
        return publish(version, { by: by.name, reason, rota, restores: to })
      }
      const { version, reason, rota } = publishRotaSchema.parse(body)
      return publish(version, { by: by.name, reason, rota })
    },
  }
}
