import type { Command } from 'commander'
import { currentSlot, type App, type Plan } from '../app.ts'
import { ConfigError } from '../errors.ts'
import { localTime } from '../normalize/local-time.ts'
import { deliverDue } from '../notify/deliver.ts'
import { closeDigest, previewDigest } from '../pipeline/digest.ts'
import { deliveriesOfDigest } from '../store/deliveries.ts'
import { print, printJson, withApp } from './context.ts'

type Options = { dryRun?: boolean; json?: boolean }

export const addDigest = (program: Command): void => {
  program
    .command('digest')
    .argument('<name>', 'name of the digest in digests.yaml')
    .description('close the digest of its latest slot, if that is still open, and deliver it')
    .option('--dry-run', 'print what would be sent; close and send nothing')
    .option('--json', 'print JSON')
    .action((name: string, options: Options, command: Command) =>
      withApp(command, async (app) => {
        const plan = planNamed(app.plans, name)
        return options.dryRun ? preview(app, plan, options) : send(app, plan, options)
      })
    )
}

const planNamed = (plans: readonly Plan[], name: string): Plan => {
  const plan = plans.find((one) => one.name === name)
  if (plan) return plan
  const known = plans.map((one) => one.name).join(', ') || 'none'
  throw new ConfigError([`digest: no digest is called "${name}"; there are: ${known}`])
}

const preview = async (app: App, plan: Plan, options: Options): Promise<void> => {
  const digest = await previewDigest(app.desk, plan, currentSlot(app, plan))
  if (options.json) return printJson(digest)
  print(`${digest.subject}\n\n${digest.text}`)
}

const send = async (app: App, plan: Plan, options: Options): Promise<void> => {
  const slotAt = currentSlot(app, plan)
  const { digest, isNew } = await closeDigest(app.desk, plan, slotAt)
  const { sent, failed } = await deliverDue(app.deliverer, { digestId: digest.id })
  const deliveries = await deliveriesOfDigest(app.store.db, digest.id)
  if (deliveries.some((delivery) => delivery.status !== 'sent')) process.exitCode = 1
  if (options.json) {
    return printJson({
      id: digest.id,
      name: plan.name,
      slotAt,
      isNew,
      stories: digest.storyCount,
      sent,
      failed,
      deliveries
    })
  }
  const stories = `${digest.storyCount} ${digest.storyCount === 1 ? 'story' : 'stories'}`
  const slot = `${plan.name} of ${localTime(slotAt, plan.zone)}`
  if (!isNew && sent + failed === 0) {
    print(`${slot} was already closed with ${stories}; nothing new to send.`)
  } else {
    print(`${slot}: ${stories}, sent to ${sent} of ${deliveries.length}.`)
  }
  for (const one of deliveries.filter((delivery) => delivery.status !== 'sent')) {
    const next =
      one.status === 'failed' ? 'given up' : `next try ${localTime(one.nextAttemptAt, plan.zone)}`
    print(`  ${one.address}: ${one.failure ?? 'another process is sending it'}, ${next}`)
  }
}
