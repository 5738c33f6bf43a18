import type { IDataObject } from 'n8n-workflow';

import { asError, PaystandError, refusalOf } from '../../../../client/errors';
import type { FilePart } from '../../../../client/multipart';
import { recordLocator } from '../../fields/locator';
import type { Operation } from '../../item/operation';
import { receivable } from '../receivable/kind';
import { uploadAttachment } from '../receivable/attachments';
import { binaryField, binaryNames, pdfOnly, withFile } from '../receivable/files';

export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload attachment (PDF)',
	description: 'Attach one or more PDFs to a receivable, up to 20 MB each',
	properties: [recordLocator(receivable), binaryField(true), pdfOnly],
	output: { from: 'uploadAttachment', plus: { receivableId: 'string' } },

	async execute(item) {
		const names = binaryNames(item);
		const receivableId = await item.recordId(receivable);
		const send = async (file: FilePart) => await uploadAttachment(item.client, receivableId, file);
		const uploaded: IDataObject[] = [];
		for (const name of names) {
			try {
				uploaded.push(await withFile(item, name, send));
			} catch (error) {
				if (uploaded.length === 0) throw asError(error);
				throw stoppedMidway(error as Error, names.length, uploaded);
			}
		}
		return uploaded;
	},
};

function stoppedMidway(error: Error, count: number, uploaded: IDataObject[]): PaystandError {
	const files = uploaded.map(({ id, name }) => `${String(name)} (ID ${String(id)})`).join(', ');
	const next = refusalOf(error)?.outcomeUnknown
		? 'Check in Paystand whether the next one is attached too, then upload only those that are missing.'
		: 'Upload only the others again.';
	return new PaystandError(
		`${uploaded.length} of ${count} files uploaded, then: ${error.message}`,
		`These are attached already: ${files}. ${next}`,
	);
}
