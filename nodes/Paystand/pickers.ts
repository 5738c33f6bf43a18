import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeParameterResourceLocator,
} from 'n8n-workflow';

import { PaystandError, toNodeError } from '../../client/errors';
import { PaystandClient } from '../../client/paystand';
import { attachment } from './actions/attachment/kind';
import { creditMemo } from './actions/creditMemo/kind';
import { customer } from './actions/customer/kind';
import { receivable } from './actions/receivable/kind';
import { readReceivable } from './actions/receivable/readReceivable';
import { searchMethodOf } from './fields/locator';
import type { Kind, Pickable } from './item/kind';
import { kinds } from './kinds';
import { contains } from './lists/filters';

/** How many entries one search shows before the person scrolls on. */
const MAX_ENTRIES = 50;
/** Paystand cannot search, so pages are read until enough match; this bounds one look. */
const MAX_PAGES = 20;
/** Kinds whose rows say which customer, but not the customer's name. */
const WITHOUT_NAME: Kind[] = [creditMemo, receivable];

/** One look into a list: what the person typed, and where the former look ended. */
type Search = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Every search, by the name that its locator calls it. */
export const listSearch: Record<string, Search> = {
	...Object.fromEntries(kinds.map((kind) => [searchMethodOf(kind), searchOf(kind)])),
	[searchMethodOf(attachment)]: searchAttachments,
};

/** The search of a list, newest first. */
function searchOf(kind: Kind): Search {
	return async function search(filter, paginationToken) {
		const client = new PaystandClient(this);
		const results: INodeListSearchResult['results'] = [];
		// The token is the row offset at which the former look ended.
		let offset = Number(paginationToken ?? 0) || 0;
		const seen = new Set<unknown>();
		let customers: Map<unknown, unknown> | undefined;
		try {
			for (let look = 0; look < MAX_PAGES && results.length < MAX_ENTRIES; look++) {
				const page = await client.page(kind.list, { offset });
				const rows = page.filter(({ id }) => !seen.has(id));
				// A short page is no end: nobody knows how many rows Paystand gives at most
				// (docs/paystand-api.md#the-end-of-a-list).
				if (rows.length === 0) return { results };
				customers ??= WITHOUT_NAME.includes(kind) ? await customerNames(client) : new Map();
				for (const row of rows) {
					seen.add(row.id);
					const name = nameOf(kind, named(row, customers));
					if (contains(name, filter)) results.push({ name, value: String(row.id) });
				}
				offset += page.length;
			}
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
		return { results, paginationToken: String(offset) };
	};
}

/** The customers' names by their ID and by their key; of those beyond the bound the key has to do. */
async function customerNames(client: PaystandClient): Promise<Map<unknown, unknown>> {
	const names = new Map<unknown, unknown>();
	let pages = 0;
	for await (const page of client.pages(customer.list)) {
		for (const { id, extCustomerId, customerName, name } of page) {
			names.set(id, customerName ?? name);
			if (extCustomerId) names.set(extCustomerId, customerName ?? name);
		}
		if (++pages >= MAX_PAGES) break;
	}
	return names;
}

function named(row: IDataObject, customers: Map<unknown, unknown>): IDataObject {
	const name = customers.get(row.payerCustomerId) ?? customers.get(row.extCustomerId);
	return name === undefined ? row : { ...row, customerName: String(name) };
}

/** The attachments of the receivable that the node's Receivable field picks. */
async function searchAttachments(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	try {
		const picked = this.getCurrentNodeParameter(receivable.name) as
			| INodeParameterResourceLocator
			| undefined;
		if (!picked?.value || picked.mode === 'key') {
			throw new PaystandError(
				"Choose 'Receivable' first, From List or By ID, to see its attachments",
			);
		}
		const id = String(picked.value).trim();
		const { attachments } = await readReceivable(new PaystandClient(this), id);
		return {
			results: ((attachments ?? []) as IDataObject[])
				.map((row) => ({ name: nameOf(attachment, row), value: String(row.id) }))
				.filter(({ name }) => contains(name, filter)),
		};
	} catch (error) {
		throw toNodeError(this.getNode(), error);
	}
}

function nameOf({ searchTexts }: Pickable, row: IDataObject): string {
	return searchTexts(row).filter(Boolean).map(String).join(' · ');
}
