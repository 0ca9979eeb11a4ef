import { describe, expect, test } from 'vitest'
import { foldTitle, foldTitleTaiwan } from '../../src/normalize/title.ts'

const OUTLETS = ['大众日报', '大众网', '中新网', '舜网', 'The Herald', 'Park-Wire']
const TITLE = '济南新材料产业园区开园'

describe('foldTitle takes the frame off', () => {
  test.each([
    ['大众日报：济南新材料产业园区开园'],
    ['大众日报 | 济南新材料产业园区开园'],
    ['大众日报丨济南新材料产业园区开园'],
    ['【大众日报】济南新材料产业园区开园'],
    ['济南新材料产业园区开园 - 大众网'],
    ['济南新材料产业园区开园－大众网'],
    ['濟南新材料產業園區開園 - 大眾網'],
    ['济南新材料产业园区开园—舜网'],
    ['济南新材料产业园区开园_舜网新闻'],
    ['济南新材料产业园区开园|中新网'],
    ['济南新材料产业园区开园 – 某某晚报'],
    ['济南新材料产业园区开园--山东频道--某某网'],
    ['济南新材料产业园区开园 - 某某网·某某新闻'],
    ['濟南新材料產業園區開園_某某新聞網'],
    ['济南新材料产业园区开园（图）'],
    ['济南新材料产业园区开园 [組圖]'],
    ['组图：济南新材料产业园区开园'],
    ['【园区要闻】济南新材料产业园区开园'],
    ['济南新材料产业园区开园【视频】'],
    ['【组图】济南新材料产业园区开园（图）_要闻频道_大众网']
  ])('%s', (framed) => {
    expect(foldTitle(framed, OUTLETS)).toBe(TITLE)
  })

  test.each([
    ['Park opens new lab | The Herald', 'park opens new lab'],
    ['Park opens new lab - THE HERALD', 'park opens new lab'],
    ['The Herald: Park opens new lab', 'park opens new lab'],
    ['Park opens new lab - Park-Wire', 'park opens new lab']
  ])('%s', (framed, folded) => {
    expect(foldTitle(framed, OUTLETS)).toBe(folded)
  })
})

describe('foldTitle keeps what belongs to the headline', () => {
  test.each([
    ['Park opens new lab - The Times', 'park opens new lab the times'],
    ['T-Mobile opens a lab', 't mobile opens a lab'],
    ['济南新材料产业园区：高质量发展', '济南新材料产业园区高质量发展'],
    ['【第三批】济南新材料产业园区名单', '第三批济南新材料产业园区名单'],
    ['【2024】济南新材料产业园区名单', '2024济南新材料产业园区名单'],
    ['济南新材料产业园区管理办法（试行）', '济南新材料产业园区管理办法试行'],
    ['十年坚守在一线——记济南日报', '十年坚守在一线记济南日报'],
    ['济南-青岛高铁新闻', '济南青岛高铁新闻'],
    ['大众网', '大众网'],
    ['大众日报：', '大众日报'],
    ['大众网 - 大众网', '大众网'],
    ['【招商】', '招商'],
    ['（图）', '图']
  ])('%s', (title, folded) => {
    expect(foldTitle(title, OUTLETS)).toBe(folded)
  })
})

test('the second reading has Taiwan wording and no frame either', () => {
  expect(foldTitleTaiwan('大眾日報：軟體產業園區開園', OUTLETS)).toBe('软件产业园区开园')
})

test('each list of outlets is its own', () => {
  expect(foldTitle('某某社：园区开园', ['某某社'])).toBe('园区开园')
  expect(foldTitle('某某社：园区开园', [])).toBe('某某社园区开园')
})
