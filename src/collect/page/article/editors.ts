import type { Surroundings } from './surroundings.ts'

/** Names that the page gives as its editors, checkers and typists: `<meta name="author">` often holds one. */
export const editorsOf = ({ byline, after, body, elsewhere }: Surroundings): readonly string[] => {
  const ends = [...byline, ...body.slice(-3), ...after, ...elsewhere.slice(-MAX_LINES)]
  return ends
    .filter(({ text }) => EDITOR.test(text))
    .flatMap(({ text }) => [...text.slice(0, MAX_CHARS).matchAll(EDITORS)])
    .flatMap((match) => (match[1] ?? '').split(/[\s、，,/]+/u))
    .filter((name) => name !== '')
}

const MAX_LINES = 60
const MAX_CHARS = 400
const EDITOR = /编|編|审|審|校|录入|editor|edited/i
const EDITORS =
  /(?:编辑|編輯|责编|責編|美编|编审|主编|审核|審核|[初复终一二三]审|校对|校對|录入|发布人|editor|edited by)[\s\u3000]{0,3}[:：/|][\s\u3000]{0,3}((?:[\p{L}\d._-]{2,20}[ 、，,]{0,2}){1,4})/giu
