import type { Line } from './line.ts'

/**
 * Lines that say by their words what they are. Words are hints only: each is asked for where the
 * structure already makes such a line likely, and each list may be lengthened by any language.
 */

/** Above a box of other headlines: 相关阅读, Related stories. */
export const leadsToOthers = ({ text, chars }: Line): boolean => chars <= 40 && OTHERS.test(text)

const OTHERS =
  /^[\s【[(<>«»■◆●▪▶☞#*·|/:-]{0,4}(?:[相关相關]{2}(?:阅读|閱讀|新闻|新聞|链接|連結|报道|報導|報道|推荐|推薦|文章|资讯|資訊|内容|信息|稿件|专题|热词|檔案|资料)|(?:延伸|推荐|推薦|扩展|拓展|更多|继续|深度|热门|精彩|往期)(?:阅读|閱讀|新闻|新聞|报道|推荐|文章|精彩|资讯|内容|回顾)|(?:热点|热门|最新|今日|图片|头条)(?:新闻|推荐|文章|资讯|排行|专题|图片)|(?:新闻|点击|阅读|热度|浏览)(?:排行榜?|排名)|猜你喜欢|为你推荐|为您推荐|大家都在看|你可能(?:还|也)?(?:喜欢|感兴趣)|编辑推荐|关联阅读|精彩推荐|友情链接|上[一1][篇页条][:：]?|下[一1][篇页条][:：]?|related(?:\s\p{L}+){0,5}|further reading|read more from .{1,30}|(?:from )?around the web|previously on .{1,24}|(?:与(?:内|本)文)?相关的?(?:链接|新闻话题|话题)|more (?:from|on|in|about|news|stories|coverage|articles|reading)(?:\s\S+){0,5}|read (?:next|more|also|this next)|(?:see|read|watch) also|you (?:may|might) (?:also )?(?:like|enjoy|be interested in)|recommended(?: for you| reading| stories| articles)?|(?:most|top) (?:read|popular|viewed|shared|stories|news)|latest (?:news|stories|articles|posts)|trending(?: now| stories)?|popular (?:posts|stories|articles)|(?:previous|next) (?:post|article|story)|(?:also|elsewhere) on .{1,24}|up next|don.t miss|other stories|similar (?:posts|articles|stories)|lesen sie auch|mehr zum thema|lire aussi|leia (?:também|mais)|lea también|te puede interesar|leggi anche|関連記事|あわせて読みたい|관련기사)[\s】\])>»:：…|/]{0,6}$/iu

/** Above what readers wrote: nothing of the article comes behind it. */
export const leadsToComments = ({ text, chars }: Line): boolean =>
  chars <= 30 && COMMENTS.test(text)

const COMMENTS =
  /^跟[贴帖]热词[:：]?$|^(?:全部|网友|網友|最新|热门|精彩|用户|读者)(?:评论|評論|跟帖|留言)(?:列表)?[\s(（\d)）条]{0,12}$|^(?:(?:all |reader )?comments?\s?[(:]?\s?\d{0,6}\)?|\d{1,6} (?:comments?|responses|thoughts on .{1,120})|leave a (?:reply|comment)|комментарии|commentaires|comentarios|kommentare)$/iu

/** The words of tags: 标签：…, Tags: …, Filed under. */
export const isTags = ({ text, chars, linked }: Line): boolean =>
  chars <= 200 && TAGS.test(text) && (linked > 0 || chars < 60)

const TAGS =
  /^[\s【[#]{0,3}(?:标签|標籤|关键词|關鍵詞|关键字|tags?|filed under|topics?|keywords|categories|category|tagged|schlagworte|mots[- ]clés|etiquetas)\s?(?:$|[:：】\]]|with\b|under\b|in\b)/iu

/** Who edited, checked or typed: no author and no text. */
export const isCredits = ({ text, chars }: Line): boolean =>
  (chars <= 60 && CREDITS.test(text) && !/[。；;，]/.test(text)) ||
  (chars <= 200 && STANDARDS.test(text))

/** The last lines of agencies; in brackets they belong to the text. */
const STANDARDS =
  /^our standards:|^(?:additional |writing and )?(?:reporting|writing) by [^;]{3,90}; ?(?:additional )?(?:writing|editing|reporting) by/iu

const CREDIT_WORDS =
  '(?:本[期文版]|网络|值班|执行|實習|实习|见习|新媒体)?(?:责任编辑|責任編輯|责任编审|责任校对|责编|責編|编辑|編輯|编审|审核|審核|初审|复审|终审|一审|二审|三审|校对|校對|监制|監製|责任人|值班编委|值班主任|录入|编校|排版|美编|出品|统筹|总监制|供稿|上传|发布人|录入人|editor|edited by|editing by|reporting by|redaktion|编辑人|纠错)'

const CREDITS = new RegExp(
  String.raw`^[\s(（【\[〔]{0,3}${CREDIT_WORDS}(?:\s?[:：/|丨｜]|\s?】|$)`,
  'iu'
)

/** The line that ends a text: who is responsible for it. */
export const isEditor = ({ text, chars }: Line): boolean => chars <= 60 && EDITOR.test(text)

const EDITOR =
  /^[\s(（【[〔]{0,3}(?:本[期文版]|网络|值班|执行)?(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s?(?:[:：/|丨｜]|】)/u

/** «（原标题：…）»: what it was called elsewhere. */
export const isFormerTitle = ({ text, chars }: Line): boolean =>
  chars <= 120 && /^[\s(（【[]{0,3}原(?:文)?(?:标题|標題|题)\s?[:：]/u.test(text)

/** What a script will fill: «Updated [hour]:[minute] [timezone]», «{{ item.title }}». */
export const isTemplate = ({ text, chars }: Line): boolean =>
  chars <= 200 && /(?:\[[a-z]{2,20}\][^[]{0,12}){3}|\{\{[^{}]{1,60}\}\}/i.test(text)

/** A file to be taken along with the text. */
export const isAttached = ({ text, chars }: Line): boolean =>
  chars <= 150 && ATTACHED_FILE.test(text)

export const ATTACHED_FILE =
  /\.(?:pdf|docx?|xlsx?|pptx?|wps|et|rar|zip|7z|ofd|csv|txt)(?:$|[?#\s）)])|^附件|^附：/i

/** The same at the end of the last paragraph, in brackets. */
export const CREDITS_AT_END = new RegExp(
  String.raw`\s{0,4}[(（【\[〔]\s{0,3}${CREDIT_WORDS}\s?[:：][^()（）【】\[\]〔〕]{0,40}[)）】\]〕]?\s{0,4}$`,
  'iu'
)

/** Counters, font sizes, print, close, share: nothing but the words of buttons. */
export const isButtons = ({ text: whole, parts, chars }: Line): boolean => {
  if (chars > 100) return false
  const text = whole.length < 100 ? parts.replace(/\t/g, ' ') : whole
  return COUNTER.test(text) || PAGER.test(text) || isOnlyButtons(text)
}

/** A counter may stand beside the words. */
const isOnlyButtons = (text: string): boolean =>
  !/^[\d\s\p{P}]*$/u.test(text) && /^[\d.,\s]{0,6}$/.test(text.replace(BUTTON_WORDS, ''))

const COUNTER =
  /^[\s[(【|]{0,3}(?:本文|文章)?(?:已)?(?:浏览|瀏覽|点击|點擊|阅读|閱讀|访问|訪問|人气|views?|reads?|hits?|shares?|评论|comments?)(?:次数|次數|数|數|量|率)?\s?[:：(（]?\s?[\d,.]{0,12}\s?[万萬kK]?\s?(?:次|人|回|人次)?[)）]?[\s\])】|]{0,3}$|^(?:you are )?visitor (?:number|no).{0,20}$|^\d[\d,.]{0,12}\s?[万kK]?\s?(?:次|votes?|views?|shares?|comments?|reads?|likes?)$|^(?:\d{1,3} )?min(?:ute)?s? read$|^(?:view )?(?:slide ?show|gallery|photos?|images?)\s?\(?\s?\d{1,4}\s?(?:images|photos|pictures|slides)\s?\)?$|^\d{1,3}\s?(?:of|\/|／)\s?\d{1,3}\s?[|｜]?$/iu

/** The row of page numbers under a text in several pages. */
const PAGER =
  /^[\s\d[\]()<>«»‹›….|共第页]{0,60}(?:上一[页頁]|下一[页頁]|尾[页頁]|末[页頁]|next page|previous page)[\s\d[\]()<>«»‹›….|页頁上下一尾末首]{0,60}$/i

const BUTTON_WORDS =
  /(?:字号|字體|字体|字型|大小|繁体|简体|默认|超大|特大|大|中|小|【|】|\[|\]|\(|\)|（|）|「|」|\||\/|:|：|·|\+|-|—|<|>|，|,|。|\.|、|\s|(?<![a-z])a(?:\s?a){1,2}(?![a-z]))|(?:我要)?(?:打印|列印|关闭|關閉|收藏|分享|返回|顶部|頂部|复制|複製|评论|評論|点赞|纠错|转发|轉發|举报|投稿|微信|微博|朋友圈|好友|空间|网址|链接|连接|地址|推荐|保存|下载|下載|朗读|听新闻|扫一扫|二维码|手机(?:上)?(?:看|阅读|查看|打开)|查看(?:原文|更多|评论)|阅读全文|加入|本页|本文|此页|页面|窗口|全文|到|至|给|我|你|上一页|下一页|首页|尾页|末页|语音播报|放大|缩小|无障碍|客户端|新浪|腾讯|人人网|豆瓣|一键|更多|网友|留言|跟帖|广告|原创|回上一頁|回上一页|友善列印|用|在|去)|(?:share|print|view|e-?mail|tweet|save|like|comments?|facebook|twitter|linkedin|whatsapp|pinterest|reddit|copy link|link copied|text size|font size|close|follow|subscribe|sign up|log in|advertisement|advertorial|this|on|to|via|article|story|page|messenger|telegram|flipboard|google|line|linkedin|bookmark|listen|teilen|drucken|compartir|imprimir|partager|x|skip|continue reading|below|the|main|content|show|hide|caption|toggle|enlarge|image|photos?|gallery)(?=$|[^\p{L}])/giu

/** The site's own notes below an article: whose the text is, who may copy it. */
export const isLegal = ({ text, chars }: Line): boolean =>
  chars <= 600 && (LEGAL.test(text) || (chars <= 200 && LICENSED.test(text)))

/** «© 2011 CNBC.com», a line of its own. */
export const isRights = ({ text, chars }: Line): boolean =>
  chars <= 80 && /^[\s(]{0,3}(?:©|copyright\s?(?:©|\(c\)|\d{4}))/iu.test(text)

/** One of them that names the site's licence or its owner. */
export const isLicense = ({ text, chars }: Line): boolean => chars <= 300 && LICENSED.test(text)

/** What only the foot of a site says: its licences, its owner, its telephone for complaints. */
const LICENSED =
  /ICP[备備证證]|公网安备|许可证(?:编)?号?[:：\s]?\d|网站标识码|版权所有|版權所有|copyright\s(?:\(c\)\s)?\d{4}|©\s?\d{4}|page (?:was )?last (?:changed|updated|modified)|all rights reserved|举报电话|技术支持[:：]|未经许可.{0,10}(?:转载|复制)|谢绝转载/iu

const LEGAL =
  /^[\s【[(（※*■·>]{0,4}(?:版权(?:声明|所有|归)|版權(?:聲明|所有)|免责声明|免責聲明|特别声明|郑重声明|.{0,4}声明[:：]|原标题[:：]|原文标题[:：]|风险提示[:：]|本网站?(?:转载|所有|凡)|凡(?:本网|本站|注明|来源|标注|未注明)|凡.{0,12}注明|(?:如需|未经.{0,12})?转载(?:请|须|需)|未经.{0,16}(?:授权|许可|允许|同意)|(?:以上|本文|文章)(?:内容|观点|图文)?(?:仅|不)代表|(?:the )?(?:views?|opinions?)(?: and (?:views?|opinions?))? expressed (?:here|above|herein|(?:in|on) th(?:is|e)|by (?:the|this) (?:author|writer)|by (?:contributors|columnists)|are)|(?:如有|若有|如涉及|如).{0,10}(?:侵权|版权)|copyright|©|\(c\) ?\d{4}|all rights reserved|©|this material may not|disclaimer|alle rechte|tous droits|todos los derechos)/iu

/** A link to whole other articles within the text: 《更多：…》, Read more: …. */
export const isPointer = ({ text, chars, linked }: Line): boolean =>
  chars < 160 && ((linked > chars * 0.6 && POINTER.test(text)) || NEIGHBOUR.test(text))

/** «上一篇：…»: the articles before and behind this one. */
const NEIGHBOUR =
  /^[\s[【(<«‹·•]{0,3}(?:[上下](?:[一1][篇页条頁則条篇])|[上下]篇|(?:previous|next)(?: post| article| story)?)\s?[:：]/iu

const POINTER =
  /^[\s»>▶([【]{0,3}(?:read (?:more|also|next)|related|see also|see more|more|watch|also read|don.t miss|click here|相关|延伸阅读|更多|читайте также|(?:[aà] )?lire aussi|lea también|leia também|lesen sie auch)(?:\s?[:：|-]|\s)/iu

/** Where to follow, subscribe, sign up, scan: an invitation at the end, not news. */
export const isInvitation = ({ text, chars }: Line): boolean => chars <= 200 && INVITES.test(text)

const INVITES =
  /^[\s>*【(（]{0,3}(?:扫(?:描|一扫|码).{0,20}(?:二维码|关注|分享|阅读|打开|手机)|(?:打开|用)微信|微信扫|长按.{0,8}二维码|关注.{0,14}(?:公众号|微信|微博)|欢迎关注|.{0,30}(?:点我|點我|点击|點擊)?(?:下载|下載)(?:客户端|APP)|請繼續往下閱讀|请继续往下阅读|(?:我要)?(?:登录|登陆|发表评论|网友评论|我来说两句)|sign up (?:for|to)|subscribe (?:to|for|now)|get (?:the|our) .{0,40}newsletter|follow (?:us|me|@)|follow .{1,40} on (?:twitter|facebook|instagram|x)|click here to|join the (?:conversation|discussion)|(?:leave|post|write|add) a (?:comment|reply)|thank you for (?:reading|subscribing)|enter your e-?mail|have a (?:tip|story)|download (?:the|our) .{0,20}app|get .{2,40} on (?:twitter|facebook)|get .{2,40}(?:news|alerts|newsletters?) .{0,20}(?:inbox|free)|what.s your reaction\??$|(?:安装|下载|打开).{0,14}客户端.{0,40}(?:下载|资讯|阅读|查看)|support our|we welcome|this (?:post|article|story) (?:was )?(?:originally|first) (?:appeared|published))/iu
