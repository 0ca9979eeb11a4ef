/** An address that a script asks, as it is written there. */
export type Asked = {
  readonly address: string
  /** Said in a call (`fetch(…)`, `$.get(…)`), not only kept in a variable or a list of settings. */
  readonly isCall: boolean
}

/**
 * The addresses in a script: what is handed to the usual ways of asking a server, and texts that look
 * like addresses of data. `'/api/list?page=' + page` is put together as far as the page itself tells
 * the parts; a number of a page that nobody tells is 1. Time is linear in the length of the script.
 */
export const addressesIn = (script: string): readonly Asked[] => {
  const constants = constantsIn(script)
  const asked = [...script.matchAll(CALL)].flatMap((match): Asked[] => {
    const address = addressAt(script, match.index + match[0].length, constants)
    const isCall = match.groups?.['key'] === undefined
    return address === null || !(isCall || !IS_PAGE.test(address)) ? [] : [{ address, isCall }]
  })
  const loose = [...script.matchAll(LITERAL)].flatMap(([, address = '']) =>
    LOOKS_LIKE_DATA.test(address) && !asked.some((one) => one.address.includes(address))
      ? [{ address, isCall: false }]
      : []
  )
  return [...asked, ...loose]
}

const CALL =
  /(?:\b(?<key>(?:api|data|list|ajax|request|json|service)?_?url)["']?\s{0,9}[:=](?!=)|\b(?:fetch|ajax|get|post|getJSON|load|request|axios)\s{0,9}\(|\.open\s{0,9}\(\s{0,9}["'](?:GET|POST)["']\s{0,9},)\s{0,99}/gi

/** A reader's page: settings name many of them, and scripts go there, but read none. */
const IS_PAGE = /\.s?html?(?:[?#]|$)/i

/** Every quote may open a text or close one; what stands between two of them is looked at either way. */
const LITERAL = /["'`](?=([^"'`\s<>{}()]{5,500})["'`])/g
const LOOKS_LIKE_DATA =
  /^[^:]*\.json(?:[?#]|$)|^https?:[^?#]*\.json(?:[?#]|$)|^(?:https?:\/\/[^/]+)?[^:?#]*\/api\/./i

type Constants = ReadonlyMap<string, string>

const constantsIn = (script: string): Constants => {
  const constants = new Map<string, string>()
  for (const [, name = '', single, double, number] of script.matchAll(CONSTANT)) {
    if (!constants.has(name)) constants.set(name, single ?? double ?? number ?? '')
  }
  return constants
}
const CONSTANT =
  /(?<![\w$])([\w$]{1,40})\s{0,9}[:=]\s{0,9}(?:'([^'\n]{0,300})'|"([^"\n]{0,300})"|(\d{1,9})(?!\w))/g

const TERM =
  /'([^'\n]{0,1000})'|"([^"\n]{0,1000})"|`([^`]{0,1000})`|([A-Za-z_$][\w$.]{0,99})(?!\w|\s{0,9}\()|(\d{1,9})/y
const PLUS = /\s{0,99}\+\s{0,99}/y
const MAX_TERMS = 16

/** The texts and names that are added up from `start` on; null when there is no address in them. */
const addressAt = (script: string, start: number, constants: Constants): string | null => {
  let address = ''
  let at = start
  for (let terms = 0; terms < MAX_TERMS; terms += 1) {
    const term = matchAt(TERM, script, at)
    if (!term) break
    address += valueOf(term, constants)
    at += term[0].length
    const plus = matchAt(PLUS, script, at)
    if (!plus) break
    at += plus[0].length
  }
  const clean = address.trim().replace(AGAINST_CACHES, '')
  return IS_ADDRESS.test(clean) ? clean : null
}

const matchAt = (sticky: RegExp, text: string, at: number): RegExpExecArray | null => {
  sticky.lastIndex = at
  return sticky.exec(text)
}

const valueOf = (term: RegExpExecArray, constants: Constants): string => {
  const [, single, double, template, name, number] = term
  if (name !== undefined) return known(name, constants)
  if (template === undefined) return single ?? double ?? number ?? ''
  return template.replace(/\$\{([^{}]{1,100})\}/g, (_, inner: string) =>
    known(inner.trim(), constants)
  )
}

/** Most unknown names are the context path of the server, which is empty as a rule. */
const known = (name: string, constants: Constants): string => {
  const own = name.slice(name.lastIndexOf('.') + 1)
  return constants.get(own) ?? (/page|index|curr|^p$/i.test(own) ? '1' : '')
}

/** `?_=` + the time, which is unknown. */
const AGAINST_CACHES = /[?&](?:_|t|ts|r|v|rand\w{0,10}|time\w{0,10}|nocache)=$/i

/** A path or an absolute address; a word alone is the name of something else (`params.get('id')`). */
const IS_ADDRESS =
  /^(?:https?:)?\/\/[^\s/]+\.[^\s/]+\/?\S*$|^\.{0,2}\/[\w-][^\s<>]*$|^[\w-]+\/[\w./-]+(?:\?\S*)?$|^[\w./-]+\.(?:json|jsp|do|action|php|aspx?|ashx|s?html?|xml|cgi)(?:\?\S*)?$/i
