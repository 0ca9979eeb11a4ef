import type { Follow } from '../kind.ts'
import type { ApiOptions, Paging } from './options.ts'

/** How page `number` of a list (1 for the first) is asked for. `url` is where a page of it was or is read. */
export const requestFor = (url: string, options: ApiOptions, number: number): Follow => {
  const { paging } = options
  const value = paging && String(paging.from + (number - 1) * paging.step)
  const isInQuery = paging?.in === 'query' && number > 1
  const body = bodyOf(options, paging?.in === 'body' ? [paging.parameter, value ?? ''] : undefined)
  const method = options.method ?? (body === undefined ? 'GET' : 'POST')
  const headers = headersOf(options, body)
  return {
    url: isInQuery ? withParameter(url, paging.parameter, value ?? '') : url,
    ...(method === 'POST' && { method }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== undefined && { body })
  }
}

/** Whether the page behind this one is to be read. */
export const goesOn = (
  paging: Paging | undefined,
  { number, isFirst, items }: { number: number; isFirst: boolean; items: number }
): boolean =>
  paging !== undefined && items > 0 && number < paging.most && (isFirst || paging.always)

type Pair = readonly [string, string]

const headersOf = (
  { headers = {}, bodyType, body: given }: ApiOptions,
  body: string | undefined
): Readonly<Record<string, string>> => {
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  if (body === undefined || isTyped) return headers
  const isJson = bodyType === 'json' || (bodyType === undefined && isJsonText(given))
  const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded; charset=UTF-8'
  return { ...headers, 'content-type': type }
}

const isJsonText = (body: ApiOptions['body']): boolean =>
  typeof body === 'string' && /^\s*[{[]/.test(body)

const bodyOf = (options: ApiOptions, page: Pair | undefined): string | undefined => {
  const { body, bodyType } = options
  if (body === undefined) return page && encoded([page])
  if (typeof body === 'string') return page ? textWith(body, page) : body
  if (bodyType === 'json') return JSON.stringify(page ? withNumber(body, page) : body)
  const pairs = Object.entries(body).map(([name, value]): Pair => [name, String(value)])
  return encoded(page ? [...pairs.filter(([name]) => name !== page[0]), page] : pairs)
}

/** A number stays one: servers that read JSON are strict about it. */
const withNumber = (body: object, [name, value]: Pair): object => ({
  ...body,
  [name]: Number(value)
})

const textWith = (body: string, page: Pair): string => {
  if (!isJsonText(body)) return withPair(body, page)
  try {
    const json: unknown = JSON.parse(body)
    return JSON.stringify(withNumber(json as object, page))
  } catch {
    return body
  }
}

const encoded = (pairs: readonly Pair[]): string =>
  pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')

/** In the text, for the other parameters may be in a charset that `URLSearchParams` does not know. */
const withPair = (text: string, page: Pair): string => {
  const own = encoded([page])
  const pairs = text.split('&').filter((pair) => pair !== '')
  const at = pairs.findIndex((pair) => nameOf(pair) === page[0])
  return at < 0 ? [...pairs, own].join('&') : pairs.with(at, own).join('&')
}

const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? ''

const withParameter = (url: string, name: string, value: string): string => {
  const [before = '', ...rest] = url.split('#', 1)[0]!.split('?')
  return `${before}?${withPair(rest.join('?'), [name, value])}`
}
