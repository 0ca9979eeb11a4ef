/**
 * Takes out of a text for people what the addresses in it may keep secret: `user:password@`, and the values
 * of parameters whose names say so (`?key=…`, `&access_token=…`). What an outlet's page, a server or a
 * library said may quote any address.
 */
export const maskSecrets = (text: string): string =>
  text
    .replace(USER, '//***@')
    .replace(PARAMETER, (pair: string, mark: string, name: string) =>
      SECRET.test(plainName(name)) ? `${mark}${name}=***` : pair
    )

/** No address without a slash before its `@`: a path may hold one (`/@park`). */
const USER = /\/\/[^\s/?#]{1,1000}@/g
const PARAMETER = /([?&#;])([\w.~%[\]-]{1,80})=[^\s&#;"'<>]+/g

/** The end of the name: `apiKey`, `x-token`, `app_secret`. */
const SECRET =
  /(?:key|token|secret|passw(?:or)?d|passwd|pwd|pass|passphrase|auth|authorization|credentials?|sig|sign|signature|ticket|session|sess|sid|session_?id|\bcode|\bak|\bsk)\]?$/i

const plainName = (name: string): string => {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
