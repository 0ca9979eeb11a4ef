import type { Channel } from '../channel.ts'
import { email } from './email.ts'

/** Every way to reach subscribers. */
export const channels: readonly Channel[] = [email]
