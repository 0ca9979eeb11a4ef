import type { Element } from 'domhandler'
import { absoluteUrl } from '../../../normalize/url.ts'

/**
 * Where an element leads when it is clicked: `href`, or the address in `onclick`, `javascript:`
 * (also as an argument of the site's own function), `data-href`, `data-url`. Absolute http or https; null for `#`, mail and script calls without one.
 */
export const linkAddress = (element: Element, base: string): string | null => {
  const href = (element.attribs['href'] ?? '').trim()
  if (element.name === 'a' && href !== '' && !IDLE.test(href)) return webAddress(href, base)
  const scripted = scriptedAddress(href) ?? scriptedAddress(element.attribs['onclick'] ?? '')
  const given = scripted ?? dataAddress(element)
  return given === null ? null : webAddress(given, base)
}

/** An `href` that only calls a script or jumps inside the page. */
const IDLE = /^(?:#(?!!?\/)|javascript:|void\()/i
const SCRIPTED =
  /(?:location(?:\.href)?\s{0,9}=\s{0,9}|location\.(?:assign|replace)\s{0,9}\(\s{0,9}|window\.open\s{0,9}\(\s{0,9})(?:'([^']{1,2000})'|"([^"]{1,2000})")/

/** Scripts behind this are programs, no addresses. */
const MAX_SCRIPT = 3000

const scriptedAddress = (script: string): string | null => {
  if (script === '' || script.length > MAX_SCRIPT) return null
  const [, single, double] = SCRIPTED.exec(script) ?? CALLED.exec(script) ?? []
  return single ?? double ?? null
}

/** `openNews('175757.htm', …)`: the first text handed to a function, when it can only be a page. */
const CALLED = new RegExp(
  String.raw`^(?:javascript:)?\s{0,9}(?:return\s{1,9})?[\w$.]{1,60}\s{0,9}\(\s{0,9}` +
    String.raw`(?:'((?:https?://|\.{0,2}/)?[\w%./~-]{1,300}\.(?:s?html?|aspx?|jsp|php)(?:[?#][^'\s]{0,300})?)'` +
    String.raw`|"((?:https?://|\.{0,2}/)?[\w%./~-]{1,300}\.(?:s?html?|aspx?|jsp|php)(?:[?#][^"\s]{0,300})?)")`,
  'i'
)

const dataAddress = ({ attribs }: Element): string | null => {
  const given = (attribs['data-href'] ?? attribs['data-url'] ?? attribs['data-link'] ?? '').trim()
  return given === '' || given.startsWith('#') ? null : given
}

const webAddress = (href: string, base: string): string | null => {
  const url = absoluteUrl(href, base)
  return url === null || url.startsWith('mailto:') ? null : url
}
