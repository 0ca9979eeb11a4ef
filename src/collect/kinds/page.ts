import type { SourceKind } from '../kind.ts'
import { options, type PageOptions } from '../page/options.ts'

export const page = {
  name: 'page',
  description: 'a web page with a list of news, found by itself',
  example: {
    id: 'city-council',
    kind: 'page',
    title: 'City Council',
    url: 'https://council.example/news/',
    every: '1h'
  },
  options,
  obeysRobots: true,
  request: (url, given) => ({ url, isRendered: (given as PageOptions).render }),
  parse: async (document, given, context) => {
    // What reads HTML takes time to load, and every command loads the kinds.
    const { readNewsList } = await import('../page/news-list.ts')
    return readNewsList(document, given as PageOptions, context)
  }
} satisfies SourceKind
