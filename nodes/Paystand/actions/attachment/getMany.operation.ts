import { returnAllAndLimit } from '../../fields/listing';
import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { receivable } from '../receivable/kind';
import { attachmentsOf } from '../receivable/attachments';

export const getMany: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many attachments',
	description: 'Retrieve a list of attachments of a receivable',
	properties: [recordLocator(receivable), ...returnAllAndLimit()],
	output: { from: 'readReceivable', at: 'attachments.items', plus: { receivableId: 'string' } },

	async execute(item) {
		const receivableId = await item.recordId(receivable);
		const attachments = (await attachmentsOf(item.client, receivableId)) ?? [];
		return attachments
			.slice(0, item.limit())
			.map((attachment) => ({ ...attachment, receivableId }));
	},
};
