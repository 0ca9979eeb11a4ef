import { shortPublishedTime } from '../normalize/local-time.ts'
import type { Words } from '../words.ts'
import type { DigestPage, DigestStory } from './digest-page.ts'

/** The plain-text part: a good read by itself, and what people paste into their own documents. */
export const renderDigestText = (page: DigestPage, words: Words): string =>
  [
    `${page.title}  ${page.date}`,
    page.storyCount === 0
      ? words.digest.nothing
      : words.digest.summary(page.storyCount, page.outletCount),
    ...page.sections.flatMap((section) => [
      '',
      `■ ${section.title} (${section.stories.length})`,
      ...section.stories.flatMap((story) => ['', ...storyLines(story, page, words)])
    ]),
    '',
    '-- ',
    `${words.digest.online}: ${page.siteUrl}/`,
    words.digest.why(page.park.name),
    ''
  ].join('\n')

const storyLines = (story: DigestStory, page: DigestPage, words: Words): string[] => {
  const outlets = story.outlets.map(
    (copy) => `${copy.outlet} ${shortPublishedTime(copy.publishedAt, page.park.zone)}`
  )
  const names = words.join(outlets)
  const carriers = [
    ...(outlets.length > 1 ? [words.carriedByNamed(outlets.length, names)] : outlets),
    ...(story.mirrors === 0 ? [] : [words.mirrorsBrief(story.mirrors)])
  ]
  return [
    `${story.number}. ${story.title}`,
    ...(story.summary === '' || story.summary === story.title ? [] : [`   ${story.summary}`]),
    `   ${carriers.join(' · ')}`,
    `   ${story.link}`
  ]
}
