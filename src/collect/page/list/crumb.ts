/** Words in front of the way to a page. */
const CRUMB = new RegExp(
  String.raw`(?<!\p{Script=Han})(?:当前|现在)?(?:您|你)?(?:当前|现在|目前|現在|所在)?的?(?:所在)?位置\s?[:：]` +
    String.raw`|(?<!\p{L})(?:you are here|sie sind hier|vous êtes ici|está aquí)(?!\p{L}):?`,
  'iu'
)

/** What the first page of a site is called. */
const HOME =
  /^(?:网站|網站|本站)?(?:首页|首頁|主页|主頁)$|^(?:home|home ?page|startseite|accueil|inicio|início|ホーム|トップ|홈|главная|الرئيسية)$/iu
/** The last step of a way says at times what kind of page it is, not which. */
const KIND = /^(?:正文|列表|list)$/i

export const isHomeName = (text: string): boolean =>
  HOME.test(text.replace(/[>›»＞→/|:：\s]+$/u, '').replace(/(?<=\p{Script=Han})\s+/gu, ''))

/** What stands at the end of a way (`首页 > 园区要闻 >`) or in front of it; other headings as they are. */
export const withoutCrumbs = (heading: string): string | null => {
  const way = CRUMB.exec(heading)
  const before = heading.slice(0, way?.index ?? 0).trim()
  if (before !== '') return before
  const text = heading.slice(way?.[0].length ?? 0).trim()
  const [first = ''] = text.split(/[>›»＞→/|\s]/u, 1)
  const isWay = way !== null || HOME.test(first)
  const steps = text.split(isWay ? STEP : ARROW).map((step) => step.trim())
  const names = steps.filter((step) => step !== '' && !HOME.test(step) && !KIND.test(step))
  const last = names.at(-1) ?? null
  // Steps that nothing but a space parts.
  return last !== null && HOME.test(first) && last.startsWith(first)
    ? (last.split(/\s+/).findLast((step) => !KIND.test(step)) ?? null)
    : last
}
const ARROW = /[>›»＞→]+/u
const STEP = /[>›»＞→/|]+|\s[-–—]\s/u
