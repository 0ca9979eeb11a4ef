import type { Element } from './page.ts'
import { shortText } from './short-text.ts'

/**
 * How surely a link calls itself the next page: 2 for words that say "page", 1 for «Next», 0 for an arrow
 * or a class; undefined when it does not. «下一篇» and «Next post» are the next article.
 */
export const strengthOf = (element: Element): 0 | 1 | 2 | undefined => {
  const text = shortText(element, MAX_LABEL)
  if (text === null) return undefined
  for (const label of [text, ...otherLabels(element)]) {
    const strength = strengthOfLabel(label)
    if (strength !== undefined) return strength
  }
  const isNext = NEXT_REL.test(element.attribs['rel'] ?? '')
  return isNext || (text === '' && NEXT_CLASS.test(element.attribs['class'] ?? '')) ? 0 : undefined
}

const MAX_LABEL = 30
const NEXT_REL = /(?:^|\s)next(?:$|\s)/i
const NEXT_CLASS = /(?:^|[\s_-])next(?:[\s_-]?page)?(?:$|\s)/i

const otherLabels = ({ name, attribs, children }: Element): readonly string[] => [
  name === 'input' ? (attribs['value'] ?? '') : '',
  attribs['aria-label'] ?? '',
  attribs['title'] ?? '',
  ...children.flatMap((child) => ('attribs' in child ? [child.attribs['alt'] ?? ''] : []))
]

const strengthOfLabel = (label: string): 0 | 1 | 2 | undefined => {
  if (label === '' || label.length > MAX_LABEL) return undefined
  if (ARROWS.has(label)) return 0
  const words = label
    .toLowerCase()
    .replace(/\d{1,5}\s?\/\s?\d{1,5}/, '')
    .replace(/[^\p{L}\p{M}]+/gu, ' ')
    .trim()
  if (PAGE_WORDS.has(words)) return 2
  return NEXT_WORDS.has(words) ? 1 : undefined
}

const ARROWS: ReadonlySet<string> = new Set('› > ＞ 〉 → ▶ ► ▸ ❯ ⟩ » >> 》'.split(' '))

const listOf = (text: string): ReadonlySet<string> =>
  new Set(text.split('|').map((word) => word.trim()))

const PAGE_WORDS = listOf(
  `下一页|下页|下一頁|下頁|后一页|後一頁|后页|翻到下一页|次のページ|次ページ|次のページへ|다음 페이지|다음페이지
  |next page|nextpage|go to next page|older posts|older entries|older articles|older news|older stories
  |page suivante|nächste seite|página siguiente|próxima página|pagina successiva|volgende pagina
  |следующая страница|الصفحة التالية|sonraki sayfa|następna strona|další stránka|nästa sida|trang sau
  |articles plus anciens|ältere beiträge|entradas anteriores|halaman berikutnya`
)

const NEXT_WORDS = listOf(
  `next|older|load more|show more|加载更多|点击加载更多|查看更多|次へ|次|다음|suivant|suivante|weiter|nächste|siguiente|próxima|próximo|seguinte|successivo
  |successiva|avanti|volgende|следующая|далее|вперёд|вперед|التالي|הבא|sonraki|następna|další|nästa|næste
  |neste|επόμενη|berikutnya|ถัดไป|تالی|بعدی`
)
