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
	findings.answer('largestPages', known('largest'));
	findings.answer('largestPageAtLeast', Math.max(0, ...all.map(([, { atLeast }]) => atLeast)));
	findings.answer('defaultPage', agreed(known('byDefault')), none('a page from the whole list'));
	findings.answer('count', agreedWord(known('count')), none('a page from the whole list'));
	findings.answer('counts', known('count'));
	findings.answer('limit', overall(known('limit')), none('limits apart'));
	findings.answer('offset', overall(known('offset')), none('offsets apart'));
	findings.answer('orderByLastUpdated', overall(known('order')), none('an order'));
	findings.answer('orders', known('order'));
	const reasons = all.map(([id, { reason, order, orderReason }]) => [
		id,
		order === null ? `${reason}; order: ${orderReason}` : reason,
	]);
	findings.answer('lists', Object.fromEntries(reasons) as Record<string, Answer>);
	for (const name of ['defaultPage', 'count', 'limit', 'offset', 'orderByLastUpdated'])
		if (findings.answers[name] !== null) delete findings.reasons[name];
}

/** One value that all agree on; else each with its own; null for none. */
function agreed(values: Record<string, number>): Answer {
	const all = [...new Set(Object.values(values))];
	return all.length === 0 ? null : all.length === 1 ? all[0]! : values;
}

function agreedWord(values: Record<string, 'page' | 'total'>): Answer {
	const all = [...new Set(Object.values(values))];
	return all.length === 1 ? all[0]! : null;
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
	findings.answer('dateFilters', known('created'));

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
	const amounts: Record<string, string> = {};
	for (const [id, rows] of probe.rows) {
		const kinds = new Set(rows.filter((row) => 'amount' in row).map(({ amount }) => typeof amount));
		if (kinds.size > 0) amounts[id] = [...kinds].sort().join(' and ');
	}
	findings.answer('amountsAs', amounts);
}
