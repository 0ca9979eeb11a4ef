import { z } from 'zod'
import { validateCron } from '../jobs/slots.ts'

const EXPECTED = 'expected five cron fields such as "30 8 * * *"'

/** Five fields: minute, hour, day of month, month, day of week; read in the park's time zone. */
export const cronExpression = z.string(EXPECTED).superRefine((text, context) => {
  const detail = validateCron(text)
  if (detail !== null) context.addIssue({ code: 'custom', message: EXPECTED, params: { detail } })
})
