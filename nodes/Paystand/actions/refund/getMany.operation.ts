import { datedGetMany } from '../../fields/datedList';
import { paymentFilter } from '../../fields/ownFilters';
import { simplified } from './simplified';

export const getMany = datedGetMany({
	plural: 'refunds',
	path: ['refunds'],
	allPath: ['refunds', 'all'],
	statuses: ['created', 'processing', 'paid', 'failed'],
	filters: [paymentFilter],
	simplified,
});
