import { describe, expect, test } from 'vitest'
import { acceptAll, createJudge, type Judge } from '../../src/match/relevance.ts'
import type { Profile } from '../../src/match/profile.ts'
import { parkWith, samplePark } from './park.ts'

/** `term@place weight (note)` for each reason. */
const reasonsOf = (judge: Judge, title: string, text = ''): string[] =>
  judge({ title, text }).reasons.map(
    ({ term, where, weight, note }) => `${term}@${where} ${weight}${note ? ` (${note})` : ''}`
  )

/** What a small park finds. */
const found = (
  given: Partial<Record<keyof Profile, unknown>>,
  title: string,
  text = ''
): string[] => reasonsOf(createJudge(parkWith(given)), title, text)

/** Two hundred characters in which nothing is found. */
const FILLER = '市民昨晚去听音乐会散场后步行回家'.repeat(13).slice(0, 200)

describe('the sample park', () => {
  const judge = createJudge(samplePark)

  test.each([
    ['its name in the title', '澄湖高新区今年新增就业两千人', '', 'accept', 10],
    [
      'its name in the lead',
      '两千人找到新工作',
      '记者从澄湖高新区获悉，今年新增就业两千人。',
      'accept',
      6
    ],
    ['its name in the body', '两千人找到新工作', `${FILLER}记者从澄湖高新区获悉。`, 'review', 3],
    ['its old name in the body', '两千人找到新工作', `${FILLER}云川澄湖工业园。`, 'reject', 2.1],
    ['traditional characters', '澄湖高新區今年新增就業兩千人', '', 'accept', 10],
    ['full width', 'ＣＨＴＩＰ扩建', '', 'accept', 8],
    ['spaces inside the name', '澄湖 高新区 今年新增就业两千人', '', 'accept', 10],
    ['a tenant', '霖舟医疗获新一轮投资', '', 'accept', 6],
    ['a tenant in the lead', '新一轮投资落定', '霖舟医疗今天宣布获得投资。', 'review', 3.6],
    ['a general word with its city near by', '云川一处高新区获批扩容', '', 'accept', 6],
    ['a general word of another city', '霁州高新区获批扩容', '', 'reject', 0],
    ['an investor that is known elsewhere, too', '松汀资本在霁州设立基金', '', 'reject', 0],
    ['nothing of the park', '云川地铁二号线明年开通', '', 'reject', 0],
    ['nothing at all', '', '', 'reject', 0],
    ['a sight with the name of the lake', '澄湖公园本周末放映露天电影', '', 'reject', -6],
    ['a football match in the park', '澄湖高新区足球联赛落幕', '', 'accept', 6]
  ])('%s', (_, title, text, verdict, score) => {
    expect(judge({ title, text })).toMatchObject({ verdict, score })
  })

  test('a park elsewhere whose name contains ours is never ours', () => {
    expect(
      judge({ title: '映澄湖高新区举办路演', text: '汀阳市映澄湖高新区昨天举办路演。' })
    ).toEqual({
      verdict: 'reject',
      score: 0,
      section: 'park',
      reasons: [{ term: '映澄湖', where: 'title', weight: 0, note: 'veto' }]
    })
    expect(judge({ title: '澄湖高新区企业参加路演', text: '路演在映澄湖举行。' })).toMatchObject({
      verdict: 'reject',
      score: 10
    })
  })

  test('unless ours is named with its city as well; then only our own name counts', () => {
    const text = '云川市澄湖高新区也派队参加。'
    expect(reasonsOf(judge, '映澄湖高新区举办路演', text)).toEqual(['澄湖高新区@lead 6'])
  })

  test.each([
    ['deals', '澄湖高新区与七家企业签约'],
    ['deals', 'Battery plant breaks ground in Chenghu Hi-tech Park'],
    ['company', '霖舟医疗获新一轮投资'],
    ['policy', '澄湖高新区印发人才公寓管理办法'],
    ['risk', '澄湖高新区一仓库起火'],
    ['risk', '澄湖高新区通报签约企业排放异味'],
    ['park', '澄湖高新区举行火灾应急演练'],
    ['park', '澄湖高新区举办职工运动会']
  ])('%s: %s', (section, title) => {
    expect(judge({ title, text: '' }).section).toBe(section)
  })
})

describe('a park in English', () => {
  const judge = createJudge(
    parkWith({
      names: [
        { text: 'Pine Ridge Research Park', weight: 10 },
        { text: 'Hub PRP', weight: 8 }
      ],
      partial: [{ text: 'PRP', case: true, needs: 'place', weight: 6 }],
      anchors: { place: ['Dunmore', 'Wake Harbor', 'N.D.'] },
      exclude: [
        { text: ['blood', 'injection', 'platelet'], weight: -8 },
        { text: ['state park', 'trail'], weight: -4 }
      ]
    })
  )

  test.each([
    ['a phrase', 'Pine Ridge Research Park adds a lab', '', 'accept', 10],
    ['in any case', 'PINE RIDGE RESEARCH PARK adds a lab', '', 'accept', 10],
    ['with a hyphen', 'Pine-Ridge Research Park adds a lab', '', 'accept', 10],
    ['over two lines', 'Pine Ridge\n  Research Park adds a lab', '', 'accept', 10],
    ['in the genitive', 'Pine Ridge Research Park’s new lab', '', 'accept', 10],
    ['not as part of a word', 'Pine Ridge Research Parkway closed', '', 'reject', 0],
    ['not across a full stop', 'Lost at Pine Ridge. Research Park closed', '', 'reject', 0],
    ['an abbreviation with its city', 'Dunmore firm moves to PRP', '', 'accept', 6],
    ['an abbreviation in Chinese', 'Dunmore企业迁入PRP园区', '', 'accept', 6],
    [
      'an abbreviation far from its city',
      'Firm moves to PRP',
      'The mayor of Dunmore was there.',
      'reject',
      0
    ],
    ['an abbreviation in another case', 'Dunmore firm moves to prp', '', 'reject', 0],
    ['an abbreviation inside a word', 'Dunmore firm moves to PRPS', '', 'reject', 0],
    ['an abbreviation without its city', 'PRP adds a lab', '', 'reject', 0],
    ['a city inside a word', 'Dunmoreland firm moves to PRP', '', 'reject', 0],
    ['a city with full stops', 'N.D. firm moves to PRP', '', 'accept', 6],
    ['letters that only look like that city', 'In Dakota a firm moves to PRP', '', 'reject', 0],
    ['something else of that name', 'Dunmore clinic offers PRP injection', '', 'reject', -2],
    ['a word that only begins like it', 'Dunmore trailer maker moves to PRP', '', 'accept', 6],
    ['the longer name once', 'Hub PRP opens in Dunmore', '', 'accept', 8],
    ['both cases, counted in one', 'prp, as in Dunmore; PRP', '', 'accept', 6]
  ])('%s', (_, title, text, verdict, score) => {
    expect(judge({ title, text })).toMatchObject({ verdict, score })
  })

  test('eighty letters are near', () => {
    const words = 'and so on '.repeat(20)
    expect(reasonsOf(judge, '', `Dunmore ${words.slice(0, 78)} PRP`)).toEqual([
      'PRP@lead 3.6 (near Dunmore)'
    ])
    expect(reasonsOf(judge, '', `Dunmore ${words.slice(0, 79)} PRP`)).toEqual([])
  })
})

describe('a term', () => {
  test('counts once, at its best place', () => {
    expect(found({}, '港口产业园', `港口产业园。${FILLER}港口产业园`)).toEqual([
      '港口产业园@title 10'
    ])
    expect(found({}, '动工', `港口产业园。${FILLER}港口产业园`)).toEqual(['港口产业园@lead 6'])
    expect(found({}, '动工', `${FILLER}港口产业园`)).toEqual(['港口产业园@body 3'])
  })

  test('belongs to the lead if it begins there', () => {
    expect(found({}, '', `${FILLER.slice(0, 199)}港口产业园`)).toEqual(['港口产业园@lead 6'])
    expect(found({}, '', `${FILLER}港口产业园`)).toEqual(['港口产业园@body 3'])
  })

  test('is not found across a full stop or a comma', () => {
    expect(found({}, '我们去了港口，产业园动工')).toEqual([])
    expect(found({}, '我们去了港口。产业园动工')).toEqual([])
    expect(found({}, '', '我们去了港口\n产业园')).toEqual(['港口产业园@lead 6'])
    expect(found({}, '港口·产业园')).toEqual(['港口产业园@title 10'])
  })

  test('beyond twenty thousand characters is not looked for', () => {
    expect(found({}, '', `${'市'.repeat(20_000)}港口产业园`)).toEqual([])
  })

  test('is not counted again by a shorter one, in no place', () => {
    const names = [
      { text: '港口产业', weight: 5 },
      { text: '港口产业园', weight: 10 },
      { text: '北方港口产业园', weight: 12 }
    ]
    expect(found({ names }, '北方港口产业园动工')).toEqual(['北方港口产业园@title 12'])
    expect(
      found({ names }, '北方港口产业园动工', `北方港口产业园，${FILLER}北方港口产业园`)
    ).toEqual(['北方港口产业园@title 12'])
    expect(found({ names }, '北方港口产业园动工', '港口产业带动就业')).toEqual([
      '北方港口产业园@title 12',
      '港口产业@lead 3'
    ])
  })

  test('listed twice counts once, as a name before all', () => {
    const entities = [{ text: '港口产业园', weight: 1, type: 'company' }]
    expect(found({ entities }, '港口产业园动工')).toEqual(['港口产业园@title 10'])
  })

  test('is said the heaviest first', () => {
    const entities = [
      { text: '远洋重型机械', weight: 2, type: 'company' },
      { text: '灯塔', weight: 4, type: 'company' }
    ]
    expect(found({ entities }, '远洋重型机械与灯塔入驻港口产业园')).toEqual([
      '港口产业园@title 10',
      '灯塔@title 4',
      '远洋重型机械@title 2'
    ])
  })
})

describe('a partial name', () => {
  const given = {
    partial: [{ text: '产业园', weight: 6, needs: 'place' }],
    anchors: { place: ['北港', '灯塔路'] }
  }
  test.each([
    ['in the same title', '北港传来好消息：今年底之前将有一座占地三百亩的产业园动工', ''],
    ['behind it in the title', '一座占地三百亩的产业园今年底之前将在北港动工', '']
  ])('counts with its anchor %s', (_, title, text) => {
    expect(found(given, title, text)).toEqual(['产业园@title 6 (near 北港)'])
  })

  test.each([
    [
      'twenty characters before',
      `北港${FILLER.slice(0, 20)}产业园`,
      ['产业园@lead 3.6 (near 北港)']
    ],
    [
      'twenty characters behind',
      `产业园${FILLER.slice(0, 20)}北港`,
      ['产业园@lead 3.6 (near 北港)']
    ],
    ['twenty-one characters before', `北港${FILLER.slice(0, 21)}产业园`, []],
    ['twenty-one characters behind', `产业园${FILLER.slice(0, 21)}北港`, []],
    ['near the second mention only', `产业园${FILLER}北港产业园`, ['产业园@body 1.8 (near 北港)']]
  ])('in a text: %s', (_, text, expected) => {
    expect(found(given, '动工', text)).toEqual(expected)
  })

  test('has no anchor in the title of its text', () => {
    expect(found(given, '北港传来好消息', '产业园动工')).toEqual([])
  })

  test('has no anchor in itself, nor in what is excluded', () => {
    expect(found({ ...given, anchors: { place: ['产业'] } }, '产业园动工')).toEqual([])
    const exclude = [{ text: '外北港', weight: -1 }]
    expect(found({ ...given, exclude }, '外北港产业园动工')).toEqual([
      '外北港@title -1 (exclusion)'
    ])
  })

  test('has its anchor in another name as well', () => {
    const names = [{ text: '北港大厦', weight: 2 }]
    expect(found({ ...given, names }, '北港大厦旁的产业园动工')).toEqual([
      '产业园@title 6 (near 北港)',
      '北港大厦@title 2'
    ])
  })

  test('with a group that nobody defined is never found', () => {
    expect(found({ ...given, anchors: {} }, '北港产业园动工')).toEqual([])
  })

  test('leaves its place to a shorter one if it does not count', () => {
    const entities = [{ text: '产业', weight: 1, type: 'word' }]
    expect(found({ ...given, entities }, '产业园动工')).toEqual(['产业@title 1'])
    expect(found({ ...given, entities }, '北港产业园动工')).toEqual(['产业园@title 6 (near 北港)'])
  })
})

describe('an exclusion', () => {
  test('is taken off once a row, at its best place', () => {
    const exclude = [{ text: ['湿地', '花展'], weight: -4 }]
    expect(found({ exclude }, '动工', '湿地旁边办花展，湿地')).toEqual([
      '湿地@lead -2.4 (exclusion)'
    ])
    expect(found({ exclude }, '花展', '湿地')).toEqual(['花展@title -4 (exclusion)'])
    expect(found({ exclude }, '动工', `花展。${FILLER}湿地`)).toEqual([
      '花展@lead -2.4 (exclusion)'
    ])
    expect(found({ exclude }, '动工', `${FILLER}花展`)).toEqual(['花展@body -1.2 (exclusion)'])
  })

  test('takes a name that begins, ends or lies in it', () => {
    for (const text of ['老港口', '产业园大桥', '老港口产业园大桥', '港口产业园']) {
      const exclude = [{ text, weight: -1 }]
      expect(found({ exclude }, '老港口产业园大桥动工')).toEqual([`${text}@title -1 (exclusion)`])
    }
  })

  test('is not read from a longer name of the park', () => {
    const exclude = [{ text: '产业', weight: -4 }]
    expect(found({ exclude }, '港口产业园动工')).toEqual(['港口产业园@title 10'])
    expect(found({ exclude }, '港口产业园的产业')).toEqual([
      '港口产业园@title 10',
      '产业@title -4 (exclusion)'
    ])
  })

  test.each([
    ['in the title', '老港口动工，北方港口来人', '', true],
    ['in the text', '老港口动工', `${FILLER}北方港口来人`, true],
    ['nowhere', '老港口动工', '', false]
  ])('does not hold where something lifts it: %s', (_, title, text, isLifted) => {
    const exclude = [{ text: '老港口', weight: -4, unless: ['北方港口'] }]
    expect(found({ exclude }, title, text)).toEqual(isLifted ? [] : ['老港口@title -4 (exclusion)'])
  })

  test('is lifted by a longer text around it, but not by what begins in its middle', () => {
    const park = { text: '产业园', weight: -4 }
    expect(found({ exclude: [{ ...park, unless: ['文化产业园'] }] }, '文化产业园动工')).toEqual([])
    const lake = { text: '老港口', weight: -4, unless: ['港口产业园'] }
    expect(found({ exclude: [lake] }, '老港口产业园动工')).toEqual(['老港口@title -4 (exclusion)'])
  })
})

describe('verdict', () => {
  test.each([
    [6, 'accept'],
    [5.99, 'review'],
    [3, 'review'],
    [2.99, 'reject'],
    [0, 'reject']
  ])('%d points: %s', (weight, verdict) => {
    const judge = createJudge(parkWith({ names: [{ text: '港口产业园', weight }] }))
    expect(judge({ title: '港口产业园动工', text: '' })).toMatchObject({ verdict, score: weight })
  })

  test('is held against a sum without the errors of binary fractions', () => {
    const names = ['甲地块', '乙地块', '丙地块'].map((text) => ({ text, weight: 0.1 }))
    const judge = createJudge(parkWith({ names, threshold: { accept: 0.3, review: 0.1 } }))
    expect(judge({ title: '甲地块、乙地块和丙地块', text: '' })).toMatchObject({
      score: 0.3,
      verdict: 'accept'
    })
  })
})

test('a source of which everything counts is accepted, with what was found and why', () => {
  const judged = createJudge(samplePark)({ title: '映澄湖企业签约', text: '' })
  expect(acceptAll(judged)).toEqual({
    verdict: 'accept',
    score: 0,
    section: 'deals',
    reasons: [
      { term: '映澄湖', where: 'title', weight: 0, note: 'veto' },
      {
        term: 'filter: none',
        where: 'source',
        weight: 0,
        note: 'everything from this source counts'
      }
    ]
  })
})

describe('what a profile or a text cannot do', () => {
  test('a pattern in a profile is text', () => {
    const names = [
      { text: '(a+)+$', weight: 10, case: true },
      { text: '.*', weight: 10, case: true },
      { text: 'C++ [lab]', weight: 10, case: true }
    ]
    // `.*` has neither letter nor digit, and the schema says so.
    expect(() => parkWith({ names })).toThrow('expected at least one letter or digit')
    expect(found({ names: [names[0], names[2]] }, `${'a'.repeat(5000)}! C++ [lab]`)).toEqual([
      'C++ [lab]@title 10'
    ])
  })

  test.each([
    ['a name all over', '港口产业园'.repeat(4000)],
    ['partial names and anchors far apart', '产业园'.repeat(3000) + '北港'.repeat(5000)],
    ['an abbreviation all over', 'PRP '.repeat(5000)],
    ['gaps without an end', `Hub${' -'.repeat(9000)}`]
  ])('a text full of %s is judged in no time', (_, text) => {
    const judge = createJudge(
      parkWith({
        partial: [
          { text: '产业园', weight: 6, needs: 'place' },
          { text: 'Hub PRP', weight: 1, needs: 'place', case: true },
          { text: 'PRP', weight: 6, needs: 'place', case: true }
        ],
        anchors: { place: ['北港'] },
        exclude: [{ text: ['港口', '园港'], weight: -1, unless: ['北港产业'] }]
      })
    )
    const started = performance.now()
    judge({ title: text, text })
    expect(performance.now() - started).toBeLessThan(500)
  })
})
