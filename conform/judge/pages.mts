/** One page of a list, as it was asked for and as it came. */
export interface Page {
	/** Null: no limit was sent. */
	limit: number | null;
	offset: number;
	status: number | null;
	/** Ids of the rows, in order. */
	ids: string[];
	/** `count` of the envelope, where it is a number. */
	count: number | null;
}

export interface PagesVerdict {
	/** Rows of the largest page, proven; null when the list is too short to tell. */
	largest: number | null;
	/** The largest page that came: the largest page is this or more. */
	atLeast: number;
	/** Rows of a page without a limit, when there were more to give. */
	byDefault: number | null;
	limit: 'holds' | 'ignored' | null;
	offset: 'holds' | 'ignored' | null;
	count: 'page' | 'total' | null;
	reason: string;
}

const ok = (page: Page) => page.status !== null && page.status >= 200 && page.status < 300;

/**
 * What the pages of one list prove. Rows are counted by id over all pages, so that a page is known
 * to be cut only when further rows were seen: a short page may as well be the end.
 */
export function judgePages(pages: Page[]): PagesVerdict {
	const served = pages.filter(ok);
	const rows = new Set(served.flatMap(({ ids }) => ids)).size;
	const atLeast = Math.max(0, ...served.map(({ ids }) => ids.length));
	const firsts = served.filter(({ offset }) => offset === 0);
	const limit = limitHolds(firsts, rows);
	const plain = firsts.find((page) => page.limit === null);
	const cut = plain !== undefined && plain.ids.length < rows;
	return {
		largest: largestOf(pages, firsts, rows, atLeast),
		atLeast,
		byDefault: cut ? plain.ids.length : null,
		limit,
		offset: offsetHolds(served),
		count: countMeans(served, rows),
		reason: rows === 0 ? 'the list is empty' : `the list showed ${rows} rows`,
	};
}

function largestOf(pages: Page[], firsts: Page[], rows: number, atLeast: number): number | null {
	const asked = firsts.filter((page) => page.limit !== null);
	const accepted = Math.max(0, ...asked.map(({ limit }) => limit!));
	const refused = pages.some(
		({ status, limit }) =>
			status !== null && status >= 400 && status < 500 && limit !== null && limit > accepted,
	);
	// What is refused above says how far it goes, however few rows there are.
	if (refused && accepted > 0) return accepted;
	const cut = asked.some(({ ids, limit }) => ids.length < limit! && ids.length < rows);
	const full = asked.some(({ ids, limit }) => limit! === accepted && ids.length === limit);
	return cut || (full && atLeast > 1) ? atLeast : null;
}

function limitHolds(firsts: Page[], rows: number): PagesVerdict['limit'] {
	const asked = firsts.filter((page) => page.limit !== null);
	if (asked.some(({ ids, limit }) => ids.length > limit!)) return 'ignored';
	return asked.some(({ limit }) => limit! < rows) ? 'holds' : null;
}

function offsetHolds(served: Page[]): PagesVerdict['offset'] {
	const later = served.filter(({ offset, limit }) => offset > 0 && limit !== null);
	const verdicts = later.flatMap((page) => {
		const first = served.find(({ offset, limit }) => offset === 0 && limit === page.limit);
		if (!first || first.ids.length === 0) return [];
		if (page.ids[0] === first.ids[0]) return ['ignored' as const];
		return page.ids.length > 0 ? ['holds' as const] : [];
	});
	return verdicts.includes('ignored') ? 'ignored' : (verdicts[0] ?? null);
}

/** Only pages with fewer rows than the list can tell the two apart. */
function countMeans(served: Page[], rows: number): PagesVerdict['count'] {
	const votes = served.flatMap(({ ids, count }) => {
		if (count === null || ids.length >= rows) return [];
		if (count >= rows) return ['total' as const];
		return count === ids.length && ids.length > 0 ? ['page' as const] : [];
	});
	return new Set(votes).size === 1 ? votes[0]! : null;
}
