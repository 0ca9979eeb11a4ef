import { html, raw } from 'hono/html'
import { shortPublishedTime } from '../normalize/local-time.ts'
import type { Words } from '../words.ts'
import type { DigestPage, DigestSection, DigestStory } from './digest-page.ts'

const FONT =
  "-apple-system,'PingFang SC','Microsoft YaHei','Noto Sans SC','Segoe UI',Helvetica,Arial,sans-serif"

/**
 * Mail clients drop style blocks, flex and grid (Outlook renders with Word): tables and inline styles
 * carry the layout, and the style block only adds what those that read it can use.
 */
export const renderDigestHtml = async (page: DigestPage, words: Words): Promise<string> => {
  const body = await html`<!doctype html>
    <html lang="${page.park.language}">
      <head>
        <meta charset="utf-8" />
        <base target="_blank" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${page.title} ${page.date}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body class="bg" style="margin:0;padding:0;background:#f3f4f1;font-family:${raw(FONT)}">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
          <tr>
            <td align="center" style="padding:24px 12px">
              <table
                role="presentation"
                class="card"
                width="640"
                cellpadding="0"
                cellspacing="0"
                border="0"
                style="width:100%;max-width:640px;background:#ffffff;border-radius:6px"
              >
                <tr>
                  <td style="padding:28px 28px 16px;border-bottom:3px solid #1f5f4a">
                    <div
                      class="ink"
                      style="font-size:22px;line-height:30px;font-weight:700;color:#1c2421"
                    >
                      ${page.title}
                    </div>
                    <div
                      class="soft"
                      style="font-size:14px;line-height:22px;color:#66706b;padding-top:4px"
                    >
                      ${page.date}　${summaryOf(page, words)}
                    </div>
                  </td>
                </tr>
                ${page.sections.map((section) => sectionRows(section, page, words))}
                <tr>
                  <td
                    class="soft"
                    style="padding:24px 28px 28px;font-size:12px;line-height:19px;color:#66706b"
                  >
                    <a href="${page.siteUrl}/" class="link" style="color:#1f5f4a"
                      >${words.digest.online}</a
                    ><br />
                    ${words.digest.why(page.park.name)}
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `
  // Indentation is for readers of this file, and Gmail cuts a mail at 102 kB.
  return `${body
    .toString()
    .replace(/\s*\n\s*/g, '\n')
    .trim()}\n`
}

const STYLE = `
a:hover{text-decoration:underline!important}
@media (prefers-color-scheme:dark){
.bg{background:#141816!important}.card{background:#1d2321!important}
.ink,.ink a{color:#eef2ef!important}.soft{color:#9aa59f!important}
.link{color:#7cc5a8!important}.rule{border-color:#333b37!important}
}`

const summaryOf = (page: DigestPage, words: Words): string =>
  page.storyCount === 0
    ? words.digest.nothing
    : words.digest.summary(page.storyCount, page.outletCount)

const sectionRows = (section: DigestSection, page: DigestPage, words: Words) =>
  html`<tr>
      <td style="padding:24px 28px 0">
        <div class="link" style="font-size:15px;line-height:22px;font-weight:700;color:#1f5f4a">
          ${section.title}<span class="soft" style="font-weight:400;color:#66706b"
            >　${words.stories(section.stories.length)}</span
          >
        </div>
      </td>
    </tr>
    ${section.stories.map((story) => storyRow(story, page, words))}`

const storyRow = (story: DigestStory, page: DigestPage, words: Words) =>
  html`<tr>
    <td class="rule" style="padding:12px 28px 14px;border-bottom:1px solid #e6e9e6">
      <div class="ink" style="font-size:17px;line-height:25px;font-weight:600">
        <a href="${story.link}" style="color:#1c2421;text-decoration:none"
          >${story.number}. ${story.title}</a
        >
      </div>
      ${story.summary === '' || story.summary === story.title ? '' : html`<div class="ink" style="font-size:14px;line-height:23px;color:#3b4541;padding-top:4px">${story.summary}</div>`}
      <div class="soft" style="font-size:12px;line-height:20px;color:#66706b;padding-top:5px">
        ${outletLine(story, page, words)}
      </div>
    </td>
  </tr> `

/** Time, how many carried it, who they are; the count says nothing where there is one. */
const outletLine = (story: DigestStory, page: DigestPage, words: Words) => {
  const [first] = story.outlets
  const names = story.outlets.map((copy, index) => html`${index === 0 ? '' : ' · '}${named(copy)}`)
  const count = html`<a
    href="${story.pageUrl}"
    class="link"
    style="color:#1f5f4a;text-decoration:none"
    >${words.outlets(story.outlets.length)}</a
  >`
  const parts = [
    ...(first ? [shortPublishedTime(first.publishedAt, page.park.zone)] : []),
    ...(story.outlets.length > 1 ? [count] : []),
    ...(first ? [names] : []),
    ...(story.mirrors > 0 ? [words.mirrorsBrief(story.mirrors)] : [])
  ]
  return parts.map((part, index) => html`${index === 0 ? '' : '　'}${part}`)
}

const named = (copy: { outlet: string; url: string | null }) =>
  copy.url === null
    ? copy.outlet
    : html`<a href="${copy.url}" class="soft" style="color:#66706b;text-decoration:none"
        >${copy.outlet}</a
      >`
