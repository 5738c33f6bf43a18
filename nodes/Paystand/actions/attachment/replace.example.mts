import type { OperationExample } from '../../examples/example.mts';
import {
	byId,
	CASE_RECEIVABLE,
	first,
	FLOW_RECEIVABLE,
	TEST_RUN,
} from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: FLOW_RECEIVABLE, attachment: byId(first('Attachment: Upload', 'id')) },
	file: true,
	expected: { name: `${TEST_RUN}-replace.pdf` },
	cases: [({ attachmentId }) => ({ receivable: CASE_RECEIVABLE, attachment: byId(attachmentId) })],
};
