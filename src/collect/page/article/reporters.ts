import { HAN_NAME } from './author-names.ts'
import type { Surroundings } from './surroundings.ts'

/** «记者 张三 通讯员 李四», «（记者张三）». */
export const reportersIn = (text: string): string | null => {
  const names = [...text.matchAll(REPORTERS)].flatMap((match) =>
    (match[1] ?? '').split(/[\s、，,]+/u)
  )
  const found = [
    ...new Set(
      names
        .map((name) => name.trim())
        .filter((name) => HAN_NAME.test(name) && !OFFICE.test(name) && !DOING.test(name))
    )
  ]
  return found.length === 0 || found.length > 6 ? null : found.join(' ')
}

const OFFICE =
  /^(?:通讯员|通訊員|记者|記者|实习生|摄影|报道|文图|整合|综合|编译|整理|实习|本报|本网|采写)$/

/** «记者注意到，…», «记者从市交通局获悉»: what a reporter does. */
const DOING =
  /^(?:[从在对向随就将了]|获悉|注意|看到|看见|发现|采访|走访|跟随|来到|日前|近日|今日|昨日|今天|手记|节)|(?:[到悉说称]|发现|采访|走访|获知|报道)$/u

const REPORTERS =
  /(?:记者|記者|通讯员|通訊員|(?<=^|[（(\n\t ])(?:文[/／]图?|图[/／]文|采写|撰文))[\s:：]{0,4}((?:\p{Script=Han}{2,4}[ 、，,\t\u3000]{1,4}){0,4}\p{Script=Han}{2,4})(?=$|[\s／/）)\t\n、，,;；]|文|摄|图|整合|综合|报道)/gu

/** A bracket at the very end. */
export const lastLines = ({ body, after }: Surroundings): string =>
  [...body.slice(-2), ...after.slice(0, 3)]
    .flatMap(
      ({ text }) =>
        /[（(【[]([^（()）【】[\]]{3,60})[）)】\]]\s*$/u.exec(text)?.[1] ??
        (text.length <= 40 && !/[。，；！？]/u.test(text) ? text : [])
    )
    .filter((text) => !/责任?编辑?|编辑/u.test(text))
    .join('\n')

/** «本报讯（记者 张三）…» at the beginning of the text. */
export const dateline = ({ body }: Surroundings): string =>
  body
    .slice(0, 3)
    .map(({ text }) => DATELINE.exec(text.slice(0, 80))?.[1] ?? '')
    .find((names) => names !== '') ?? ''

const DATELINE = /[（(〔【[]([^（()）〔〕]{0,8}(?:记者|記者|通讯员)[^（()）〔〕]{2,40})[）)〕】\]]/u

/** «…四天。（张三）»: names alone in a bracket behind the last full stop. */
export const bracketedNames = ({ body }: Surroundings): string | null => {
  const inside = SIGNED.exec(body.at(-1)?.text.slice(-40) ?? '')?.[1] ?? ''
  const names = inside.split(/[\s、，,]+/u).filter((name) => name !== '')
  const isPeople = names.length > 0 && names.every((name) => PERSON.test(name))
  return isPeople ? names.join(' ') : null
}

const SIGNED =
  /(?:^|[。！？”])\s?[(（](?:(?:文|图|摄影|供稿|撰文|采写)[/／\s:：]{0,3}){0,2}([\p{Script=Han} 、，]{2,20})[)）]\s?$/u

/** Two or three characters, the first a family name: those of nine people in ten. */
const PERSON =
  /^[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温易乔赖文张劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧][\p{Script=Han}]{1,2}$/u
