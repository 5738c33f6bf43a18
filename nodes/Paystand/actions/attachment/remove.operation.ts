import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { receivable } from '../receivable/kind';
import { removeAttachment } from '../receivable/attachments';
import { attachment } from './kind';

const ALREADY_GONE =
	'The receivable had no such attachment: it was removed before, or never there.';

export const remove: Operation = {
	value: 'remove',
	name: 'Remove',
	action: 'Remove attachment',
	description: 'Delete an attachment of a receivable. The receivable itself stays as it is.',
	properties: [recordLocator(receivable), recordLocator(attachment)],
	output: { plus: { deleted: 'boolean', note: 'string' } },

	async execute(item) {
		const receivableId = await item.recordId(receivable);
		const id = await item.recordId(attachment);
		const wasThere = await removeAttachment(item.client, receivableId, id);
		return wasThere ? { deleted: true } : { deleted: true, note: ALREADY_GONE };
	},
};
