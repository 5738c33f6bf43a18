import type { OperationExample } from '../../examples/example.mts';
import { byId, first, FLOW_RECEIVABLE } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: FLOW_RECEIVABLE, attachment: byId(first('Attachment: Replace', 'id')) },
	expected: { deleted: true },
	cases: [
		({ receivableId, attachmentId }) => ({
			receivable: byId(receivableId),
			attachment: byId(attachmentId),
		}),
	],
};
