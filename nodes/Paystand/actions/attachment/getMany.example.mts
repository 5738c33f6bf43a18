import type { OperationExample } from '../../examples/example.mts';
import { byId, CASE_RECEIVABLE, first } from '../../examples/parameters.mts';

export const example: OperationExample = {
	parameters: { receivable: byId(first('Attachment: Upload', 'receivableId')) },
	cases: [{ receivable: CASE_RECEIVABLE }],
};
