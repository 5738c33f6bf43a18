import { log } from '../../harness/log.mts';
import { paidReceivables } from '../../harness/records.mts';
import { inQueueWorld } from '../../harness/queue-world.mts';
import { SHORT_TIMEOUTS } from './fault-rates.mts';
import type { Proof } from './proof.mts';
import { proveEvents } from './queue/events.mts';
import { proveWrites } from './queue/writes.mts';

const CREATES = 3_600;
const CHARGES = 240;
const EVENTS = 2_000;
/** Of the events: answered at once, where a killed worker takes accepted ones with it. */
const AT_ONCE = 0.2;

/**
 * n8n as many processes on one database, one queue and one API key: while a worker and a webhook
 * processor are killed, nothing is lost, and nothing is charged or booked twice. What n8n itself loses
 * or repeats is counted apart.
 */
export const queue: Proof = async (report, seed, share = 1) =>
	await inQueueWorld({ seed, env: { ...SHORT_TIMEOUTS, ...LAZY } }, async (world) => {
		const { sandbox, merchant, queue } = world;
		const of = (count: number) => Math.ceil(count * share);
		const counts = { creates: of(CREATES), charges: of(CHARGES) };
		const writes = await proveWrites(report, world, seed, counts);
		log(`${of(EVENTS)} invoices are paid …`);
		// By one API key, too, but not what is put to the test.
		sandbox.world.faults.set({ seed, rateLimit: 1_000_000 });
		const before = merchant.transactions.all().length;
		await paidReceivables(sandbox, merchant, of(EVENTS));
		const books = merchant.transactions.all().slice(before);
		const atOnce = of(EVENTS * AT_ONCE);
		const [webhook, other] = queue.webhookProcessors;
		const [first, second] = queue.workers;
		const finished = await proveEvents(report, world, seed, {
			respond: 'lastNode',
			books: books.slice(atOnce),
			kills: [
				{ share: 0.2, member: webhook! },
				{ share: 0.5, member: first! },
			],
		});
		const started = await proveEvents(report, world, seed + 1, {
			respond: 'onReceived',
			books: books.slice(0, atOnce),
			kills: [
				{ share: 0.2, member: other! },
				{ share: 0.5, member: second! },
			],
		});
		return [writes, finished, started].join('; ');
	});

/** What docs/scaling.md advises. */
const LAZY = { N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' };
