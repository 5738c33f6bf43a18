import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { receivable } from '../receivable/kind';
import { removeAttachment } from './attachments';
import { attachment } from './kind';

export const remove: Operation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove attachment',
	description: 'Delete an attachment of a receivable. The receivable itself stays as it is.',
	properties: [recordLocator(receivable), recordLocator(attachment)],
	output: { plus: { deleted: 'boolean' } },

	async execute(item) {
		const receivableId = await item.recordId(receivable);
		await removeAttachment(item.client, receivableId, await item.recordId(attachment));
		return { deleted: true };
	},
};
