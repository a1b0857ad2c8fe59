import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  catalogueExamples,
  classify,
  compileClassifier,
  defaultTraining,
  readExamples,
  readModel,
  trainClassifier,
  writeModel,
  type ClassifierIndex,
  type TrainingExample,
} from '../src/index.js'
import { article, boundaries, indexOf, segmenter, smallOffice } from './support.js'
import { matterConfigSchema } from '@guanlan/contracts'
import { unwrap } from '@guanlan/kernel'

const street = matterConfigSchema.parse({
  code: 'street-lights',
  name: '路灯',
  domain: null,
  lead: 'zfj',
  assist: [],
  duty: '《城市照明管理规定》',
  rules: ['路灯 NEAR/10 坏'],
  hints: [],
  urgent: [],
  examples: ['路灯坏了没人修'],
  nearMisses: ['路灯下的诗会'],
})
const office = { ...smallOffice, matters: [...smallOffice.matters, street] }
const matters = new Map(office.matters.map((matter) => [matter.code, matter]))
const civic = `# canteen
孩子在学校吃坏了肚子
盒饭里吃出头发，家长气愤
食堂的汤是馊的
学校的饭菜太脏，学生吐了
午餐有虫，学校不管
# street-lights
晚上漆黑一片，灯杆是摆设
整条巷子没有一盏灯亮
路口的灯不亮，老人摔倒
夜里黑漆漆，求装灯
灯坏半年，报修没人来`
const asides = `# show
演唱会昨晚开唱
球队夺冠，球迷沸腾
新剧收视破二
明星晒出自拍
# recipe
红烧肉这样做才香
小火慢炖两小时
蛋糕的做法
周末的好天气`
const examples: TrainingExample[] = [
  ...catalogueExamples(office.matters),
  ...readExamples('civic.txt', civic, matters, false),
  ...readExamples('aside.txt', asides, matters, true),
]
const rulesOnly = indexOf(office)
const train = () => trainClassifier(rulesOnly, examples)
const notes = { about: {}, training: {} }
const filesOf = ({ model }: ReturnType<typeof train>) => writeModel(model.linear, model.join, notes)
const { model } = train()
const joined: ClassifierIndex = unwrap(compileClassifier(office, boundaries, segmenter, model))

describe('the model', () => {
  it('finds a matter in words that no rule knows', () => {
    const letter = article('孩子的午餐', '学校的饭菜又馊又脏，家长都很气愤')
    expect(classify(letter, rulesOnly).matters).toEqual([])
    expect(classify(letter, joined).matters[0]).toMatchObject({ code: 'canteen', domain: 'food-drug' })
    expect(classify(letter, joined).candidates[0]?.department).toBe('scjg')
  })

  it('shows the words that moved it, with what they added, at their place in the original', () => {
    const letter = article('巷子　漆黑', '整條巷子沒有一盞燈亮')
    const evidence = classify(letter, joined).matters[0]?.evidence ?? []
    expect(evidence.length).toBeGreaterThan(0)
    for (const { field, start, end, text, by } of evidence) {
      expect(by).toMatch(/^(model:\+\d+\.\d\d|rule:.+)$/)
      expect(letter[field === 'title' ? 'title' : 'body'].slice(start, end)).toBe(text)
    }
    expect(evidence.some(({ by }) => by.startsWith('model:'))).toBe(true)
  })

  it('stays silent where neither rules nor examples know anything of it', () => {
    for (const title of ['球队夺冠', '红烧肉的做法', '', '。。。', 'ofo'])
      expect(classify(article(title), joined).matters).toEqual([])
  })

  it('gives the same labels for the same article, whatever was read in between', () => {
    const words = ['食堂', '馊', '灯', '漆黑', '球队', '，', '学校', '没人修', '😀', 'ｅｔｃ']
    const text = fc.array(fc.constantFrom(...words), { maxLength: 30 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, text, (title, body, other) => {
        const before = classify(article(title, body), joined)
        classify(article(other, title), joined)
        expect(classify(article(title, body), joined)).toEqual(before)
        for (const { score } of before.matters) expect(score).toBeGreaterThanOrEqual(0.1)
      }),
      { numRuns: 100 },
    )
  })

  it('leaves the matters of an office that it was not trained for to the rules', () => {
    const elsewhere = unwrap(
      compileClassifier(
        { ...office, matters: [{ ...street, code: 'lamps', name: '灯' }] },
        boundaries,
        segmenter,
        model,
      ),
    )
    expect(classify(article('投诉：路灯坏了', '请领导派人来修'), elsewhere).matters[0]?.code).toBe('lamps')
    expect(classify(article('整条巷子漆黑', '没有一盏灯亮'), elsewhere).matters).toEqual([])
  })
})

describe('training', () => {
  it('can be done by plain logistic regression, to measure the shipped way beside it', () => {
    const { model: plain } = trainClassifier(rulesOnly, examples, { ...defaultTraining, separator: 'plain-logistic' })
    const index = unwrap(compileClassifier(office, boundaries, segmenter, plain))
    const letter = article('孩子的午餐', '学校的饭菜又馊又脏，家长都很气愤')
    expect(classify(letter, index).matters[0]?.code).toBe('canteen')
    expect(classify(article('球队夺冠'), index).matters).toEqual([])
    expect(plain.linear.parts.weights).not.toEqual(model.linear.parts.weights)
  })

  it('makes the same file of the same examples', () => {
    const [one, two] = [filesOf(train()), filesOf(train())]
    expect(one.card).toBe(two.card)
    expect(Buffer.compare(one.weights, two.weights)).toBe(0)
  })

  it('names file and line of an example that belongs nowhere', () => {
    expect(() => readExamples('civic.txt', '# canteen\n好\n# nothing\n坏', matters, false)).toThrow(
      /civic\.txt:3 .*nothing/,
    )
    expect(() => readExamples('civic.txt', '无主的一行', matters, false)).toThrow(/civic\.txt:1/)
  })

  it('takes what stands under none as nobody’s business, as reviewed corrections have it', () => {
    const read = readExamples('own.txt', '# canteen\n汤是馊的\n# none\n食堂的老照片', matters, false)
    expect(read.map(({ matter }) => matter)).toEqual(['canteen', null])
  })
})

describe('a model file', () => {
  it('says after reading what the model said that was written, from memory at any offset', () => {
    const files = filesOf(train())
    const within = new Uint8Array(files.weights.length + 3)
    within.set(files.weights, 3)
    const read = unwrap(readModel({ card: files.card, weights: within.subarray(3) }))
    const again = unwrap(compileClassifier(office, boundaries, segmenter, read))
    for (const { text } of examples)
      expect(classify(article('', text), again)).toEqual(classify(article('', text), joined))
  })

  it('is refused when card and weights do not belong together, or are none', () => {
    const { card, weights } = filesOf(train())
    for (const files of [
      { card, weights: weights.subarray(1) },
      { card: '{}', weights },
      { card: 'not json', weights },
    ]) {
      const read = readModel(files)
      expect(read.ok ? 'read' : read.error.code).toBe('config_invalid')
    }
  })
})
