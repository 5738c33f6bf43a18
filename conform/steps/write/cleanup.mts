import { rowsOf } from '../../compare.mts';
import { Stop, type Probe } from '../../probe.mts';
import { isServed } from '../lists.mts';
import { REFUSED } from './shared.mts';
import { tryCustomerDelete } from './customer.mts';

/** What this run leaves behind, in words for the report. */
export interface Leftovers {
	receivables: number;
	creditMemos: number;
}

interface Kind {
	list: string;
	cancel: string;
	id: string;
	made: string[];
}

const KINDS: Record<keyof Leftovers, Kind> = {
	receivables: {
		list: 'listReceivablesUnfiltered',
		cancel: 'cancelReceivable',
		id: 'receivableId',
		made: ['receivableId', 'extraReceivableId'],
	},
	creditMemos: {
		list: 'listCreditMemos',
		cancel: 'cancelCreditMemo',
		id: 'creditMemoId',
		made: ['creditMemoId', 'extraCreditMemoId'],
	},
};

/**
 * Cancels everything that bears this run's prefix, also what was made by a request whose reply was
 * lost: the newest rows of the lists are looked through for it. Goes on where one cancel fails.
 */
export async function cleanUp(probe: Probe): Promise<Leftovers> {
	const left: Leftovers = { receivables: 0, creditMemos: 0 };
	for (const [name, kind] of Object.entries(KINDS) as [keyof Leftovers, Kind][]) {
		const open = new Set(kind.made.flatMap((one) => probe.made[one] ?? []));
		for (const { id, cancelled } of await ownRows(probe, kind.list))
			if (cancelled) open.delete(id);
			else open.add(id);
		left[name] = open.size;
		for (const id of open) {
			const reply = await attempt(() =>
				probe.ask(kind.cancel, { ids: { [kind.id]: id }, expect: [200, ...REFUSED] }),
			);
			if (reply && isServed(reply)) left[name]--;
		}
	}
	await attempt(() => tryCustomerDelete(probe));
	return left;
}

async function ownRows(probe: Probe, list: string): Promise<{ id: string; cancelled: boolean }[]> {
	const reply = await attempt(() => probe.ask(list, { query: { limit: 50 } }));
	return (rowsOf(reply?.body) ?? [])
		.filter(({ id, extId }) => typeof id === 'string' && String(extId).startsWith(probe.prefix))
		.map(({ id, status }) => ({ id: String(id), cancelled: status === 'cancelled' }));
}

/** One try; only a 429 ends the clean-up. */
async function attempt<T>(run: () => Promise<T>): Promise<T | null> {
	try {
		return await run();
	} catch (error) {
		if (error instanceof Stop && error.final) throw error;
		return null;
	}
}
