/**
 * What pages write before the outlet, the author and the date of an article. `other` ends a value and
 * is of no interest itself. Spaces may stand inside (in Chinese a full-width one) and before the colon.
 */
export type LabelKind = 'outlet' | 'author' | 'date' | 'updated' | 'publisher' | 'other'

export type Labelled = {
  readonly kind: LabelKind
  /** Where the label stands. */
  readonly at: number
  /** The value up to the next label, edges as tabs and line ends. */
  readonly value: string
}

const WORDS: Readonly<Record<LabelKind, string>> = {
  outlet:
    '(?:信息|文章|新闻|新聞|稿件|内容|消息|资料|资讯|图文|数据)?(?:来源|來源)于?|稿源|(?:转|轉)(?:载|載)?自|文章出(?:处|處)|出(?:处|處)|来自|(?:news )?source|quelle|fuente|fonte|источник|出典|출처',
  author:
    '(?:文章|本文|原文)?作者|撰文|撰稿人?|(?:本报|本网|见习|实习|首席|特约|记者站)?记者|(?:本報|特約)?記者|通(?:讯|訊)(?:员|員)|文[/／](?:图)?|author|written by|autor|autore|auteur|verfasser|автор',
  date: '(?:信息|文章|新闻)?(?:发布|發佈|發布|发表|發表|发稿|刊发|发文|上网|上传|录入|公布|公开|添加|创建|见报|刊登|播出)(?:时间|時間|日期)|日期|(?:时|時)(?:间|間)|(?:发布|發佈|發布|发表)于?|published(?: on| at)?|posted(?: on| at)?|publication date|release date|date|veröffentlicht(?: am)?|publicado(?: el)?|publié le|опубликовано|дата',
  updated:
    '(?:最后|最近)?(?:更新|修改|编辑)(?:时间|時間|日期|于)?|(?:last )?(?:updated|modified)(?: on| at)?|aktualisiert(?: am)?|actualizado|mis à jour(?: le)?|обновлено|stand|成文(?:时间|日期)|截止(?:时间|日期)|生效(?:时间|日期)|废止(?:时间|日期)|失效(?:时间|日期)|活动(?:时间|日期)|报名(?:时间|日期)|开始(?:时间|日期)|结束(?:时间|日期)|会议(?:时间|日期)|现在(?:时间|是)|当前(?:时间|日期)',
  publisher: '(?:发布|發佈|發布)(?:机构|機構|单位|單位)|(?:发文|制发|制文)(?:机关|单位)',
  other:
    '责任编辑|責任編輯|责编|責編|编辑|編輯|审核|校对|浏览(?:次数|量|数)?|瀏覽(?:次數|數)?|点击(?:次数|量|数|率)?|點擊(?:次數|數)?|阅读(?:次数|量|数)?|访问(?:次数|量)?|人气|字(?:号|號)|字(?:体|體)(?:大小)?|分享到?|我要分享|评论|收藏|打印|索引号|文号|发文字号|主题(?:分类|词)|分类|栏目|类别|所属栏目|发布(?:人|者)|信息(?:索取号|类别)|关键(?:词|字)|标签|摄影|摄像|图片|制图|视频|點閱(?:數|次數)?|просмотров|lesezeit|editor|edited by|views?|hits|tags?|category|share|photo(?:graph)?(?: by)?|image|credit|location'
}

const spaced = (words: string): string =>
  words.replace(/(\p{Script=Han})(?=\p{Script=Han})/gu, '$1[ \\t\\u3000]{0,4}')

const KINDS = ['updated', 'outlet', 'author', 'date', 'publisher', 'other'] as const

const ALL = KINDS.map((kind) => `(?<${kind}>${spaced(WORDS[kind])})`).join('|')

/** A label with its colon. Before it stands no letter that would make it part of a word. */
export const LABELS = new RegExp(
  String.raw`(?<!\p{Script=Latin})(?:${ALL})[ \t\u3000]{0,4}[:：∶︰丨｜]`,
  'giu'
)

/** A label that fills an element of its own, without a colon; the value follows in the next. */
const BARE = new RegExp(String.raw`(?<=^|[\t\n])(?:${ALL})(?=[\t\n])`, 'giu')

/** Everything labelled in a few lines of `Line.parts`, in order. */
export const labelledIn = (text: string): readonly Labelled[] => {
  const found = [...text.matchAll(LABELS), ...text.matchAll(BARE)].sort((a, b) => a.index - b.index)
  return found.map((match, i) => ({
    kind: KINDS.find((kind) => match.groups?.[kind] !== undefined) ?? 'other',
    at: match.index,
    value: text.slice(match.index + match[0].length, found[i + 1]?.index).slice(0, MAX_VALUE)
  }))
}

const MAX_VALUE = 200
