import type { IDataObject } from 'n8n-workflow';

import { PaystandError } from '../../../../client/errors';
import { recordLocator } from '../../fields/locator';
import { whole } from '../../item/kind';
import { mapper } from '../../fields/mapper';
import { onlyIn1 } from '../../fields/version';
import type { Operation } from '../../item/operation';
import { changesNote } from '../../records/changes';
import { updateWhole } from '../../records/fullUpdate';
import { updateColumns } from './columns';
import { invoiceNumber, updateFields } from './fields';
import { requestedUpdate } from './input';
import { receivable } from './kind';
import { readReceivable } from './readReceivable';
import { fullReceivable, requestedNames } from './record';

export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update receivable (invoice)',
	description:
		"Update a receivable. What has been paid on it stays, unless you set an amount due. What changes unasked is named in 'changedUnasked'.",
	properties: [
		mapper('update'),
		...onlyIn1([
			recordLocator(receivable),
			{
				...invoiceNumber,
				required: undefined,
				description:
					'The number your customer sees. Paystand replaces the whole receivable and may not show its number, so enter it, also when it stays the same.',
			},
			updateFields,
		]),
	],
	columns: updateColumns,
	writes: receivable,
	output: { from: 'updateReceivable', plus: { openBalance: 'string' } },

	async execute(item) {
		const { changes: requested, match } = requestedUpdate(item);
		const id = await item.recordId(receivable, match);
		const read = async () => await readReceivable(item.client, id);
		return await item.execution.lock(`receivable ${id}`, async () => {
			const previous = await read();
			const { record, changes } = await updateWhole(item.client, {
				previous,
				path: ['receivables', id, 'update'],
				body: fullReceivable(previous, requested),
				read,
				requested: requestedNames(requested),
			});
			await checkKey(requested.erpId, record, read);
			return { ...whole(receivable, record), ...changesNote(changes) };
		});
	},
};

/**
 * Whether the key can be changed is a matter of the account, as far as is known
 * (docs/paystand-api.md#what-the-notes-changed).
 *
 * @throws {PaystandError} when the old key still stands there
 */
async function checkKey(
	wanted: unknown,
	record: IDataObject,
	read: () => Promise<IDataObject>,
): Promise<void> {
	if (wanted === undefined || record.extId === wanted) return;
	// The reply of the write need not show it.
	const { extId } = await read();
	if (extId === wanted || extId === undefined) return;
	throw new PaystandError(
		`Paystand took the update, but kept the ${receivable.key.label} '${String(extId)}'`,
		'Your account does not allow to change it. The other fields of this update have changed.',
	);
}
