import { rowsOf } from '../compare.mts';
import type { Operation } from '../document.mts';
import { daysAround, judgeFilter, type Filtering } from '../judge/filter.mts';
import type { Probe } from '../probe.mts';
import { isServed } from './lists.mts';

/** Days before Paystand existed. */
const BEFORE = { start: '2001-01-01', end: '2001-01-02' };
const REFUSABLE = [200, 400, 422];

type Query = Record<string, string>;

/** Rows that come for a query; null when it is refused or not answered. */
export async function rowsFor(
	probe: Probe,
	operationId: string,
	query: Query,
	expect = REFUSABLE,
): Promise<number | null> {
	const reply = await probe.ask(operationId, { query, expect });
	return isServed(reply) ? (rowsOf(reply.body)?.length ?? null) : null;
}

export interface FilterVerdict {
	created: Filtering;
	lastUpdated: Filtering;
	reason: string;
	/** `startDate`/`endDate`; null where the list does not have them. */
	topLevel: Filtering;
	/** The same days without `f.querytype`: documented as ignored. */
	withoutQueryType: 'ignored' | 'applied' | 'refused' | null;
}

/**
 * The date filters of one list (patterns A and B, docs/paystand-api.md#date-filters,
 * #plain-date-filters).
 */
export async function tryFilters(probe: Probe, operation: Operation): Promise<FilterVerdict> {
	const { operationId } = operation;
	const known = probe.rows.get(operationId) ?? [];
	const ask = (query: Query) => rowsFor(probe, operationId, query);
	const both = async (field: string, days: (range: typeof BEFORE) => Query) => {
		const around = daysAround(known, field);
		const none = await ask(days(BEFORE));
		if (around === null && none !== null && known.length > 0)
			return { filter: null, reason: `rows without a readable ${field}` };
		return judgeFilter(none, around ? await ask(days(around)) : 0, known.length);
	};
	const created = await both('created', (range) => pattern('created', range));
	const lastUpdated = await both('lastUpdated', (range) => pattern('lastUpdated', range));
	const topLevel = operation.query.includes('startDate')
		? (await both('created', ({ start, end }) => ({ startDate: start, endDate: end }))).filter
		: null;
	const { 'f.querytype': _switch, ...bare } = pattern('created', BEFORE);
	const rows = await ask(bare);
	const withoutQueryType =
		rows === null ? 'refused' : known.length === 0 ? null : rows > 0 ? 'ignored' : 'applied';
	const behaves = (documented: string, known: unknown, odd: string | false) => {
		if (known !== null)
			probe.findings.behaves(operationId, 'filter', '$.results', documented, odd || null);
	};
	const types = { created: created.filter, lastUpdated: lastUpdated.filter };
	const odd = Object.entries(types).filter(([, filter]) => filter !== null && filter !== 'holds');
	behaves(
		'rows of the days asked for',
		created.filter ?? lastUpdated.filter,
		odd.length > 0 && odd.map(([type, filter]) => `${type}: ${filter}`).join(', '),
	);
	behaves('rows of startDate to endDate', topLevel, topLevel !== 'holds' && `${topLevel}`);
	behaves(
		'f.* without f.querytype is ignored',
		withoutQueryType,
		withoutQueryType !== 'ignored' && `${withoutQueryType}`,
	);
	return {
		created: created.filter,
		lastUpdated: lastUpdated.filter,
		reason: created.reason,
		topLevel,
		withoutQueryType,
	};
}

function pattern(field: string, { start, end }: typeof BEFORE): Query {
	return {
		'f.querytype': 'by-query-filters',
		'f.datepreset': 'custom',
		'f.datestart': start,
		'f.dateend': end,
		'f.datetype': field,
	};
}

/**
 * Filters that no source settles, tried with a value that no row has: no rows means that the
 * filter works, rows that it is ignored (docs/paystand-api.md#what-a-list-can-be-filtered-by).
 */
export async function tryGuesses(
	probe: Probe,
	operationId: string,
	guesses: Record<string, Query>,
): Promise<Record<string, 'filters' | 'ignored' | 'refused'> | null> {
	if ((probe.rows.get(operationId) ?? []).length === 0) return null;
	const result: Record<string, 'filters' | 'ignored' | 'refused'> = {};
	for (const [name, query] of Object.entries(guesses)) {
		const rows = await rowsFor(probe, operationId, query, [200, 400, 401, 403, 404, 422]);
		result[name] = rows === null ? 'refused' : rows === 0 ? 'filters' : 'ignored';
	}
	return result;
}

/** Date presets: only `past7days` is documented. */
export async function tryPresets(
	probe: Probe,
	operationId: string,
): Promise<Record<string, 'accepted' | 'refused'>> {
	const result: Record<string, 'accepted' | 'refused'> = {};
	for (const preset of [
		'past7days',
		'past30days',
		'today',
		'yesterday',
		'thismonth',
		'lastmonth',
	]) {
		const rows = await rowsFor(probe, operationId, {
			'f.querytype': 'by-query-filters',
			'f.datepreset': preset,
		});
		result[preset] = rows === null ? 'refused' : 'accepted';
	}
	return result;
}
