import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { parseAccept } from 'hono/utils/accept'
import type { Language, Park } from '../model.ts'

/** The reader's own choice, then the one it made before, then what the browser prefers, then the park's. */
export const languageOf = (context: Context, park: Park): Language =>
  languageNamed(context.req.query('lang') ?? '') ??
  languageNamed(getCookie(context, 'lang') ?? '') ??
  preferredLanguage(context.req.header('accept-language') ?? '') ??
  park.language

/** A choice in the address stays chosen. */
export const rememberLanguage = (context: Context): void => {
  const chosen = languageNamed(context.req.query('lang') ?? '')
  if (chosen) setCookie(context, 'lang', chosen, COOKIE)
}

/** In order of weight, at equal weight as they stand (RFC 9110 §12.5.4); weight 0 is a refusal. */
const preferredLanguage = (acceptLanguage: string): Language | undefined =>
  parseAccept(acceptLanguage)
    .filter(({ q }) => q > 0)
    .map(({ type }) => languageNamed(type))
    .find((language) => language !== undefined)

/** Only the language itself counts: zh, zh-TW and zh-Hant-HK all read our Chinese. */
const languageNamed = (tag: string): Language | undefined => {
  const [primary] = tag.trim().toLowerCase().split('-')
  if (primary === 'zh') return 'zh-CN'
  return primary === 'en' ? 'en' : undefined
}

const COOKIE = { path: '/', sameSite: 'Lax', maxAge: 365 * 86_400 } as const
