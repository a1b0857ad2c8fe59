import { z } from 'zod'
import { codeSchema, levelSchema, placeCodeSchema, sourceTiers } from '../codes.js'
import { dayKindSchema, hoursSchema } from '../shift-words.js'
import { durationSchema } from './source.js'

/** Days that sealed originals are kept where nothing is said of it, and at most. */
export const VAULT_DAYS = 30
const VAULT_MOST_DAYS = 365

/** config/office/office.yaml */
export const officeConfigSchema = z.strictObject({
  /** false = this folder replaces the shipped one wholly instead of lying over it. */
  inherit: z.boolean().default(true),
  name: z.string(),
  /** Division code of the home county. */
  jurisdiction: placeCodeSchema,
  zone: z.literal('Asia/Shanghai').default('Asia/Shanghai'),
  /** Items older than this when first seen are stored and searchable, but raise nothing. */
  freshness: durationSchema.default(259_200_000),
  /** 派发 by itself: from which level on down, and from which confidence; `levels: []` = always by the officer. */
  autoDispatch: z
    .strictObject({ levels: z.array(levelSchema), confidence: z.number().min(0).max(1) })
    .default({ levels: [], confidence: 0.8 }),
  /** Articles can be searched for so many whole months after they were first seen; left out = for good. */
  searchableMonths: z.int().min(1).max(1_200).optional(),
  /**
   * 原文封存: what was masked is kept for so many days, sealed under this public key (PEM, RSA of 3,072 bits or more), whose
   * private half stays outside the system. Left out = originals stay nowhere.
   */
  vault: z
    .strictObject({ publicKey: z.string(), keepDays: z.int().min(1).max(VAULT_MOST_DAYS).default(VAULT_DAYS) })
    .optional(),
})
export type OfficeConfig = z.infer<typeof officeConfigSchema>

/** config/office/domains.yaml: the eight, and whatever an office adds. */
export const domainConfigSchema = z.strictObject({
  code: codeSchema,
  name: z.string(),
  /** How much this domain weighs in the level, 0 … 15 points. */
  points: z.number().min(0).max(15).default(10),
})
export type DomainConfig = z.infer<typeof domainConfigSchema>

/** config/office/departments.yaml */
export const departmentConfigSchema = z.strictObject({
  code: codeSchema,
  name: z.string(),
  short: z.string().optional(),
  /** `zj` stands for the towns: its tickets carry the place's code. */
  towns: z.boolean().default(false),
  duties: z.array(z.string()).default([]),
})
export type DepartmentConfig = z.infer<typeof departmentConfigSchema>

/** One matter of config/office/matters/*.yaml; a file is a list of them. */
export const matterConfigSchema = z.strictObject({
  code: codeSchema,
  name: z.string(),
  /** null = a matter outside the eight domains. */
  domain: codeSchema.nullable(),
  lead: codeSchema,
  assist: z.array(codeSchema).default([]),
  /** Public duty list or law that gives the matter to the lead. */
  duty: z.string().optional(),
  /** Rules of the rule language; any one of them is enough. */
  rules: z.array(z.string()).min(1),
  /** Rules that are enough only in a text that carries a grievance (contexts.yaml); numbered on after `rules`. */
  hints: z.array(z.string()).default([]),
  /** Rules that make it urgent, by how much. */
  urgent: z.array(z.strictObject({ rule: z.string(), urgency: z.int().min(1).max(3) })).default([]),
  examples: z.array(z.string()).default([]),
  nearMisses: z.array(z.string()).default([]),
})
export type MatterConfig = z.infer<typeof matterConfigSchema>

/**
 * One context of config/office/contexts.yaml: what kind of text this is. Above 0 it carries a grievance (it complains,
 * asks for help, reports a mishap); below 0 it is an aside (court report, advertisement, recipe, match, share price).
 */
export const contextConfigSchema = z.strictObject({
  code: codeSchema,
  name: z.string(),
  /** Added to the log-odds of every matter when one of the rules hits. */
  weight: z.number().min(-6).max(6),
  rules: z.array(z.string()).min(1),
})
export type ContextConfig = z.infer<typeof contextConfigSchema>

/** config/office/signals.yaml: what sets a floor under the level. */
export const signalConfigSchema = z.strictObject({
  kind: z.enum(['casualties', 'crowd', 'poisoning', 'school-safety', 'drinking-water', 'misconduct']),
  name: z.string(),
  floor: levelSchema,
  urgency: z.int().min(0).max(3).default(2),
  rules: z.array(z.string()).min(1),
})
export type SignalConfig = z.infer<typeof signalConfigSchema>

/** config/office/watches.yaml: words that the office keeps an eye on (盯办词), a series of bursts each. */
export const watchConfigSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '应为小写字母、数字和连字符'),
  name: z.string().min(1).max(40),
  /** In the rule language. */
  rule: z.string().min(1).max(2_000),
})
export type WatchConfig = z.infer<typeof watchConfigSchema>

/** config/office/places.yaml: towns, villages, estates, schools, roads of the home county. */
export const placeConfigSchema = z.strictObject({
  code: placeCodeSchema,
  name: z.string(),
  kind: z.enum(['county', 'town', 'village', 'estate', 'school', 'road', 'site']).default('town'),
  aliases: z.array(z.string()).default([]),
  /** An everyday word too: counts only beside its parent's name or in a home source with an address form. */
  ambiguous: z.boolean().default(false),
})
export type PlaceConfig = z.infer<typeof placeConfigSchema>

/** config/office/clocks.yaml: statutory clocks with their source. Exactly one of `hours`, `workingDays`. */
export const clockConfigSchema = z
  .strictObject({
    kind: codeSchema,
    name: z.string(),
    source: z.string(),
    levels: z.array(levelSchema).min(1),
    /** Only for these urgencies or matters, when given. */
    urgency: z.int().min(0).max(3).optional(),
    matters: z.array(codeSchema).optional(),
    hours: z.number().positive().optional(),
    workingDays: z.int().positive().optional(),
    from: z.array(z.enum(['published', 'detected', 'dispatched'])).min(1),
    /** Ticket state whose reaching stops it. */
    until: z.enum(['dispatched', 'signed', 'answered', 'responded']),
  })
  .refine(
    (clock) => (clock.hours === undefined) !== (clock.workingDays === undefined),
    'hours 与 workingDays 须且只须写一个',
  )
export type ClockConfig = z.infer<typeof clockConfigSchema>

const dateSchema = z.string().regex(/^\d{4}-\d\d-\d\d$/)
/** config/office/holidays.yaml: days off on weekdays, and weekends that are worked (调休), by the State Council's notice. */
export const holidayConfigSchema = z.strictObject({
  year: z.int(),
  source: z.string(),
  off: z.array(dateSchema),
  worked: z.array(dateSchema),
})
export type HolidayConfig = z.infer<typeof holidayConfigSchema>

/** config/office/levels.yaml: weights and cuts of heat and level (docs/levels.md). */
export const levelsConfigSchema = z.strictObject({
  heat: z.strictObject({
    /** Weight of one item by tier. */
    tiers: z.record(z.enum(sourceTiers), z.number().min(0)),
    halfLife: z.strictObject({ social: durationSchema, other: durationSchema }),
    /** raw heat at which heat reads 63: 100 (1 − e^(−raw/ref)). */
    ref: z.number().positive(),
  }),
  points: z.strictObject({
    heat: z.number(),
    growth: z.number(),
    negativity: z.number(),
    domain: z.number(),
    breadth: z.number(),
    people: z.number(),
  }),
  cuts: z.strictObject({ red: z.number(), orange: z.number(), yellow: z.number(), blue: z.number() }),
  /** Downward only after this many points below the cut, or this long. */
  hysteresis: z.strictObject({ points: z.number(), wait: durationSchema }),
})
export type LevelsConfig = z.infer<typeof levelsConfigSchema>

const channel = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  levels: z.array(levelSchema).default(['red', 'orange', 'yellow']),
  enabled: z.boolean().default(true),
  /** So many messages within any minute at most, below what its maker allows; what is over is told in a digest (docs/alerts.md). */
  perMinute: z.int().min(2).max(6_000).optional(),
}
/** What people read: one sentence with placeholders in braces; docs/alerts.md lists them. */
const worded = { template: z.string().min(1).max(2_000).optional() }
const httpUrl = z.url({ protocol: /^https?$/ })

/** A robot of a group chat. `tokenEnv`: environment variable with the secret part of its address; `secretEnv`: with its signing secret. */
const robot = <const Kind extends string, Url extends string>(kind: Kind, url: Url) =>
  z.strictObject({
    ...channel,
    ...worded,
    kind: z.literal(kind),
    /** Address without its token: the maker's own, or that of a closed installation (浙政钉, 私有化部署). */
    url: httpUrl.default(url),
    tokenEnv: z.string(),
    secretEnv: z.string().optional(),
    /** Levels at which everybody in the group is called by name (@所有人). */
    atAll: z.array(levelSchema).default(['red']),
  })

/** config/office/channels.yaml */
export const channelConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...channel,
    kind: z.literal('webhook'),
    url: httpUrl,
    /** Environment variable that holds the signing secret. */
    secretEnv: z.string().optional(),
    /** Gets a call each minute that shows that we live: for a monitor outside, which rings when it stays away. */
    heartbeat: z.boolean().optional(),
  }),
  robot('dingtalk', 'https://oapi.dingtalk.com/robot/send'),
  robot('wecom', 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send'),
  robot('feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook'),
  z.strictObject({
    ...channel,
    ...worded,
    kind: z.literal('sms'),
    /** The office's own SMS gateway: a POST of JSON for each number. */
    url: httpUrl,
    /** Mobile numbers of those on duty. */
    to: z
      .array(z.string().regex(/^1\d{10}$/, '应为 11 位手机号'))
      .min(1)
      .max(50),
    /** Names of the fields in the JSON body that carry number, text and idempotency key. */
    fields: z
      .strictObject({
        to: z.string().default('mobile'),
        text: z.string().default('content'),
        key: z.string().default('msgId'),
      })
      .default({ to: 'mobile', text: 'content', key: 'msgId' }),
    /** Environment variable that holds what is sent as `Authorization: Bearer …`. */
    tokenEnv: z.string().optional(),
    levels: z.array(levelSchema).default(['red']),
  }),
  z.strictObject({
    ...channel,
    ...worded,
    kind: z.literal('mail'),
    /** The office's own mail server (SMTP submission). */
    host: z.string().min(1),
    port: z.int().min(1).max(65_535).default(465),
    /** TLS from the first byte (usual on 465), by STARTTLS (587), or none: for a relay on the office's own network only. */
    security: z.enum(['tls', 'starttls', 'none']).default('tls'),
    from: z.email(),
    to: z.array(z.email()).min(1).max(50),
    /** Subject line, with the same placeholders. */
    subject: z.string().min(1).max(200).default('{text}'),
    /** Account, where the server wants one, and the environment variable that holds its password. */
    user: z.string().optional(),
    passwordEnv: z.string().optional(),
  }),
])
export type ChannelConfig = z.infer<typeof channelConfigSchema>
export type ChannelKind = ChannelConfig['kind']
export type ChannelOf<Kind extends ChannelKind> = Extract<ChannelConfig, { kind: Kind }>

/** config/office/escalations.yaml: who else is called when nobody confirms an alert. */
export const escalationConfigSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  level: levelSchema,
  /** Since the alert was raised, or rose to this level, without being confirmed (domain clock). */
  after: durationSchema,
  /** Ids of channels.yaml, whatever levels they want otherwise. */
  channels: z.array(z.string()),
  /** Whoever is on duty then, by the rota of the console. */
  call: z.array(z.enum(['duty', 'deputy'])).optional(),
  /** Again so long after each call, while nobody has confirmed; `times` calls in all. */
  every: durationSchema.optional(),
  times: z.int().min(1).max(50).default(1),
  /** Only at these hours of Beijing time, `18:00-08:30`: shifts. The end is not in it. */
  hours: hoursSchema.optional(),
  /** Only on working days, or only on days off, by holidays.yaml. */
  days: dayKindSchema.default('any'),
})
export type EscalationConfig = z.infer<typeof escalationConfigSchema>

/** What alerts can be told apart by when calls are grouped or muted: see `labelsOf` in packages/alerts. */
export const alertLabels = ['domain', 'matter', 'town', 'department'] as const
export type AlertLabel = (typeof alertLabels)[number]

/** How calls of one level are timed, on the domain clock. */
const timing = (wait: string, interval: string, repeat: string) =>
  z
    .strictObject({
      /** How long the first call of a quiet group waits for others. */
      wait: durationSchema.default(durationSchema.parse(wait)),
      /** Time between two messages of a group. */
      interval: durationSchema.default(durationSchema.parse(interval)),
      /** An alert that nobody confirms is called again so often; `0s` = never. */
      repeat: durationSchema
        .refine((ms) => ms === 0 || ms >= 60_000, '至少 1m；0s 表示不重复')
        .default(durationSchema.parse(repeat)),
    })
    .prefault({})

/** Red is never held back: its wait is no setting. */
const atOnce = timing('0s', '0s', '10m').superRefine(({ wait, interval }, { addIssue }) => {
  for (const [field, ms] of Object.entries({ wait, interval }))
    if (ms > 0) addIssue({ code: 'custom', path: [field], message: '特别重大不等待，须为 0s' })
})

/** config/office/alerts.yaml: how calls about alerts are grouped, repeated and muted (docs/alerts.md). */
export const alertsConfigSchema = z.strictObject({
  /** Calls that agree in all of these, on one channel and of one level, go out as one message; [] = by level alone. */
  group: z.strictObject({ by: z.array(z.enum(alertLabels)).max(4) }).default({ by: ['domain', 'town'] }),
  levels: z
    .strictObject({ red: atOnce, orange: timing('0s', '0s', '1h'), yellow: timing('30s', '5m', '4h') })
    .prefault({}),
  inhibit: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '应为小写字母、数字和连字符'),
        /** `higher`: an alert of a higher level mutes; `parent`: one of a place that holds the other's, and of no lower level. */
        when: z.enum(['higher', 'parent']),
        /** Labels in which both agree; what is not known agrees with nothing. */
        equal: z.array(z.enum(alertLabels)).min(1).max(4),
        /** Levels of the alert that mutes. */
        source: z.array(levelSchema).min(1).default(['red', 'orange']),
        /** Levels that are muted; red never is. */
        target: z
          .array(z.enum(['orange', 'yellow'], '只能压制重大、较大；特别重大从不压制'))
          .min(1)
          .default(['orange', 'yellow']),
      }),
    )
    .superRefine((rules, { addIssue }) => {
      for (const [at, { id }] of rules.entries())
        if (rules.findIndex((rule) => rule.id === id) < at)
          addIssue({ code: 'custom', path: [at, 'id'], message: `${id} 重复` })
    })
    .default([]),
})
export type AlertsConfig = z.infer<typeof alertsConfigSchema>
export type InhibitRule = AlertsConfig['inhibit'][number]

/** config/office/fetcher.yaml */
export const fetcherConfigSchema = z.strictObject({
  agent: z.string().default('GuanlanBot/0.1 (+https://example.invalid/guanlan; public-opinion desk)'),
  /** Host and port, nothing wider, that may lie in a private range. */
  allow_private: z
    .array(z.string().regex(/^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/, '应为 主机:端口'))
    .default([]),
  ports: z.array(z.int().min(1).max(65_535)).default([80, 443, 8080, 8443]),
  maxBytes: z.int().positive().default(5_000_000),
  connectTimeout: durationSchema.default(10_000),
  firstByteTimeout: durationSchema.default(15_000),
  totalTimeout: durationSchema.default(30_000),
  maxRedirects: z.int().min(0).max(10).default(5),
  hostDelay: durationSchema.default(5_000),
  concurrency: z.int().min(1).max(64).default(8),
})
export type FetcherConfig = z.infer<typeof fetcherConfigSchema>
