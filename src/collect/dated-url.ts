import { localDate } from '../normalize/local-time.ts'

const PLACE = /\{(yyyy|mm|dd)\}/g

/** Whether an address names the day of reading: `https://paper.example/{yyyy}{mm}{dd}/`. */
export const isDated = (url: string): boolean => url.search(PLACE) >= 0

/** The address of the day that calendars in `zone` show at `now`. */
export const datedUrl = (url: string, now: Date, zone: string): string => {
  const [yyyy, mm, dd] = localDate(now, zone).split('-')
  const parts = new Map([
    ['yyyy', yyyy],
    ['mm', mm],
    ['dd', dd]
  ])
  return url.replace(PLACE, (_, name: string) => parts.get(name) ?? '')
}
