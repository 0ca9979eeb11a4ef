import type { Element } from 'domhandler'
import type { ListContext } from './context.ts'
import { withoutCrumbs } from './crumb.ts'
import type { Group } from './groups.ts'
import { squeezed, type Landmarks } from './landmarks.ts'
import type { Reading } from './read-rows.ts'
import { headingAbove, regionOf } from './surroundings.ts'
import type { Survey } from './survey.ts'
import { parentOf } from './tree.ts'
import { signsOf, weigh, type Signs } from './weigh.ts'

export type ReadGroup = Group & { readonly readings: readonly Reading[] }
export type Ranked = ReadGroup & {
  readonly heading: string | null
  readonly signs: Signs
  readonly score: number
}

/** The groups in the order in which they may be the news of the page, each item in the best of them only. */
export const rankGroups = (
  groups: readonly ReadGroup[],
  landmarks: Landmarks,
  found: Survey,
  context: ListContext
): readonly Ranked[] => {
  const near = nearest(groups, landmarks.starts)
  const paged = nearest(groups, landmarks.pagers)
  const texts = groups.map(textOf)
  const most = Math.max(1, ...texts)
  const ranked = groups.map((group, at): Ranked => {
    const heading = headingAbove(group.parents[0]!, found, group.rows[0]!)
    const signs: Signs = {
      ...signsOf(group.readings, context),
      region: regionOf(group.parents[0]!, found),
      isOwn: heading !== null && isOwnName(heading, landmarks.ownNames),
      isNearStart: near.has(group) || isRecords(group),
      isPaged: paged.has(group) || isRecords(group),
      mass: texts[at]! / most
    }
    const name = heading === null ? null : withoutCrumbs(heading)
    return { ...group, heading: name, signs, score: weigh(signs) }
  })
  return withoutOverlap(
    ranked.toSorted((a, b) => b.score - a.score || b.readings.length - a.readings.length)
  )
}

/** What a page hands to its own script is what the page is about. */
const isRecords = ({ rows }: ReadGroup): boolean => rows[0]?.name === 'record'

const textOf = ({ readings }: ReadGroup): number =>
  readings.reduce((sum, { item }) => sum + item.title.length + (item.excerpt?.length ?? 0) / 2, 0)

const isOwnName = (heading: string, names: string): boolean => {
  const own = squeezed(heading)
  return own.length > 1 && names.includes(own)
}

const MAX_DISTANCE = 6

/** For each landmark the groups that share the closest part of the page with it. */
const nearest = (
  groups: readonly ReadGroup[],
  landmarks: readonly Element[]
): ReadonlySet<ReadGroup> => {
  const near = new Set<ReadGroup>()
  for (const landmark of landmarks) {
    const around = new Map<Element, number>()
    for (let at: Element | null = landmark; at && around.size < 60; at = parentOf(at))
      around.set(at, around.size)
    const distances = groups.map(({ parents }) => depthOfMeeting(parents[0]!, around))
    const closest = Math.min(...distances)
    groups.forEach((group, at) => {
      if (closest <= MAX_DISTANCE && distances[at] === closest) near.add(group)
    })
  }
  return near
}

/** How far above the landmark the first element is that holds both. */
const depthOfMeeting = (element: Element, around: ReadonlyMap<Element, number>): number => {
  let at: Element | null = element
  for (let level = 0; at && level < 60; level += 1, at = parentOf(at)) {
    const depth = around.get(at)
    if (depth !== undefined) return depth
  }
  return Infinity
}

/** Less of a group may stand in a better one. */
const MAX_OVERLAP = 0.4

const withoutOverlap = (ranked: readonly Ranked[]): readonly Ranked[] => {
  const taken = new Set<string>()
  return ranked.filter(({ readings }) => {
    const known = readings.filter(({ item }) => taken.has(item.url)).length
    if (known > readings.length * MAX_OVERLAP) return false
    for (const { item } of readings) taken.add(item.url)
    return true
  })
}
