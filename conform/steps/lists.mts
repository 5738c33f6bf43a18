import { rowsOf, type Kind } from '../compare.mts';
import type { Operation } from '../document.mts';
import type { Reply } from '../http.mts';
import { judgeOrder, type Holding } from '../judge/order.mts';
import { judgePages, type Page, type PagesVerdict } from '../judge/pages.mts';
import type { Probe } from '../probe.mts';

const LIMITS = [1, 10, 50, 51, 100, 1000];
/** Documented (docs/paystand-api.md#page-size). */
const DEFAULT_LIMIT = 50;
const FAR = 1_000_000;
/** A limit may be refused when it is too large. */
const LIMITED = [200, 400, 422];

export interface ListVerdict extends PagesVerdict {
	order: Holding;
	orderReason: string;
}

/** Everything about pages and order of one list; null when the list is not open to this account. */
export async function tryList(
	probe: Probe,
	operation: Operation,
	ids: Record<string, string>,
	mayRefuse: number[],
): Promise<ListVerdict | null> {
	const { operationId } = operation;
	const ask = (query: Record<string, string | number>, expect?: number[]) =>
		probe.ask(operationId, { ids, query, ...(expect && { expect }) });
	const first = await ask({}, [200, ...mayRefuse]);
	if (!isServed(first)) return null;
	const rows = rowsOf(first.body) ?? [];
	probe.rows.set(operationId, rows);

	const pages: Page[] = [pageOf(first, null, 0)];
	const page = async (style: string, limit: number, offset = 0) => {
		const reply = await ask(
			{ ...styled(style), [`${style}limit`]: limit, ...(offset && { [`${style}offset`]: offset }) },
			LIMITED,
		);
		pages.push(pageOf(reply, limit, offset));
		return rowsOf(reply.body) ?? [];
	};
	let style = operation.query.includes('f.limit') ? 'f.' : '';
	// Where f.limit is not obeyed, the ladder goes on with what may be.
	if ((await page(style, 1)).length > 1 && style === 'f.') {
		probe.differ(operationId, 'paging', '$.results', 'f.limit rows', 'more rows than f.limit');
		style = '';
		pages.length = 1;
		await page(style, 1);
	}
	if (rows.length === 0) await page(style, 1000);
	else {
		let longest = rows.length;
		for (const limit of LIMITS.slice(1))
			longest = Math.max(longest, (await page(style, limit)).length);
		await page(style, 1, 1);
		await page(style, 1000, longest);
		await page(style, 1, FAR);
		if (refusedAbove(pages)) await narrow(pages, (limit) => page(style, limit));
	}
	const sorted = async (direction: string) => {
		const reply = await ask(
			{ ...styled(style), [`${style}order`]: `lastUpdated ${direction}` },
			LIMITED,
		);
		return isServed(reply) ? (rowsOf(reply.body) ?? []) : null;
	};
	const order = judgeOrder(await sorted('DESC'), await sorted('ASC'));
	const verdict = { ...judgePages(pages), order: order.order, orderReason: order.reason };
	tell(probe, operationId, verdict);
	return verdict;
}

function tell(probe: Probe, operationId: string, verdict: ListVerdict): void {
	const { largest, byDefault, limit, offset, count, order } = verdict;
	const behaves = (kind: Kind, documented: string, known: unknown, odd: string | false) => {
		const at = kind === 'count' ? '$.count' : '$.results';
		if (known !== null) probe.findings.behaves(operationId, kind, at, documented, odd || null);
	};
	behaves('paging', 'limit rows', limit, limit === 'ignored' && 'more rows than limit');
	behaves('paging', 'rows from offset on', offset, offset === 'ignored' && 'offset ignored');
	const capped = largest !== null && largest < 1000;
	behaves('paging', 'as many rows as limit asks for', largest, capped && `at most ${largest}`);
	const usual = Math.min(DEFAULT_LIMIT, largest ?? DEFAULT_LIMIT);
	behaves(
		'paging',
		`${DEFAULT_LIMIT} rows without limit`,
		byDefault,
		byDefault !== usual && String(byDefault),
	);
	behaves('count', 'all rows', count, count === 'page' && 'rows of the page');
	behaves('order', 'sorted by lastUpdated', order, order !== 'holds' && `${order}`);
}

/** The exact limit between the largest that is accepted and the smallest that is refused. */
async function narrow(pages: Page[], page: (limit: number) => Promise<unknown>): Promise<void> {
	for (;;) {
		const accepted = Math.max(0, ...pages.filter(served).map(({ limit }) => limit ?? 0));
		const refused = Math.min(
			...pages.filter((one) => !served(one)).map(({ limit }) => limit ?? FAR),
		);
		if (refused - accepted <= 1) return;
		const count = pages.length;
		await page(Math.floor((accepted + refused) / 2));
		// No reply says nothing about the limit.
		if (pages.length === count || pages.at(-1)!.status === null) return;
	}
}

const served = ({ status }: Page) => status !== null && status >= 200 && status < 300;

function refusedAbove(pages: Page[]): boolean {
	return pages.some(
		({ status, limit, offset }) =>
			offset === 0 && limit !== null && limit > 1 && (status === 400 || status === 422),
	);
}

function styled(style: string): Record<string, string> {
	return style === 'f.' ? { 'f.querytype': 'by-query-filters' } : {};
}

export function isServed(reply: Reply): boolean {
	return reply.status !== null && reply.status >= 200 && reply.status < 300;
}

function pageOf(reply: Reply, limit: number | null, offset: number): Page {
	const { count } = (reply.body ?? {}) as { count?: unknown };
	return {
		limit,
		offset,
		status: reply.status,
		ids: (rowsOf(reply.body) ?? []).map(({ id }, index) => String(id ?? `row ${offset + index}`)),
		count: typeof count === 'number' ? count : null,
	};
}
