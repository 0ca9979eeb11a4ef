import type { HttpClient, HttpOutcome, HttpRequest } from '../collect/fetch.ts'
import type { Robots } from '../collect/robots.ts'
import { ParkwireError } from '../errors.ts'

/**
 * Fetches a page made for people: what robots.txt forbids is not asked for, neither there nor where
 * redirects lead.
 *
 * @throws ParkwireError `robots`; `robots-unknown` when the site does not say for now what it allows
 */
export const fetchPage = async (
  { http, robots }: { readonly http: Pick<HttpClient, 'fetch'>; readonly robots: Robots },
  request: HttpRequest
): Promise<HttpOutcome> => {
  const admission = await robots.admit(request.url)
  if (!admission.isAllowed) {
    const code = admission.isForNow ? 'robots-unknown' : 'robots'
    throw new ParkwireError(code, admission.message)
  }
  return http.fetch({ ...request, notBefore: admission.notBefore, admit: robots.admit })
}
