import type { Language } from './model.ts'

/** Every sentence that a person reads in a page, a feed or a mail, in each language. */
export type Words = {
  readonly untitled: string
  readonly carriedBy: (outlets: number) => string
  /** The same with the names behind it, on one line. */
  readonly carriedByNamed: (outlets: number, names: string) => string
  /** The same above a list of them. */
  readonly carriers: (outlets: number) => string
  readonly mirrors: (copies: number) => string
  /** The same in passing. */
  readonly mirrorsBrief: (copies: number) => string
  readonly join: (names: readonly string[]) => string
  readonly outlets: (count: number) => string
  readonly stories: (count: number) => string
  readonly nav: {
    readonly stories: string
    readonly all: string
    readonly sources: string
    readonly digests: string
    readonly feeds: string
    readonly language: string
  }
  readonly page: {
    readonly latestDigest: string
    readonly noStories: string
    readonly noneHere: string
    readonly newer: string
    readonly older: string
    readonly whyHere: string
    readonly lead: string
    readonly mirror: string
    readonly published: string
    readonly updated: string
    readonly notFound: string
    readonly notFoundHint: string
    readonly home: string
    readonly footer: string
    readonly tagline: string
  }
  readonly match: Readonly<Record<'new' | 'url' | 'text' | 'title', string>>
  readonly relevance: {
    readonly score: (score: number) => string
    readonly reason: (term: string, where: string, weight: string) => string
    readonly everything: string
    readonly where: Readonly<Record<'title' | 'lead' | 'body' | 'source', string>>
  }
  readonly sources: {
    readonly intro: (count: {
      all: number
      healthy: number
      failed: number
      silent: number
    }) => string
    readonly source: string
    readonly state: string
    readonly lastRead: string
    readonly nextRead: string
    readonly entries: string
    readonly status: Readonly<
      Record<
        'never' | 'ok' | 'not-modified' | 'failed' | 'stale' | 'empty' | 'broken' | 'gone',
        string
      >
    >
    readonly failures: (count: number) => string
    readonly stale: (newest: string) => string
    readonly empty: string
    readonly broken: (since: string) => string
    /** Before headlines. */
    readonly lastGood: string
    readonly reshaped: (at: string) => string
    readonly gone: string
    readonly moved: (address: string) => string
    readonly trust: Readonly<Record<'official' | 'press' | 'mirror', string>>
  }
  /** What the operator is told by mail. */
  readonly operator: {
    readonly brokenSubject: (source: string) => string
    readonly broken: (source: string) => string
    readonly id: (id: string) => string
    readonly address: (url: string) => string
    readonly since: (at: string) => string
    readonly why: (message: string) => string
    /** Stands before a command line. */
    readonly look: string
    readonly mend: (id: string) => string
    readonly goesOn: string
  }
  readonly digest: {
    readonly subject: (park: string, date: string, stories: number) => string
    readonly nothing: string
    readonly summary: (stories: number, outlets: number) => string
    readonly online: string
    readonly why: (park: string) => string
    readonly none: string
    readonly sentTo: (sent: number, all: number) => string
    readonly asSent: string
  }
}

const zh: Words = {
  untitled: '（无标题）',
  carriedBy: (outlets) => `${outlets} 家媒体报道：`,
  carriedByNamed: (outlets, names) => `${outlets} 家媒体报道：${names}`,
  carriers: (outlets) => `${outlets} 家媒体报道`,
  mirrors: (copies) => `镜像站转载 ${copies} 份，不列名、不链接。`,
  mirrorsBrief: (copies) => `镜像站转载 ${copies} 份`,
  join: (names) => names.join('、'),
  outlets: (count) => `${count} 家媒体`,
  stories: (count) => `${count} 条`,
  nav: {
    stories: '新闻',
    all: '全部',
    sources: '来源',
    digests: '简报',
    feeds: '订阅',
    language: 'English'
  },
  page: {
    latestDigest: '最近一期简报',
    noStories: '还没有新闻。第一轮采集通常在一分钟内完成，请稍后刷新。',
    noneHere: '这里还没有新闻。',
    newer: '← 较新',
    older: '较早 →',
    whyHere: '收录理由',
    lead: '主稿',
    mirror: '镜像站',
    published: '发布',
    updated: '更新',
    notFound: '没有这个页面',
    notFoundHint: '网址可能有误，或内容已移除。',
    home: '返回首页',
    footer: '由 Parkwire 汇编：多个来源，一条新闻，只出现一次。',
    tagline: '多个来源，一条新闻，只出现一次'
  },
  match: { new: '首次收录', url: '网址相同', text: '正文相同', title: '标题相同' },
  relevance: {
    score: (score) => `得分 ${score}：`,
    reason: (term, where, weight) => `${term}（${where} ${weight}）`,
    everything: '该来源全部收录',
    where: { title: '标题', lead: '导语', body: '正文', source: '来源' }
  },
  sources: {
    intro: ({ all, healthy, failed, silent }) =>
      `${all} 个来源，${healthy} 个正常` +
      (failed === 0 ? '' : `，${failed} 个失败`) +
      (silent === 0 ? '' : `，${silent} 个没有新内容`),
    source: '来源',
    state: '状态',
    lastRead: '上次读取',
    nextRead: '下次读取',
    entries: '条目',
    status: {
      never: '尚未读取',
      ok: '正常',
      'not-modified': '正常，无更新',
      failed: '失败',
      stale: '停更',
      empty: '空',
      broken: '读不到列表',
      gone: '已关闭'
    },
    failures: (count) => `连续失败 ${count} 次`,
    stale: (newest) =>
      `仍可读取，但最新一条停在 ${newest}，远远超过平时的间隔。请打开网站核对，可能已改版或换了网址。`,
    empty: '仍可读取，但以前有条目，现在一条也没有。请打开网站核对，可能已改版或换了网址。',
    broken: (since) =>
      `自 ${since} 起页面能打开，但找不到新闻列表。可能已改版：请用 parkwire try 核对网址，再改 sources.yaml。`,
    lastGood: '最近一次读到：',
    reshaped: (at) => `页面结构有变，${at} 已重新找到列表。`,
    gone: '410：媒体已停用此来源，不再读取。请从 sources.yaml 中删除，或改成新网址。',
    moved: (address) => `已永久迁移到 ${address}，现从新网址读取。请修改 sources.yaml 中的网址。`,
    trust: { official: '官方', press: '媒体', mirror: '镜像' }
  },
  operator: {
    brokenSubject: (source) => `来源“${source}”读不到新闻了`,
    broken: (source) => `“${source}”的页面能打开，但 Parkwire 在上面找不到新闻列表了。`,
    id: (id) => `来源编号：${id}`,
    address: (url) => `网址：${url}`,
    since: (at) => `开始时间：${at}`,
    why: (message) => `原因：${message}`,
    look: '1. 页面可能已改版或换了网址。先看 Parkwire 现在读到什么：',
    mend: (id) => `2. 再按结果修改 sources.yaml 里的 ${id}。`,
    goesOn: 'Parkwire 会继续尝试；这个来源恢复之前，不再为此发信。'
  },
  digest: {
    subject: (park, date, stories) =>
      stories === 0 ? `${park} ${date} 本期无新增` : `${park} ${date} 共 ${stories} 条`,
    nothing: '本期无新增报道。',
    summary: (stories, outlets) =>
      outlets === 0 ? `${stories} 条新闻` : `${stories} 条新闻，来自 ${outlets} 家媒体`,
    online: '在网页上查看',
    why: (park) => `您收到这封邮件，是因为您的地址在“${park}”的简报名单中。`,
    none: '还没有发出过简报。',
    sentTo: (sent, all) => `已发送 ${sent}/${all}`,
    asSent: '以下为发出时的原样'
  }
}

const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

const en: Words = {
  untitled: '(untitled)',
  carriedBy: (outlets) => `Carried by ${plural(outlets, 'outlet')}:`,
  carriedByNamed: (outlets, names) => `Carried by ${plural(outlets, 'outlet')}: ${names}`,
  carriers: (outlets) => `Carried by ${plural(outlets, 'outlet')}`,
  mirrors: (copies) =>
    `${plural(copies, 'copy', 'copies')} on mirror sites, neither named nor linked.`,
  mirrorsBrief: (copies) => plural(copies, 'mirror copy', 'mirror copies'),
  join: (names) => names.join(', '),
  outlets: (count) => plural(count, 'outlet'),
  stories: (count) => plural(count, 'story', 'stories'),
  nav: {
    stories: 'Stories',
    all: 'All',
    sources: 'Sources',
    digests: 'Digests',
    feeds: 'Feeds',
    language: '中文'
  },
  page: {
    latestDigest: 'Latest digest',
    noStories: 'No stories yet. The first round usually ends within a minute; reload then.',
    noneHere: 'No stories here yet.',
    newer: '← Newer',
    older: 'Older →',
    whyHere: 'Why it concerns the park',
    lead: 'lead',
    mirror: 'mirror site',
    published: 'Published',
    updated: 'updated',
    notFound: 'No such page',
    notFoundHint: 'The address may be mistyped, or the page is gone.',
    home: 'Back to the stories',
    footer: 'Compiled by Parkwire: many sources, one story, once.',
    tagline: 'Many sources, one story, once'
  },
  match: { new: 'first seen', url: 'same address', text: 'same text', title: 'same title' },
  relevance: {
    score: (score) => `Score ${score}: `,
    reason: (term, where, weight) => `${term} (${where} ${weight})`,
    everything: 'everything from this source counts',
    where: { title: 'title', lead: 'lead', body: 'body', source: 'source' }
  },
  sources: {
    intro: ({ all, healthy, failed, silent }) =>
      `${plural(all, 'source')}, ${healthy} healthy` +
      (failed === 0 ? '' : `, ${failed} failing`) +
      (silent === 0 ? '' : `, ${silent} without news`),
    source: 'Source',
    state: 'State',
    lastRead: 'Last read',
    nextRead: 'Next read',
    entries: 'Entries',
    status: {
      never: 'not read yet',
      ok: 'healthy',
      'not-modified': 'healthy, nothing new',
      failed: 'failing',
      stale: 'stale',
      empty: 'empty',
      broken: 'list lost',
      gone: 'ended'
    },
    failures: (count) => `${plural(count, 'failure')} in a row`,
    stale: (newest) =>
      `It answers, but its newest entry is of ${newest}, far longer ago than usual. Look at the site: it may have been rebuilt or have moved.`,
    empty:
      'It answers, but where there used to be entries there are none. Look at the site: it may have been rebuilt or have moved.',
    broken: (since) =>
      `Since ${since} the page opens, but its list of news cannot be found. It may have been rebuilt: look with parkwire try, then mend sources.yaml.`,
    lastGood: 'Last read: ',
    reshaped: (at) => `The page was rebuilt; its list was found again on ${at}.`,
    gone: '410: the outlet ended this feed and it is not read any more. Take it out of sources.yaml or change its address there.',
    moved: (address) =>
      `Moved for good to ${address} and read from there. Change its address in sources.yaml.`,
    trust: { official: 'official', press: 'press', mirror: 'mirror' }
  },
  operator: {
    brokenSubject: (source) => `No news can be read from ${source}`,
    broken: (source) =>
      `The page of ${source} opens, but Parkwire no longer finds the list of news in it.`,
    id: (id) => `Source: ${id}`,
    address: (url) => `Address: ${url}`,
    since: (at) => `Since: ${at}`,
    why: (message) => `Why: ${message}`,
    look: '1. The page may have been rebuilt or moved. See what Parkwire reads there now:',
    mend: (id) => `2. Then change ${id} in sources.yaml.`,
    goesOn:
      'Parkwire goes on trying, and writes no more about this until the source has worked again.'
  },
  digest: {
    subject: (park, date, stories) =>
      stories === 0
        ? `${park}, ${date}: nothing new`
        : `${park}, ${date}: ${plural(stories, 'story', 'stories')}`,
    nothing: 'Nothing new since the last digest.',
    summary: (stories, outlets) =>
      outlets === 0
        ? plural(stories, 'story', 'stories')
        : `${plural(stories, 'story', 'stories')} from ${plural(outlets, 'outlet')}`,
    online: 'Read on the web',
    why: (park) => `You receive this because your address is on the digest list of ${park}.`,
    none: 'No digest has been sent yet.',
    sentTo: (sent, all) => `sent to ${sent} of ${all}`,
    asSent: 'As it was sent'
  }
}

const CATALOGUE: Readonly<Record<Language, Words>> = { 'zh-CN': zh, en }

export const wordsIn = (language: Language): Words => CATALOGUE[language]
