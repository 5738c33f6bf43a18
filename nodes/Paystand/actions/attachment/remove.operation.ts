import { paystandRequest } from '../../../../client/request';
import {
	attachmentId,
	attachmentLocator,
	receivableId,
	receivableLocator,
} from '../../fields/locators';
import type { Operation } from '../operation';

export const remove: Operation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove attachment',
	description: 'Delete an attachment of a receivable. The receivable itself stays as it is.',
	properties: [receivableLocator(), attachmentLocator()],

	async execute(itemIndex, execution) {
		const id = await receivableId(this, itemIndex, execution);
		await paystandRequest(this, {
			method: 'DELETE',
			path: ['receivables', id, 'attachments', attachmentId(this, itemIndex)],
		});
		return { deleted: true };
	},
};
