/** The day in an address: `/2026-03/12/`, `/202603/12/`, `/20260312/`, `/2026/3/12/`; null without one. */
export const dayInAddress = (address: string): string | null => {
  const url = URL.parse(address)
  const found = DAY.exec(`${url?.pathname}${url?.search}`)
  const [, year = '', month, day, shortMonth = '', shortDay = ''] = found ?? []
  return isoDay(year, month ?? shortMonth, day ?? shortDay)
}
const DAY = /(?<!\d)(20\d{2})(?:[-/_.]?(\d{2})[-/_.]?(\d{2})|[-/_.](\d{1,2})[-/_.](\d{1,2}))(?!\d)/

/** The first whole date that a page shows. */
export const dayInText = (text: string): string | null => {
  const [, year = '', month = '', day = ''] = SHOWN.exec(text) ?? []
  return isoDay(year, month, day)
}
const SHOWN =
  /(?<!\d)(20\d{2})\s{0,3}(?:年|-|\/|\.)\s{0,3}(\d{1,2})\s{0,3}(?:月|-|\/|\.)\s{0,3}(\d{1,2})(?!\d)/

const isoDay = (year: string, month: string, day: string): string | null => {
  if (!(Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31))
    return null
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}

/** What addresses made by one template share: numbers and ids become `#`. */
export const shapeOf = (address: string): string => {
  const url = URL.parse(address)
  if (!url) return address
  const parts = url.pathname.split('/')
  const file = (parts.at(-1) ?? '').replace(/^[a-z\d]{12,40}(?=\.\w{2,5}$)/i, '#')
  return `${url.host}${[...parts.slice(0, -1), file].join('/')}${url.search}`.replace(/\d+/g, '#')
}

/** `node_2.htm`, `PageA01TB.htm`, `page_a1.html`, `v01.shtml`, `l01.html`, `A01.html`. */
export const isPageAddress = (address: string): boolean =>
  PAGE_FILE.test(URL.parse(address)?.pathname ?? '')
const PAGE_FILE =
  /\/(?:node_\d{1,3}|page_?[a-z]{0,2}\d{1,3}[a-z]{0,3}|[a-z]_?\d{1,3})\.[a-z]{3,5}$/i

/** What no reader of text follows: a page as a file to print, a picture. */
export const isPrinted = (address: string): boolean =>
  /\.(?:pdf|jpe?g|png|gif|zip|swf|mp[34])$/i.test(URL.parse(address)?.pathname ?? '')

export const folderOf = (address: string): string => {
  const url = URL.parse(address)
  return url ? `${url.host}${url.pathname.replace(/[^/]*$/, '')}` : address
}
