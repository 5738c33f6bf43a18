import { NodeOperationError } from 'n8n-workflow';
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameterResourceLocator,
} from 'n8n-workflow';

import { PAGE_SIZE, rowsOf } from '../../client/pages';
import { paystandRequest } from '../../client/request';
import { contains } from './fields/filters';

/** How many entries one search shows before the person scrolls on. */
const ENTRIES = 50;
/** Paystand cannot search, so pages are read until enough match; this bounds one look. */
const MOST_PAGES = 20;

/** One look into a list: what the person typed, and where the former look ended. */
type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** The customers whose name, ERP key or email holds the filter, newest first. */
export const searchCustomers = searchOf(['payerCustomers'], (row) => [
	row.customerName ?? row.name,
	row.extCustomerId,
	row.email,
]);

/** The receivables whose ERP key, number, customer or amount holds the filter, newest first. */
export const searchReceivables = searchOf(['receivables', 'read'], (row) => [
	row.invoiceKey,
	row.extId,
	row.extCustomerId,
	amountOf(row),
	row.status,
]);

/** As `searchReceivables`, for credit memos. */
export const searchCreditMemos = searchOf(['creditMemos'], (row) => [
	row.extKey,
	row.extId,
	row.extCustomerId,
	amountOf(row),
	row.status,
]);

/** The payments whose payer, amount, state or day holds the filter, newest first. */
export const searchPayments = searchOf(['payments', 'all'], (row) => {
	const payer = row.payer as IDataObject | undefined;
	return [payer?.name, payer?.externalId, ...movementOf(row)];
});

/** The refunds whose amount, state or day holds the filter, newest first. */
export const searchRefunds = searchOf(['refunds', 'all'], movementOf);

/** As `searchRefunds`, for disputes, with their reason. */
export const searchDisputes = searchOf(['disputes', 'all'], (row) => [
	row.reason,
	...movementOf(row),
]);

/** As `searchRefunds`, for transfers. */
export const searchTransfers = searchOf(['transfers', 'all'], movementOf);

/** As `searchRefunds`, for withdrawals. */
export const searchWithdrawals = searchOf(['withdrawals', 'all'], movementOf);

/** The attachments of the receivable that the node's Receivable field picks. */
export async function searchAttachments(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const receivable = this.getCurrentNodeParameter('receivable') as
		| INodeParameterResourceLocator
		| undefined;
	if (!receivable?.value || receivable.mode === 'key') {
		throw new NodeOperationError(
			this.getNode(),
			"Choose 'Receivable' first, From List or By ID, to see its attachments",
		);
	}
	const record = (await paystandRequest(this, {
		method: 'GET',
		path: ['receivables', String(receivable.value).trim(), 'read'],
	})) as IDataObject;
	const attachments = (record.attachments ?? []) as IDataObject[];
	return {
		results: attachments
			.map(({ id, name }) => ({ name: String(name ?? id), value: String(id) }))
			.filter(({ name }) => contains(name, filter)),
	};
}

/** Every search, by the name that its locator calls it. */
export const listSearch = {
	searchAttachments,
	searchCreditMemos,
	searchCustomers,
	searchDisputes,
	searchPayments,
	searchReceivables,
	searchRefunds,
	searchTransfers,
	searchWithdrawals,
};

/**
 * The search of a list.
 *
 * @param textsOf what names a row, which is also what is searched
 */
function searchOf(path: string[], textsOf: (row: IDataObject) => unknown[]): Search {
	return async function search(filter, paginationToken) {
		const results: INodeListSearchResult['results'] = [];
		// The token is the row offset at which the former look ended.
		let offset = Number(paginationToken ?? 0) || 0;
		const seen = new Set<unknown>();
		for (let look = 0; look < MOST_PAGES && results.length < ENTRIES; look++) {
			const body = await paystandRequest(this, {
				method: 'GET',
				path,
				query: { limit: PAGE_SIZE, offset },
			});
			const page = rowsOf(body) ?? [];
			const rows = page.filter(({ id }) => !seen.has(id));
			// A short page is no end: nobody knows how many rows Paystand gives at most (12.10).
			if (rows.length === 0) return { results };
			for (const row of rows) {
				seen.add(row.id);
				const name = textsOf(row).filter(Boolean).map(String).join(' · ');
				if (contains(name, filter)) results.push({ name, value: String(row.id) });
			}
			offset += page.length;
		}
		return { results, paginationToken: String(offset) };
	};
}

function amountOf(row: IDataObject): string {
	return [row.amount, row.currency].filter((part) => part !== undefined).join(' ');
}

function movementOf(row: IDataObject): unknown[] {
	return [amountOf(row), row.status, String(row.created ?? '').slice(0, 10)];
}
