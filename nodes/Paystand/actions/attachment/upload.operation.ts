import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { asNodeError, refusalOf } from '../../../../client/errors';
import type { FilePart } from '../../../../client/multipart';
import { receivableId, receivableLocator } from '../../fields/locators';
import type { Operation } from '../operation';
import { binaryField, binaryNames, pdfOnly, upload as uploadFile, withFile } from './files';

export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload attachment',
	description: 'Attach one or more PDFs to a receivable, up to 20 MB each',
	properties: [receivableLocator(), binaryField(true), pdfOnly],

	async execute(itemIndex, execution) {
		const names = binaryNames(this, itemIndex);
		const id = await receivableId(this, itemIndex, execution);
		const uploaded: IDataObject[] = [];
		for (const name of names) {
			try {
				const send = async (file: FilePart) => await uploadFile(this, id, file);
				uploaded.push(await withFile(this, itemIndex, name, execution, send));
			} catch (error) {
				if (uploaded.length === 0) throw asNodeError(this.getNode(), error);
				const next = refusalOf(error)?.outcomeUnknown
					? 'Look in Paystand whether the next one is attached too, then upload only those that are missing.'
					: 'Upload only the others again.';
				throw new NodeOperationError(
					this.getNode(),
					`Of ${names.length} files ${uploaded.length} went up, then: ${(error as Error).message}`,
					{
						description: `These are attached already: ${uploaded.map((file) => `${String(file.name)} (ID ${String(file.id)})`).join(', ')}. ${next}`,
						itemIndex,
					},
				);
			}
		}
		return uploaded;
	},
};
