import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../item/item';
import { whole } from '../../item/kind';
import { createOrUpdate } from '../../records/createOrUpdate';
import { overwriteBalance } from './fields';
import { receivable } from './kind';
import { readReceivable } from './readReceivable';
import { differs, fullReceivable, requestedNames } from './record';

/**
 * Creates or updates a receivable by the ERP's key, or leaves it alone. The balance of one that
 * exists is kept unless the person says otherwise.
 *
 * @param wanted the body of a new receivable
 * @returns the receivable, with `outcome`: `created`, `updated` or `unchanged`
 */
export async function upsertReceivable(item: Item, wanted: IDataObject): Promise<IDataObject> {
	const changes = { ...wanted };
	if (!item.isOn(overwriteBalance.name)) delete changes.amountDue;
	const record = await createOrUpdate(item, {
		kind: receivable,
		key: String(wanted.erpId),
		whenTwice:
			'If each row is a line of an invoice, add the lines up before this node, e.g. with Summarize.',
		create: { path: ['receivables', 'create'], body: wanted },
		read: async (id) => await readReceivable(item.client, id),
		isChanged: (stored) => differs(stored, changes),
		requested: requestedNames(changes),
		update: (id, stored) => ({
			path: ['receivables', id, 'update'],
			body: fullReceivable(stored, changes),
		}),
	});
	return whole(receivable, record);
}
