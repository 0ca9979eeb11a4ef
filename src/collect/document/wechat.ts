import { isoDate } from '../../normalize/iso-date.ts'
import { canonicalUrl } from '../../normalize/url.ts'
import type { Page } from '../page/page.ts'
import type { Clipping, ReadContext } from './clipping.ts'

/**
 * An article of a WeChat account (mp.weixin.qq.com) as its page has it: `#activity-name`, `#js_name` for
 * the account, which is the outlet, `#js_content`. Null for any other page.
 */
export const readWechat = (page: Page, context: ReadContext): Clipping | null => {
  const { $ } = page
  const body = $('#js_content').first()
  const title = lineOf(page, '#activity-name') ?? metaOf(page, 'og:title')
  if (body.length === 0 || title === null) return null
  const outlet = lineOf(page, '#js_name') ?? lineOf(page, '.profile_nickname')
  const byline = lineOf(page, '#js_author_name') ?? metaOf(page, 'author')
  return {
    title,
    url: addressOf(page),
    outlet,
    // Accounts without a writer put their own name there.
    author: byline === outlet ? null : byline,
    published: publishedIn(page, context),
    html: body.html() ?? ''
  }
}

const lineOf = ({ $ }: Page, selector: string): string | null =>
  $(selector).first().text().replace(/\s+/g, ' ').trim() || null

const metaOf = ({ $ }: Page, name: string): string | null =>
  $(`meta[property="${name}"], meta[name="${name}"]`).first().attr('content')?.trim() || null

/** The script has it to the second, the visible line is filled in by that script. */
const publishedIn = (page: Page, context: ReadContext): string | null => {
  const seconds = EPOCH.exec(page.text)?.[1]
  if (seconds !== undefined) return new Date(Number(seconds) * 1000).toISOString()
  const written = [lineOf(page, '#publish_time'), DATE.exec(page.text)?.[1]]
  const dates = written.map((text) => isoDate(text ?? '', context))
  return dates.find((date) => date !== undefined) ?? null
}

/** `var ct = "1615512345"`, and since 2023 `var createTimestamp = '1615512345'`. */
const EPOCH = /\bvar\s{1,9}(?:ct|createTimestamp)\s{0,9}=\s{0,9}["'](\d{10})["']/
const DATE =
  /\b(?:publish_time|createTime|create_time)\s{0,9}[=:]\s{0,9}["'](\d{4}-\d{1,2}-\d{1,2}[ \d:]{0,9})["']/

/** The long form names the account and the message; both stand in scripts with `&` written as an entity. */
const addressOf = (page: Page): string | null => {
  const link = /\bmsg_link\s{0,9}=\s{0,9}["'](https?:[^"'<>\s]{1,2000})["']/.exec(page.text)?.[1]
  const plain = link?.replace(/\\x26(?:amp;)?|&amp;/g, '&').replace(/\\\//g, '/')
  const given = [metaOf(page, 'og:url'), plain].map((url) => canonicalUrl(url ?? ''))
  return (
    given.find(
      (url) => url?.startsWith('https://mp.weixin') || url?.startsWith('http://mp.weixin')
    ) ?? null
  )
}
