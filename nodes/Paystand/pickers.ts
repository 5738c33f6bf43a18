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

/** The customers whose name, ERP key or email holds the filter, newest first. */
export async function searchCustomers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, ['payerCustomers'], filter, paginationToken, (row) =>
		[row.customerName ?? row.name, row.extCustomerId, row.email].filter(Boolean).map(String),
	);
}

/** The receivables whose ERP key, number, customer or amount holds the filter, newest first. */
export async function searchReceivables(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await search(this, ['receivables', 'read'], filter, paginationToken, (row) =>
		[
			row.invoiceKey,
			row.extId,
			row.extCustomerId,
			`${String(row.amount)} ${String(row.currency)}`,
			row.status,
		]
			.filter(Boolean)
			.map(String),
	);
}

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

/**
 * One look into a list for a picker.
 *
 * @param paginationToken the row offset at which the former look ended
 * @param labels the texts that name a row, which are also what is searched
 */
async function search(
	context: ILoadOptionsFunctions,
	path: string[],
	filter: string | undefined,
	paginationToken: string | undefined,
	labels: (row: IDataObject) => string[],
): Promise<INodeListSearchResult> {
	const results: INodeListSearchResult['results'] = [];
	let offset = Number(paginationToken ?? 0) || 0;
	for (let page = 0; page < MOST_PAGES && results.length < ENTRIES; page++) {
		const body = await paystandRequest(context, {
			method: 'GET',
			path,
			query: { limit: PAGE_SIZE, offset },
		});
		const rows = rowsOf(body) ?? [];
		for (const row of rows) {
			const name = labels(row).join(' · ');
			if (contains(name, filter)) results.push({ name, value: String(row.id) });
		}
		offset += rows.length;
		if (rows.length < PAGE_SIZE) return { results };
	}
	return { results, paginationToken: String(offset) };
}
