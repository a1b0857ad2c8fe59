import { pulseCallSchema } from '@guanlan/contracts'
import { err, ok, toAppError, toMs } from '@guanlan/kernel'
import { undelivered, type Channel } from '@guanlan/notifier'
import type { RecordStore } from '@guanlan/record-store'
import { pulseChannel, receivePulse } from '@guanlan/runtime'

/** The channel at which beats of the chain end: it writes their receipt. `now` is wall time, epoch ms. */
export const pulseReceipt = (recordStore: RecordStore, now: () => number): Channel => ({
  id: pulseChannel,
  async send({ body }) {
    const call = pulseCallSchema.safeParse(body)
    if (!call.success) return err(undelivered('心跳内容无法识别', { channel: pulseChannel }, false))
    const started = now()
    try {
      await recordStore.transaction((records) => receivePulse(records, toMs(call.data.beat), started))
      return ok({ status: 200, ms: now() - started })
    } catch (thrown) {
      return err(undelivered(toAppError(thrown).message, { channel: pulseChannel }, true))
    }
  },
  close: async () => {},
})
