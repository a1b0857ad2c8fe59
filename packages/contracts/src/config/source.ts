import { z } from 'zod'
import { placeCodeSchema, sourceTierSchema } from '../codes.js'

/** `90s`, `5m`, `2h`, `3d` → milliseconds. */
export const durationSchema = z
  .string()
  .regex(/^\d+(ms|s|m|h|d)$/, '应为时长，例如 90s、5m、2h、3d')
  .transform((text) => {
    const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }
    const match = /^(\d+)(ms|s|m|h|d)$/.exec(text)
    return Number(match?.[1]) * unit[(match?.[2] ?? 'ms') as keyof typeof unit]
  })

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, '应为小写字母、数字和连字符'),
  name: z.string().min(1).max(80),
  enabled: z.boolean().default(true),
  /** Where it comes from, who answers for listing it. */
  owner: z.string().optional(),
  tier: sourceTierSchema.default('media'),
  /** Whether what it says is the government's own voice. */
  official: z.boolean().default(false),
  place: placeCodeSchema.optional(),
  /** Multiplies the tier's weight in heat. */
  weight: z.number().min(0).max(10).default(1),
  /** BCP 47: what the crawler asks for in Accept-Language. */
  language: z
    .string()
    .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, '应为语言标记，例如 zh-CN、en')
    .default('zh-CN'),
  /** Whether what it says is our business: home = everything it says concerns this jurisdiction; any = only what names a place of it does. */
  scope: z.enum(['home', 'any']).default('home'),
}

const fetched = {
  url: z.url({ protocol: /^https?$/ }),
  /** How often it is asked, on the domain clock. */
  every: durationSchema.default(300_000),
  /** It is asked less often while it seldom says anything, down to this; default: six times `every`, but no more than an hour. */
  slowest: durationSchema.optional(),
  /** Shortest time between two requests to its host, on the wall clock. */
  hostDelay: durationSchema.default(5_000),
  /** Zone of bare local times on its pages. */
  zone: z.string().default('Asia/Shanghai'),
  /** Charset when neither BOM, HTTP nor page names one and it is not UTF-8. */
  charset: z.string().optional(),
}

/** CSS selectors of a list page and of the pages it links to; what is left out is worked out by extract. */
const selectors = z
  .strictObject({
    /** Elements of the list, one per item; inside it the link, and perhaps the time. */
    item: z.string().optional(),
    link: z.string().optional(),
    itemTime: z.string().optional(),
    next: z.string().optional(),
    title: z.string().optional(),
    body: z.string().optional(),
    time: z.string().optional(),
    author: z.string().optional(),
    /** Replies of a thread, and inside each: author, time, body. */
    reply: z.string().optional(),
    replyAuthor: z.string().optional(),
    replyTime: z.string().optional(),
    replyBody: z.string().optional(),
    /** Present on a reply that is an official answer. */
    replyOfficial: z.string().optional(),
  })
  .default({})

const column = z.string().trim().min(1).max(100)
/** Headings of an export file (CSV, .xlsx), as its first row writes them. */
const columns = z
  .strictObject({
    /** The row's own id for good: importing it again changes nothing. */
    id: column,
    title: column.optional(),
    /** One column, or several: then each stands on a line of its own behind its heading. */
    body: z.union([column, z.array(column).min(1).max(20)]).optional(),
    published: column.optional(),
    author: column.optional(),
    /** Division code, or name of a place of `places*.yaml`. */
    place: column.optional(),
    url: column.optional(),
  })
  .refine(({ title, body }) => title !== undefined || body !== undefined, 'title 与 body 至少写一个')
export type SourceColumns = z.infer<typeof columns>

/** One public source: five lines are enough (`id`, `name`, `kind`, `url`). */
export const sourceConfigSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, ...fetched, kind: z.literal('feed') }),
  z.strictObject({
    ...common,
    ...fetched,
    kind: z.literal('list'),
    selectors,
    pages: z.int().min(1).max(50).default(3),
  }),
  z.strictObject({
    ...common,
    ...fetched,
    kind: z.literal('forum'),
    tier: sourceTierSchema.default('forum'),
    selectors,
    pages: z.int().min(1).max(50).default(3),
  }),
  z.strictObject({
    ...common,
    ...fetched,
    kind: z.literal('sitemap'),
    selectors,
    /** Only pages whose address contains this text. */
    match: z.string().min(1).optional(),
    /** Most sitemaps of an index that one visit opens, newest first. */
    files: z.int().min(1).max(50).default(5),
    /** So many entries of each sitemap are looked at, newest first. */
    entries: z.int().min(1).max(5_000).default(200),
  }),
  z.strictObject({
    ...common,
    ...fetched,
    kind: z.literal('jcms'),
    tier: sourceTierSchema.default('government'),
    selectors,
    /** Parameters of the column: `webid`, `columnid`, `unitid` or `webId`, `pageId`, `tplSetId`, … Those of paging are added. */
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    /** Rows of one page. */
    rows: z.int().min(1).max(100).default(15),
    pages: z.int().min(1).max(50).default(3),
  }),
  z.strictObject({
    ...common,
    ...fetched,
    kind: z.literal('hotlist'),
    tier: sourceTierSchema.default('hotlist'),
    scope: z.enum(['home', 'any']).default('any'),
    /** Dotted paths into the JSON: `data.list`, and inside each item `title`, `url`, `id`, `hot`, `time`. */
    map: z.strictObject({
      items: z.string(),
      title: z.string(),
      url: z.string().optional(),
      id: z.string().optional(),
      time: z.string().optional(),
      summary: z.string().optional(),
      reads: z.string().optional(),
      comments: z.string().optional(),
    }),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('push'),
    tier: sourceTierSchema.default('hotline'),
    /** SHA-256 (hex) of the key that the pusher sends as `Authorization: Bearer …`; without it only loopback may push. */
    keySha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .optional(),
    /** Which columns of its export files say what; with it `guanlan sources import-file` can read them. */
    columns: columns.optional(),
  }),
])
export type SourceConfig = z.infer<typeof sourceConfigSchema>
export type SourceConfigInput = z.input<typeof sourceConfigSchema>
export type FetchedSourceConfig = Exclude<SourceConfig, { kind: 'push' }>
