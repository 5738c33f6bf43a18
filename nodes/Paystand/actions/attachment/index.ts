import type { Resource } from '../../item/operation';
import { getMany } from './getMany.operation';
import { remove } from './remove.operation';
import { replace } from './replace.operation';
import { upload } from './upload.operation';

export const attachment: Resource = {
	value: 'attachment',
	name: 'Attachment',
	description: 'A PDF on a receivable',
	labels: { attachment: 'Input Data Field Name', receivableId: 'Receivable' },
	operations: [getMany, remove, replace, upload],
};
