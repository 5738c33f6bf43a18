import type { Answer } from '../findings.mts';
import type { Probe } from '../probe.mts';
import { tryFilters, tryGuesses, tryPresets, type FilterVerdict } from './filters.mts';
import { idsFor, unknownId } from './ids.mts';
import { tryList, type ListVerdict } from './lists.mts';
import { isDoubtful, mayRefuse } from './open.mts';
import { noteRoute } from './records.mts';

/** All lists: those of the account first, then those that belong to one record. */
export async function tryLists(probe: Probe): Promise<void> {
	const lists = [...probe.document.operations.values()].filter(
		({ method, isList }) => method === 'GET' && isList,
	);
	const verdicts: Record<string, ListVerdict> = {};
	for (const operation of lists.sort((a, b) => a.ids.length - b.ids.length)) {
		const { operationId } = operation;
		const ids = idsFor(probe, operation);
		if (ids === null) {
			const why = `this account showed no ${operation.ids.join(' and ')}`;
			probe.findings.notTried.push({ what: operationId, why });
			continue;
		}
		const verdict = await tryList(probe, operation, ids, mayRefuse(operation));
		if (isDoubtful(operation))
			noteRoute(probe, operation, {
				status: verdict ? 200 : statusOf(probe, operationId),
				kind: 'json',
				body: undefined,
				headers: {},
			});
		if (verdict) verdicts[operationId] = verdict;
		// Also after each list: a run may end before the last.
		conclude(probe, verdicts);
	}
}

function statusOf(probe: Probe, operationId: string): number | null {
	const statuses = Object.keys(probe.findings.operations.get(operationId)?.statuses ?? {});
	return Number(statuses[0]) || null;
}

function conclude(probe: Probe, verdicts: Record<string, ListVerdict>): void {
	const { findings } = probe;
	const all = Object.entries(verdicts);
	const known = <K extends keyof ListVerdict>(key: K) =>
		Object.fromEntries(
			all.filter(([, verdict]) => verdict[key] !== null).map(([id, verdict]) => [id, verdict[key]]),
		) as Record<string, NonNullable<ListVerdict[K]>>;
	const none = (text: string) => `no list of this account has enough rows to tell ${text}`;

	const largest = Object.values(known('largest'));
	findings.answer(
		'largestPage',
		largest.length > 0 ? Math.min(...largest) : null,
		largest.length > 0 ? undefined : none('(largestPageAtLeast is the largest page that came)'),
	);
	findings.answer('largestPageAtLeast', Math.max(0, ...all.map(([, { atLeast }]) => atLeast)));
	const say = (name: string, value: Answer, text: string) =>
		findings.answer(name, value, value === null ? none(text) : undefined);
	say('defaultPage', agreed(known('byDefault')), 'a page from the whole list');
	const counts = agreed(known('count'));
	const mixed = typeof counts === 'object' && counts !== null;
	say('count', mixed ? null : counts, 'a page from the whole list');
	if (mixed) findings.answer('count', null, 'lists differ, see each of them');
	say('limit', overall(known('limit')), 'limits apart');
	say('offset', overall(known('offset')), 'offsets apart');
	say('orderByLastUpdated', overall(known('order')), 'an order');
	for (const [id, verdict] of all) {
		const { reason, order, orderReason, largest: most, atLeast, count } = verdict;
		findings.lists[id] = {
			...findings.lists[id],
			...{
				rows: reason,
				largestPage: most,
				largestPageAtLeast: atLeast,
				count,
				order,
				orderReason,
			},
		};
	}
}

/** One value that all agree on; else each with its own; null for none. */
function agreed(values: Record<string, number | string>): Answer {
	const all = [...new Set(Object.values(values))];
	return all.length === 0 ? null : all.length === 1 ? all[0]! : values;
}

/** What holds everywhere holds; one list that does not obey is enough to say so. */
export function overall(values: Record<string, string>): string | null {
	const all = Object.values(values);
	return all.find((value) => value !== 'holds') ?? all[0] ?? null;
}

/** The filters of every list that has them, and those that nobody knows. */
export async function tryAllFilters(probe: Probe): Promise<void> {
	const { findings } = probe;
	const verdicts: Record<string, FilterVerdict> = {};
	for (const operation of probe.document.operations.values())
		if (operation.query.includes('f.datestart') && probe.rows.has(operation.operationId))
			verdicts[operation.operationId] = await tryFilters(probe, operation);
	const known = (key: 'created' | 'lastUpdated' | 'topLevel' | 'withoutQueryType') =>
		Object.fromEntries(
			Object.entries(verdicts)
				.filter(([, verdict]) => verdict[key] !== null)
				.map(([id, verdict]) => [id, verdict[key]!]),
		);
	const say = (name: string, key: Parameters<typeof known>[0]) => {
		const value = overall(known(key));
		findings.answer(name, value, value === null ? 'no list that has it shows a row' : undefined);
	};
	say('dateFilter', 'created');
	say('dateFilterLastUpdated', 'lastUpdated');
	say('startDateFilter', 'topLevel');
	say('filterWithoutQueryType', 'withoutQueryType');
	for (const [id, { created, lastUpdated, reason }] of Object.entries(verdicts))
		findings.lists[id] = {
			...findings.lists[id],
			...{ dateFilter: created, dateFilterLastUpdated: lastUpdated, dateFilterReason: reason },
		};

	const first = Object.keys(verdicts).find((id) => (probe.rows.get(id) ?? []).length > 0);
	findings.answer('datePresets', first ? await tryPresets(probe, first) : null);
	const type = 'by-query-filters';
	const nothing = unknownId();
	findings.answer(
		'otherFilters',
		await tryGuesses(probe, 'listReceivables', {
			'f.status': { 'f.querytype': type, 'f.status': nothing },
			'f.extId': { 'f.querytype': type, 'f.extId': nothing },
			'by-extId': { 'f.querytype': 'by-extId', 'f.extId': nothing },
			'f.invoiceKey': { 'f.querytype': type, 'f.invoiceKey': nothing },
			'f.payerCustomerId': { 'f.querytype': type, 'f.payerCustomerId': nothing },
			'f.extCustomerId': { 'f.querytype': type, 'f.extCustomerId': nothing },
		}),
	);
	findings.answer(
		'customerFilters',
		await tryGuesses(probe, 'listPayerCustomers', {
			extCustomerId: { extCustomerId: nothing },
			'f.extCustomerId': { 'f.querytype': type, 'f.extCustomerId': nothing },
		}),
	);
	findings.answer(
		'creditMemoFilters',
		await tryGuesses(probe, 'listCreditMemos', {
			'by-payerCustomerId, f.payerCustomerId': {
				'f.querytype': 'by-payerCustomerId',
				'f.payerCustomerId': nothing,
			},
			'by-payerCustomerId, payerCustomerId': {
				'f.querytype': 'by-payerCustomerId',
				payerCustomerId: nothing,
			},
			'by-erpName, f.erpName': { 'f.querytype': 'by-erpName', 'f.erpName': nothing },
		}),
	);
	findings.answer(
		'feeFilters',
		await tryGuesses(probe, 'listFees', {
			resourceId: { resourceId: nothing },
			'f.resourceId': { 'f.querytype': type, 'f.resourceId': nothing },
		}),
	);
	const kinds = new Set<string>();
	// Credit memos are numbers by documentation.
	for (const [id, rows] of probe.rows)
		if (id !== 'listCreditMemos')
			for (const row of rows) if ('amount' in row) kinds.add(typeof row.amount);
	findings.answer(
		'amountsAs',
		kinds.size > 0 ? [...kinds].sort().join(' and ') : null,
		kinds.size > 0 ? undefined : 'no list shows an amount',
	);
}
