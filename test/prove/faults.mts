import { log } from '../../harness/log.mts';
import { addCustomer, callerOf } from '../../harness/records.mts';
import { inWorld } from '../../harness/world.mts';
import { checkHits, FAULTS, faultHits, SHORT_TIMEOUTS, type Hits } from './fault-rates.mts';
import { runItems, type Said } from './operation.mts';
import { attachments } from './operations/attachments.mts';
import { bankAccounts } from './operations/bankAccounts.mts';
import type { BatchItem } from './operations/batch.mts';
import { creditMemos } from './operations/creditMemos.mts';
import { customers } from './operations/customers.mts';
import { payments } from './operations/payments.mts';
import { receivables } from './operations/receivables.mts';
import type { Proof } from './proof.mts';

const BATCHES = [
	...[...customers, ...receivables, ...attachments],
	...[...creditMemos, ...bankAccounts, ...payments],
];
const UNKNOWN = /unknown/;
/** A create that is sent twice makes two records, which the books then show; no waiting for a limit. */
const HARSH = { onDuplicate: 'duplicate', rateLimit: 1_000_000 } as const;

/** What came of the items, as the node says: all of it true. */
interface Count {
	done: number;
	/** The node says that it does not know; of those, how many the books have. */
	unknown: number;
	unknownDone: number;
	refused: number;
}

/**
 * Whatever happens to the connection, what the node says of an item and what the books say agree:
 * done means once, an error means not at all, unknown means one of the two.
 */
export const faults: Proof = async (report, seed) =>
	await inWorld({ seed, env: SHORT_TIMEOUTS }, async (world) => {
		const { sandbox, merchant } = world;
		await addCustomer(await callerOf(sandbox, merchant), 'PAYER');
		const sum: Count = { done: 0, unknown: 0, unknownDone: 0, refused: 0 };
		const runs: Hits[] = [];
		let items = 0;
		let lies = 0;
		for (const [index, prepare] of BATCHES.entries()) {
			sandbox.world.faults.set({ seed });
			const batch = await prepare(world);
			sandbox.world.faults.set({ seed: seed + index, ...FAULTS, ...HARSH });
			const said = await runItems(
				world,
				batch.plan,
				batch.items.map(({ json }) => json),
			);
			runs.push(faultHits(sandbox));
			items += batch.items.length;

			const name = `${batch.plan.resource} ${batch.plan.operation}`;
			const count: Count = { done: 0, unknown: 0, unknownDone: 0, refused: 0 };
			const wrong = batch.items.flatMap((task, at) => disagreement(task, said[at]!, count) ?? []);
			lies += wrong.length;
			report.none(`${name}: ${batch.items.length} items, said otherwise than the books`, wrong);
			log(
				`${count.done} done, ${count.refused} not done, ${count.unknown} unknown (${count.unknownDone} done)`,
			);
			for (const kind of Object.keys(sum) as Array<keyof Count>) sum[kind] += count[kind];
		}
		const hits = checkHits(report, runs);
		report.atLeast('Operations', 5_000, items);
		return `${items} operations of ${BATCHES.length} kinds, ${hits} faults: ${sum.done} done, ${sum.refused} not done, ${sum.unknown} unknown (${sum.unknownDone} of them done); the books disagree with ${lies}`;
	});

/** What is wrong with what the node says of an item; nothing when it is true. */
function disagreement(task: BatchItem, said: Said, count: Count): string | undefined {
	const { rows, error } = said;
	const times = task.times?.();
	const tell = () =>
		`${JSON.stringify(task.json).slice(0, 120)}: ${times ?? 'read'} in the books, says ${error ?? JSON.stringify(rows).slice(0, 300)}`;
	if (error === undefined) {
		count.done++;
		return task.agrees(rows) && (times ?? 1) === 1 ? undefined : tell();
	}
	if (rows.length > 0) return tell();
	const isTrue = task.isTrue?.(error);
	const isUnknown = UNKNOWN.test(error);
	// What only reads has no outcome that could be unknown.
	if (isUnknown && times === undefined) return tell();
	count[isUnknown ? 'unknown' : 'refused']++;
	if (isUnknown) count.unknownDone += times ?? 0;
	return (isTrue ?? (isUnknown ? (times ?? 0) <= 1 : (times ?? 0) === 0)) ? undefined : tell();
}
